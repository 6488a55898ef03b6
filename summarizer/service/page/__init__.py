"""The page: paste an article or a link, read its briefing, review its records."""
