"""Topics: what to look for, and how to ask for it."""
