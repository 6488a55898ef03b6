"""The briefing of one article."""
