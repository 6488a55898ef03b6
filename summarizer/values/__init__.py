"""Numbers, counts, dates and durations as an article words them."""
