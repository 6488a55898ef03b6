"""Quotes in more than one piece: what an ellipsis leaves out, and what an attribution breaks off.

The pieces may stand apart only where what lies between them turns nothing: `Hamas did … agree` is not what an article
says that has "did not agree".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import regex

from summarizer.grounding.folding import FoldedText, fold, is_unspaced
from summarizer.grounding.matches import Refusal, Span, clipped
from summarizer.grounding.quote_facts import RefusalCode, inverts, is_number_word, lexicon, negations
from summarizer.grounding.tokens import tokenize

ELLIPSIS = regex.compile(r"\s*(?:[\[(]\s*(?:\.{2,}|…|\.\s\.\s\.)\s*[\])]|\.{3,}|…|\.\s\.\s\.)\s*")
_CLAUSE_END = regex.compile(r"[,;:—–.!?()\"“”。，、；：！？،؛।]|\s-\s")
_ATTRIBUTION = regex.compile(
    r"""(?<=[^\s"])[,.!?]" (?P<said>[^" ]+ [^"]{2,120}?) "(?=\S)"""
    r"""|(?<=[^\s'])[,.!?]' (?P<told>[^"' ]+ [^"']{2,120}?) '(?=\S)"""
)
_SENTENCE_OVER = regex.compile(r"[.!?。！？।؟][\s\"'“”‘’»«)\]]*$|\n\s*\n\s*$")
_LEAVES_OUT = 600
"""Code points that an ellipsis may leave out."""

_TRIES = 40
"""Places at which the first piece is tried."""

_LOOSE_ENDS = " ,.;:\"'-"

_PIECE_WORDS, _PIECE_LETTERS = 4, 18
"""What each side of an attribution must have."""

Places = Callable[[str, int, int], Iterator[Span | Refusal]]
"""Spans of a piece between two offsets, and refusals, the best first."""


def pieces_of(quote: str) -> list[str]:
    """The pieces between the ellipses of a quote; one where it has none."""
    return [piece for piece in ELLIPSIS.split(quote) if any(c.isalnum() for c in piece)]


def too_short(piece: str) -> bool:
    """True if a piece beside an ellipsis is too short to be found reliably."""
    tokens = tokenize(piece)
    return len(tokens) < 2 and sum(c.isalpha() for c in piece) < 4


def chain(text: str, pieces: Sequence[str], places: Places, within: Span) -> Iterator[tuple[Span, ...] | Refusal]:
    """Yields the ways to place the pieces in order with nothing turned between them, and why others fail.

    Args:
        text: the article.
        pieces: what stands between the ellipses, in order.
        places: where a piece stands.
        within: offsets that the whole must keep to.
    """
    low, high = within
    for count, first in enumerate(places(pieces[0], low, high)):
        if count == _TRIES:
            return
        yield first if isinstance(first, Refusal) else _follow(text, first, pieces[1:], places, high)


def _follow(text: str, first: Span, rest: Sequence[str], places: Places, high: int) -> tuple[Span, ...] | Refusal:
    """Sets each further piece at its first place after the one before."""
    spans = [first]
    for piece in rest:
        end = spans[-1][1]
        refusal: Refusal | None = None
        for found in places(piece, end, min(high, end + _LEAVES_OUT + len(piece))):
            outcome = found if isinstance(found, Refusal) else turned_by(text, end, found[0])
            if outcome is None and not isinstance(found, Refusal):
                spans.append(found)
                break
            refusal = refusal or outcome
        else:
            before = clipped(text[slice(*spans[-1])])
            return refusal or Refusal(
                "not_found", f'the article does not have "{clipped(piece)}" soon after "{before}"'
            )
    return tuple(spans)


def turned_by(text: str, start: int, end: int) -> Refusal | None:
    """Why what an ellipsis leaves out can't be left out, or `None`.

    What it leaves out may be sentences, clauses between marks, and words that carry nothing. It may not deny, nor take
    the verb or the subject of what the quote goes on with: `The talks … failed` is not said where the truce failed.

    Args:
        text: the article.
        start: where the piece before the ellipsis ends.
        end: where the piece after it begins.
    """
    gap = text[start:end]
    marks = list(_CLAUSE_END.finditer(gap))
    head, tail = (gap[: marks[0].start()], gap[marks[-1].end() :]) if marks else (gap, gap)
    if start and _CLAUSE_END.match(text, start - 1):
        head = ""
    for clause in (head, tail):
        keys = tokenize(clause).keys
        if negations(keys, clause):
            return _hides("negation_mismatch", clause)
        if inverts(keys, clause):
            return _hides("polarity_mismatch", clause)
    if _SENTENCE_OVER.search(text[max(0, start - 1) : end]):
        return None
    if _has_name(tail):
        return _hides("name_mismatch", tail)
    if not _carries_nothing(tail):
        return _hides("not_found", tail)
    return None if _carries_nothing(head) or (marks and _is_phrase(head)) else _hides("not_found", head)


def _carries_nothing(clause: str) -> bool:
    """True if a clause is nothing but articles, prepositions, dates and numbers."""
    words, dates = lexicon("elision").words, lexicon("date")
    return all(key in words or dates.meaning(key) or is_number_word(key) for key in tokenize(clause).keys)


def _is_phrase(clause: str) -> bool:
    """True if a clause opens as a phrase that says more of what comes before: "in the north", "which hit a camp"."""
    return tokenize(clause).keys[0] in lexicon("elision").openers


def _hides(code: RefusalCode, clause: str) -> Refusal:
    return Refusal(code, f'the ellipsis of the quote leaves out "{clipped(clause)}", which changes what it says')


def _has_name(clause: str) -> bool:
    tokens = tokenize(clause)
    known = lexicon("name")
    named = any(tokens.raw(i)[0].isupper() or key in known.words for i, key in enumerate(tokens.keys))
    return named or bool(known.count_parts(clause))


@dataclass(frozen=True, slots=True)
class Attribution:
    """An attribution between two pieces of what somebody said: `…," he said, "…`.

    Attributes:
        before: folded offset at which the first piece ends, its marks left out.
        after: folded offset at which the second piece begins.
    """

    before: int
    after: int


def attributions(folded: FoldedText) -> list[Attribution]:
    """The attributions of a folded text."""
    found = _ATTRIBUTION.finditer(folded.text)
    return [Attribution(m.start(), m.end()) for m in found if not _denies(m["said"] or m["told"])]


def _denies(clause: str) -> bool:
    return bool(negations(tokenize(clause).keys, clause))


def across(folded: FoldedText, gaps: Sequence[Attribution], quote: str) -> Iterator[tuple[Span, Span]]:
    """Yields the two spans of a quote from which an attribution has been left out.

    Args:
        folded: the article.
        gaps: its attributions.
        quote: the words sought, without outer quote marks.
    """
    words = fold(quote).text
    for gap in gaps:
        for cut in _cuts(words, folded.text, gap.before):
            first, second = words[:cut].rstrip(_LOOSE_ENDS), words[cut:].lstrip(_LOOSE_ENDS)
            if not (_long_enough(first) and _long_enough(second)):
                continue
            if folded.text.endswith(first, 0, gap.before) and folded.text.startswith(second, gap.after):
                left = folded.original(gap.before - len(first), gap.before)
                right = folded.original(gap.after, gap.after + len(second))
                if left and right:
                    yield left, right


def _cuts(words: str, text: str, before: int) -> Iterator[int]:
    """Offsets in a folded quote after what stands right before an attribution."""
    last = text[max(0, before - 12) : before]
    at = words.find(last)
    while at >= 0:
        yield at + len(last)
        at = words.find(last, at + 1)


def _long_enough(piece: str) -> bool:
    letters = sum(c.isalnum() for c in piece)
    return letters >= _PIECE_LETTERS and (len(piece.split()) >= _PIECE_WORDS or is_unspaced(piece[0]))
