"""Tests of weights: which there are, and how they come to this machine."""
