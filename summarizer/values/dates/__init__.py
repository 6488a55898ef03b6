"""Days and stretches of time from an article's words."""
