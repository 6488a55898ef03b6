"""Finds a model's quote in the article it was copied from, or says why it is not there.

Typography is repaired, facts never: a quote is found as it stands, or but for case, white space, quote marks, dashes
and Unicode form, or but for a slip of letters. Where a number, a date, a unit, a negation, a name or a word that turns
the meaning differs, it is refused. Offsets are always those of the text as given.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

import regex

from summarizer.grounding import joining
from summarizer.grounding.approximate import NOT_FOUND, ApproximateMatcher
from summarizer.grounding.boundaries import Cut, cut_at
from summarizer.grounding.folding import FoldedText, fold, letters_of, may_join_code_points, with_marks
from summarizer.grounding.marked import MarkedUp
from summarizer.grounding.matches import Match, Refusal, Span, clipped
from summarizer.grounding.quote_facts import RefusalCode
from summarizer.grounding.tokens import acronym_words, is_acronym
from summarizer.schemas import Evidence
from summarizer.values.markup import PlainText, without_markup

__all__ = ["Match", "QuoteIndex", "Refusal", "RefusalCode", "evidence_from"]

_OUTER = regex.compile(r"""^(?:[\s"'“”„‘’«»「」『』*_`]|\.{2,}|…)+|(?:[\s"'“”‘’«»「」『』*_`.,;:。，]|…)+$""")
_TELLING = regex.compile(r"[\p{L}\p{N}\p{So}\p{Sc}]")
_PLAIN_WORDS = regex.compile(r"(?:[A-Za-z0-9]{2,}|[0-9])(?: (?:[A-Za-z0-9]{2,}|[0-9]))*")
"""One letter alone may be part of "U.S."."""

_LONE_LETTER = regex.compile(r"(?![\p{Han}\p{Hiragana}\p{Katakana}])\p{L}\p{M}*")


class QuoteIndex:
    """An article made ready for finding quotes in it: with or without its markup, in offsets of the text as given."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._marked = MarkedUp(text, seen) if (seen := without_markup(text)) is not None else None
        self._plain = _PlainIndex(text if self._marked is None else self._marked.plain.text)
        self._found: dict[tuple[str, int | None, Span | None], Match | Refusal] = {}

    @property
    def plain(self) -> str:
        """The text without its markup."""
        return self._plain.text

    def find(self, quote: str, *, near: int | None = None, within: Span | None = None) -> Match | Refusal:
        """Finds a quote; the same question again (a draft is checked before a re-ask and after it) is looked up.

        Args:
            quote: the words as a model gave them.
            near: an offset; of several places where the words stand, the nearest to it is chosen (else the first).
            within: half-open offsets that every span must lie between.

        Returns:
            The spans where the words stand, none of them cutting a word, a number or a character in two; or a refusal.
        """
        question = (quote, near, within)
        if question not in self._found:
            self._found[question] = self._search(quote, near, _clamp(within, len(self.text)))
        return self._found[question]

    def _search(self, quote: str, near: int | None, scope: Span) -> Match | Refusal:
        sought = without_markup(quote)
        words = quote if sought is None else sought.text
        if self._marked is None:
            found = self._plain.find(words, near, scope)
        else:
            found = self._plain.find(words, *self._marked.asked(near, scope))
            found = found if isinstance(found, Refusal) else self._marked.as_given(found, quote)
        if sought is not None and isinstance(found, Match):
            return self._checked(found, quote, sought)
        return found

    def _checked(self, match: Match, quote: str, sought: PlainText) -> Match | Refusal:
        """A match of a quote with markup of its own; a number in brackets that stands apart must agree."""
        standing = self._marked.references(match.spans) if self._marked is not None else ()
        apart = (m.words for m in sought.references if m.words.isdigit() and quote[m.start].isspace())
        added = next((words for words in apart if words not in standing), None)
        if standing and added is not None:
            return Refusal("number_mismatch", f'the article does not have the mark "{added}" there')
        same = len(match.spans) == 1 and self.text[slice(*match.spans[0])] == quote
        how = "exact" if same else "typographic" if match.how == "exact" else match.how
        return Match(match.spans, how)


class _PlainIndex:
    """A text without markup, made ready for finding quotes without markup in it."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def _folded(self) -> FoldedText:
        return fold(self.text)

    @cached_property
    def _inner(self) -> frozenset[int]:
        """Offsets inside user-perceived characters; found without folding where each code point is one."""
        return self._folded.inner if may_join_code_points(self.text) else frozenset()

    @cached_property
    def _letters(self) -> str | None:
        return letters_of(self.text)

    @cached_property
    def _approximate(self) -> ApproximateMatcher:
        return ApproximateMatcher(self.text)

    @cached_property
    def _attributions(self) -> list[joining.Attribution]:
        return joining.attributions(self._folded)

    def find(self, quote: str, near: int | None, scope: Span) -> Match | Refusal:
        """Finds the words of a quote as they stand, in pieces, or almost; or says why they are not there."""
        bare = quote if quote[:1].isalnum() and quote[-1:].isalnum() else _OUTER.sub("", quote)
        short = _too_little(bare)
        if short is not None:
            return short
        cuts: list[Refusal] = []
        for span in self._literal(quote, bare, near, scope, cuts):
            return Match((span,), "exact" if self.text[slice(*span)] == quote else "typographic")
        pieces = joining.pieces_of(quote.strip())
        if len(pieces) > 1:
            return self._joined(pieces, near, scope)
        for spans in joining.across(self._folded, self._attributions, bare):
            if all(self._allows(span, scope) for span in spans):
                return Match(spans, "typographic")
        return self._almost(quote.strip(), near, scope, cuts)

    # --- as it stands -------------------------------------------------------------------------------------------------

    def _literal(self, quote: str, bare: str, near: int | None, scope: Span, cuts: list[Refusal]) -> Iterator[Span]:
        """Spans that have the words but for typography: as it stands first, or nearest first; notes those that cut."""
        for words in dict.fromkeys((quote.strip(), bare)):
            for span in self._by_distance(words, near, scope):
                cut = cut_at(self.text, span, self._inner)
                if cut is None:
                    yield self._with_marks(span, quote, words)
                elif not cuts:
                    cuts.append(_cut_refusal(words, cut))

    def _by_distance(self, words: str, near: int | None, scope: Span) -> Iterator[Span]:
        """Places of the words, nearest first, as they stand before other typography; none is nearer than `near`."""
        exact: list[Span] = []
        there: set[Span] = set()
        for span in self._exact(words, scope):
            exact.append(span)
            if _distance(span, near) == 0:
                there.add(span)
                yield span
        others = () if self._stands_no_other_way(words) else self._typographic(words, scope)
        rest = [span for span in dict.fromkeys((*exact, *others)) if span not in there]
        yield from sorted(rest, key=lambda s: (_distance(s, near), self.text[slice(*s)] != words, s))

    def _stands_no_other_way(self, words: str) -> bool:
        """True if the text certainly has plain words only as they are written; tells it without folding the text."""
        if self._letters is None or not _PLAIN_WORDS.fullmatch(words):
            return False
        return _count(words, self.text) == _count(words.replace(" ", "").lower(), self._letters)

    def _with_marks(self, span: Span, quote: str, words: str) -> Span:
        """A span of words that were sought without the marks around them, out to those that the article has too."""
        before, _, after = quote.strip().partition(words)
        if not (before or after):
            return span
        start, end = with_marks(self.text, span, before, after)
        return span if {start, end} & self._inner else (start, end)

    def _exact(self, words: str, scope: Span) -> Iterator[Span]:
        at = self.text.find(words, *scope)
        while at >= 0:
            yield at, at + len(words)
            at = self.text.find(words, at + 1, scope[1])

    def _typographic(self, words: str, scope: Span) -> Iterator[Span]:
        sought = fold(words)
        lead = len(sought.text) - len(sought.text.lstrip())
        wanted = sought.text.strip()
        if not wanted:
            return
        acronyms = [(a + lead, b + lead) for a, b in acronym_words(wanted)]
        at = self._folded.text.find(wanted)
        while at >= 0:
            span = self._folded.original(at, at + len(wanted))
            inside = span is not None and scope[0] <= span[0] and span[1] <= scope[1]
            if span and inside and all(self._same_case(words, sought, place, at - lead) for place in acronyms):
                yield span
            at = self._folded.text.find(wanted, at + 1)

    def _same_case(self, words: str, sought: FoldedText, place: Span, shift: int) -> bool:
        """True if a word such as "us" is an acronym in both the quote and the article, or in neither."""
        first, last = place[0], place[1] - 1
        here, there = sought, self._folded
        return is_acronym(words, here.starts[first], here.ends[last]) == is_acronym(
            self.text, there.starts[first + shift], there.ends[last + shift]
        )

    def _allows(self, span: Span, scope: Span) -> bool:
        return scope[0] <= span[0] and span[1] <= scope[1] and cut_at(self.text, span, self._inner) is None

    # --- in pieces ----------------------------------------------------------------------------------------------------

    def _joined(self, pieces: list[str], near: int | None, scope: Span) -> Match | Refusal:
        """Places the pieces that an ellipsis parts, in order."""
        for piece in pieces:
            if joining.too_short(piece):
                return Refusal("too_short", f'"{clipped(piece)}" beside the ellipsis is too little to find')
        refusals: list[Refusal] = []
        found: list[tuple[Span, ...]] = []
        for outcome in joining.chain(self.text, pieces, self._places, scope):
            if isinstance(outcome, Refusal):
                refusals.append(outcome)
            else:
                found.append(outcome)
        if not found:
            return _likeliest(refusals)
        spans = min(found, key=lambda spans: _distance((spans[0][0], spans[-1][1]), near))
        same = all(fold(p).text == fold(self.text[slice(*s)]).text for p, s in zip(pieces, spans, strict=True))
        return Match(spans, "typographic" if same else "approximate")

    def _places(self, piece: str, low: int, high: int) -> Iterator[Span | Refusal]:
        """Where one piece of a quote stands, literally or else almost."""
        literal = list(self._literal(piece, _OUTER.sub("", piece), None, (low, high), []))
        yield from literal or self._admitted(piece, (low, high))

    # --- almost -------------------------------------------------------------------------------------------------------

    def _almost(self, words: str, near: int | None, scope: Span, cuts: list[Refusal]) -> Match | Refusal:
        """Finds the words but for slips of letters, or says what differs."""
        refusals: list[Refusal] = []
        spans: list[Span] = []
        for outcome in self._admitted(words, scope):
            if isinstance(outcome, Refusal):
                refusals.append(outcome)
            else:
                spans.append(outcome)
                if near is None:
                    break
        if spans:
            return Match((min(spans, key=lambda span: _distance(span, near)),), "approximate")
        refusal = _likeliest(refusals)
        return cuts[0] if cuts and (cuts[0].code != "not_found" or refusal.code == "not_found") else refusal

    def _admitted(self, words: str, scope: Span) -> Iterator[Span | Refusal]:
        for outcome in self._approximate.find(words, *scope):
            if isinstance(outcome, Refusal):
                yield outcome
            else:
                cut = cut_at(self.text, outcome, self._inner)
                yield outcome if cut is None else _cut_refusal(words, cut)


def evidence_from(text: str, match: Match) -> tuple[Evidence, ...]:
    """The words of a text that a match stands for, each with its offsets.

    Args:
        text: the text in which the match was found.
        match: the match.
    """
    return tuple(Evidence(quote=text[start:end], start=start, end=end) for start, end in match.spans)


def _cut_refusal(words: str, cut: Cut) -> Refusal:
    return Refusal(cut.code, f'the article has "{clipped(words)}" only inside "{clipped(cut.whole)}"')


def _count(words: str, text: str) -> int:
    """How often a text has words, places that overlap counted too."""
    count, at = 0, text.find(words)
    while at >= 0:
        count, at = count + 1, text.find(words, at + 1)
    return count


def _clamp(within: Span | None, length: int) -> Span:
    low, high = within or (0, length)
    return max(0, low), min(length, high)


def _distance(span: Span, near: int | None) -> int:
    """Code points between a span and an offset; 0 inside it, and where no offset is given."""
    return 0 if near is None else max(span[0] - near, near - span[1], 0)


def _too_little(bare: str) -> Refusal | None:
    if len(bare) > 1 and bare[:2].isalnum():
        return None
    if not _TELLING.search(bare):
        return Refusal("empty", "the quote has no words")
    if _LONE_LETTER.fullmatch(bare):
        return Refusal("too_short", f'"{clipped(bare)}" is too little to find')
    return None


def _likeliest(refusals: list[Refusal]) -> Refusal:
    """The reason from the likeliest place that has one."""
    return next((r for r in refusals if r.code != "not_found"), refusals[0] if refusals else NOT_FOUND)
