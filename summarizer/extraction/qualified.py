"""What a number hangs on: the words before it that bound it, and the share of which it is a part."""

from __future__ import annotations

import re

from summarizer.article import Span
from summarizer.values.counting_phrases import BEFORE
from summarizer.values.ranges import range_start
from summarizer.values.shares import find_shares

_QUALIFIED = re.compile(
    rf"(?<!\w)(?:{'|'.join(words for bound, words in BEFORE['en'].items() if bound != 'about')}"
    r"|about|around|some|roughly|approximately|an estimated)\s+(?:another |a further |the )?$",
    re.I,
)
_REACH = 60
"""Code points behind a number in which the whole of which it is a part may stand."""


def with_qualifiers(text: str, span: Span, low: int) -> Span:
    """A count's span, from an offset, out to what its number hangs on: "at least nine", "all but two of the 12"."""
    for share in find_shares(text[low : span.end + _REACH]):
        if low + share.start <= span.start and span.end <= low + share.end:
            span = Span(low + share.start, low + share.end)
    span = Span(max(low, range_start(text, span.start, span.end)), span.end)
    before = _QUALIFIED.search(text, low, span.start)
    return Span(before.start(), span.end) if before is not None else span
