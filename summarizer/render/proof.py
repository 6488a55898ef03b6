"""The words of a record's evidence that prove it, within their sentence and sentences of context."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from summarizer.article import Span
from summarizer.schemas import Evidence, Record, Verbatim, kinds


def proving_words(record: Record, cues: re.Pattern[str] | None = None) -> Span:
    """The shortest stretch of a record's main quote that holds the topic's cue and the words of the record's fields.

    The main quote is the first one. A record none of whose words stand in it is proved by the whole quote.

    Args:
        record: the record.
        cues: the words that give a record of its topic away, where they are known.

    Returns:
        Offsets in the article.
    """
    main = record.evidence[0]
    places = [found for words in _field_words(record) if (found := _places(main.quote, words))]
    if places and cues is not None and (found := _cue_words(cues, main.quote)):
        places.append(found)
    shortest = _shortest_window(places) if places else Span(0, len(main.quote))
    return Span(main.start + shortest.start, main.start + shortest.end)


def quote_parts(evidence: Evidence, proof: Span) -> tuple[str, str, str]:
    """A quote cut into what comes before the proving words, these words, and what comes after them."""
    start, end = (min(max(at - evidence.start, 0), len(evidence.quote)) for at in (proof.start, proof.end))
    return evidence.quote[:start], evidence.quote[start:end], evidence.quote[end:]


def _field_words(record: Record) -> Iterable[str]:
    """The article's words in each field; the source says who speaks, not what."""
    for name, kind in kinds(type(record)).items():
        if not isinstance(kind, Verbatim) or kind.holds == "evidence" or name == "source":
            continue
        value = getattr(record, name)
        for one in value if isinstance(value, tuple | list) else (value,):
            words = getattr(one, "name", None) or getattr(one, "text", None) or one
            if isinstance(words, str) and words.strip():
                yield words


def _places(quote: str, words: str) -> list[Span]:
    """Where words stand in a quote; else where the figures in them do, as of a count that was put together."""
    if found := _occurrences(quote, words):
        return found
    return [place for figure in re.findall(r"\d[\d.,]*(?<=\d)", words) for place in _occurrences(quote, figure)]


def _occurrences(quote: str, words: str) -> list[Span]:
    """Where words stand in a quote, whole words only."""
    pattern = rf"(?<!\w){re.escape(words)}(?!\w)" if words[0].isalnum() and words[-1].isalnum() else re.escape(words)
    return [Span(found.start(), found.end()) for found in re.finditer(pattern, quote)]


def _cue_words(cues: re.Pattern[str], quote: str) -> list[Span]:
    return [Span(found.start(), _word_end(quote, found.end())) for found in cues.finditer(quote)]


def _word_end(text: str, at: int) -> int:
    """The end of the word that a cue's stem begins."""
    rest = re.compile(r"\w*").match(text, at)
    return rest.end() if rest else at


def _shortest_window(places: Sequence[Sequence[Span]]) -> Span:
    """The shortest stretch that holds one of each list's places; of equal ones, the first."""
    windows = []
    for start in sorted({place.start for spans in places for place in spans}):
        after = [min((p.end for p in spans if p.start >= start), default=None) for spans in places]
        ends = [end for end in after if end is not None]
        if len(ends) == len(places):
            windows.append(Span(start, max(ends)))
    return min(windows, key=lambda window: window.end - window.start)
