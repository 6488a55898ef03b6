"""Weights of the embedded models, parser and encoder: which there are, and how to download them."""
