"""Detects texts that are not English, which the road for small models can't read."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import pycountry

_COMMON = """
the of and to that for with said has have is by from it was were are his her their after which on at be not this
will who been would they its he she but as
"""
FUNCTION_WORDS = frozenset(_COMMON.split())
ENGLISH_SHARE = 0.2
"""The share of these words from which a text is English without a further look; English news has 0.3 to 0.4."""

FEWEST_WORDS = 30
SURE, BARELY = 0.5, 0.05
"""A text is in another language when that one has more than the first probability and English less than the second."""


def foreign_language(text: str) -> str | None:
    """The name of the language that a text is in; `None` for English and where it can't be told."""
    words = re.findall(r"[^\W\d_]+", text.casefold())
    if len(words) >= FEWEST_WORDS and sum(w in FUNCTION_WORDS for w in words) >= ENGLISH_SHARE * len(words):
        return None
    ranked = _identifier().rank(text)
    code, probability = ranked[0]
    if code == "en" or probability <= SURE or dict(ranked)["en"] >= BARELY:
        return None
    known = pycountry.languages.get(alpha_2=code)
    return str(known.name).partition(" (")[0] if known is not None else str(code)


@cache
def _identifier() -> Any:
    """The identifier with probabilities; its model takes a second or more to read, so English texts go without."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
