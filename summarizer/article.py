"""An article and its sentences."""
