"""The grammar of an article's sentences, read by spaCy: phrases, predicates, who speaks."""
