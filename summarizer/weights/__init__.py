"""Weights of the embedded models and of the syntax pipeline: which there are, and how they come to this machine."""
