"""The spaCy pipeline, loaded when the first sentence is parsed."""

from __future__ import annotations

from functools import cache
from threading import Lock
from typing import TYPE_CHECKING

from summarizer.weights.catalogue import syntax_pipeline_folder

if TYPE_CHECKING:
    from spacy.language import Language

_LOADING = Lock()
"""Topics are read in threads, and each may be the first."""


def load_pipeline() -> Language:
    """The English pipeline with tagger, parser, lemmas and entities.

    Raises:
        ModelUnavailable: the pipeline is not on this machine and can't be downloaded.
    """
    with _LOADING:
        return _pipeline()


@cache
def _pipeline() -> Language:
    import spacy

    return spacy.load(syntax_pipeline_folder())
