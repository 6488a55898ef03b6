"""The spaCy pipeline: loaded once, when a sentence is to be parsed, and at no other time."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from summarizer.weights.catalogue import syntax_pipeline_folder

if TYPE_CHECKING:
    from spacy.language import Language


@cache
def load_pipeline() -> Language:
    """The English pipeline with tagger, parser, lemmas and entities."""
    import spacy

    return spacy.load(syntax_pipeline_folder())
