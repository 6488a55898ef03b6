"""News articles into structured briefings, proved by the words of the article."""
