"""Finding a model's quotes in the article: typography is repaired, facts never."""
