"""Whose verb is which position on sanctions or a ceasefire, and what goes with it."""
