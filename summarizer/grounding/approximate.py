"""Judges an approximate quote: slips of letters pass, anything else is refused with what it changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import regex

from summarizer.grounding.alignment import Aligner, Pair
from summarizer.grounding.folding import tells_apart, with_marks
from summarizer.grounding.matches import Refusal, Span, clipped
from summarizer.grounding.quote_facts import (
    GRAVITY,
    Side,
    code_of,
    is_negation,
    lexicon,
    negations,
    number_values,
    same_meaning,
    same_numbers,
)
from summarizer.grounding.slips import COMMON_WORDS, Language, SlipJudge, language_of, loosened
from summarizer.grounding.tokens import Tokens, tokenize

_ARTICLES = frozenset({"a", "an", "the"})
_AFTER_ARTICLE = frozenset(
    {"few", "little", "number", "lot", "bit", "majority", "minority", "couple", "dozen", "score", "hundred", "thousand"}
)
"""Words whose meaning hangs on the article before them: "a few", "the number"."""

_PER_SLIP = 6
"""Words of a quote that allow it one slip of letters, and one article put in or left out."""

_MOST_SLIPS = 3
_TWO_AND_ONE = 3
_ALIKE = 0.5
"""Share of a quote's words that a stretch must have for the rest to be called a difference."""

_CONTEXT = 3
"""Words on each side of a difference that are looked at with it."""

_SENTENCE_END = regex.compile(r"[.!。．！।؟?？]")
_QUESTION = regex.compile(r"[?？؟]")
_ELLIPSIS = regex.compile(r"\.{2,}|…")
_ABBREVIATED = regex.compile(r"\p{Lu}\p{L}{0,3}|\p{L}|no|vs|etc")

NOT_FOUND = Refusal("not_found", "the article does not have these words")


@dataclass(frozen=True, slots=True)
class _Segment:
    """A stretch of an alignment in which the two sides differ.

    Attributes:
        quoted: indices of the quote's tokens in it.
        standing: indices of the article's tokens in it.
        pairs: which of them stand beside each other.
        at: place of its first pair in the alignment.
    """

    quoted: tuple[int, ...]
    standing: tuple[int, ...]
    pairs: tuple[Pair, ...]
    at: int


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What is thought of a segment.

    Attributes:
        slips: slips of letters in it.
        articles: articles put in, left out or exchanged.
        changed: whether it is more than that.
        taken: the article's tokens that it takes in, where they are more than the alignment gave it.
    """

    slips: int = 0
    articles: int = 0
    changed: bool = False
    taken: tuple[int, ...] = ()


class ApproximateMatcher:
    """Finds quotes in one article where the difference is a slip of letters."""

    def __init__(self, text: str) -> None:
        self.tokens = tokenize(text)
        self._aligner = Aligner(self.tokens)

    @cached_property
    def _language(self) -> Language | None:
        return language_of(self.tokens.keys)

    @cached_property
    def _slips(self) -> SlipJudge:
        return SlipJudge(self._aligner.postings, self._language)

    @cached_property
    def _lowercased(self) -> frozenset[str]:
        """Words that the article also writes without a capital, which are no names."""
        tokens = self.tokens
        return frozenset(key for i, key in enumerate(tokens.keys) if tokens.text[tokens.starts[i]].islower())

    def find(self, quote: str, low: int, high: int) -> Iterator[Span | Refusal]:
        """Yields spans where the text has the quote but for slips, or why it has not, the likeliest place first.

        Args:
            quote: the words sought.
            low: offset before which no span begins.
            high: offset after which no span ends.
        """
        tokens = tokenize(quote)
        for alignment in self._aligner.align(tokens, low, high):
            yield self._judge(tokens, alignment.pairs)

    def _judge(self, quote: Tokens, pairs: Sequence[Pair]) -> Span | Refusal:
        segments = self._segments(quote, pairs)
        verdicts = [self._verdict(quote, segment, len(pairs)) for segment in segments]
        changed = [s for s, verdict in zip(segments, verdicts, strict=True) if verdict.changed]
        if not self._resembles(quote, changed):
            return NOT_FOUND
        if changed:
            return self._refuse(quote, changed, pairs)
        allowed = min(_MOST_SLIPS, max(1, len(quote) // _PER_SLIP))
        if max(sum(v.slips for v in verdicts), sum(v.articles for v in verdicts)) > allowed:
            return NOT_FOUND
        standing = [j for _, j in pairs if j is not None]
        standing += [j for verdict in verdicts for j in verdict.taken]
        if not standing:
            return NOT_FOUND
        low, high = min(standing), max(standing) + 1
        return self._other_change(quote, pairs, low, high) or self._with_marks(quote, low, high)

    def _segments(self, quote: Tokens, pairs: Sequence[Pair]) -> list[_Segment]:
        """The stretches that differ, each as long as it goes."""
        found: list[_Segment] = []
        start: int | None = None
        for at in range(len(pairs) + 1):
            differs = at < len(pairs) and not self._agree(quote, pairs[at])
            if differs and start is None:
                start = at
            elif not differs and start is not None:
                part = tuple(pairs[start:at])
                quoted, standing = _columns(part)
                found.append(_Segment(quoted, standing, part, start))
                start = None
        return found

    def _agree(self, quote: Tokens, pair: Pair) -> bool:
        i, j = pair
        return i is not None and j is not None and quote.keys[i] == self.tokens.keys[j]

    def _resembles(self, quote: Tokens, changed: Sequence[_Segment]) -> bool:
        """True if the stretch has enough of the quote's words for the rest to be called a difference."""
        weights = [0.25 if key in COMMON_WORDS else 1.0 for key in quote.keys]
        lost = sum(weights[i] for segment in changed for i in segment.quoted)
        return lost <= (1 - _ALIKE) * sum(weights)

    # --- what is harmless ---------------------------------------------------------------------------------------------

    def _verdict(self, quote: Tokens, segment: _Segment, length: int) -> _Verdict:
        """Judges a segment as a whole, then word by word."""
        left, right = self._keys(quote, segment)
        if same_meaning(left, right) or same_numbers(
            _words(quote, segment.quoted), _words(self.tokens, segment.standing)
        ):
            return _Verdict()
        for taken in self._widened(segment, length):
            if self._joins(left, [self.tokens.keys[j] for j in taken]):
                return _Verdict(slips=1, taken=taken)
        slips = articles = 0
        for pair in segment.pairs:
            if self._only_articles(quote, pair):
                articles += 1
            elif self._is_slip(quote, pair):
                slips += 1
            else:
                return _Verdict(changed=True)
        return _Verdict(slips, articles)

    def _keys(self, quote: Tokens, segment: _Segment) -> tuple[list[str], list[str]]:
        return [quote.keys[i] for i in segment.quoted], [self.tokens.keys[j] for j in segment.standing]

    def _joins(self, left: Sequence[str], right: Sequence[str]) -> bool:
        """True if two stretches are the same letters, divided otherwise: "Puti,n" and "Putin"."""
        pieces = [*left, *right]
        if not left or not right or len(left) == len(right):
            return False
        if any(not key.isalpha() or is_negation(key) or key in ("a", "i") for key in pieces):
            return False
        if any(tells_apart("-".join(side)) for side in (left, right)):
            return False
        one, other = "".join(left), "".join(right)
        return loosened(one) == loosened(other) or (
            len(pieces) == _TWO_AND_ONE and self._slips.is_slip(one, other, named=False)
        )

    def _widened(self, segment: _Segment, length: int) -> Iterator[tuple[int, ...]]:
        """The article's tokens of a segment; at an end of the quote, also with one or two more from outside."""
        yield segment.standing
        if not segment.standing:
            return
        first, last = segment.standing[0], segment.standing[-1]
        for more in (1, 2):
            if segment.at == 0 and first >= more:
                yield tuple(range(first - more, last + 1))
            if segment.at + len(segment.pairs) == length and last + more < len(self.tokens):
                yield tuple(range(first, last + more + 1))

    def _only_articles(self, quote: Tokens, pair: Pair) -> bool:
        """True if a pair is an article put in, left out or exchanged, where no word after it hangs on it."""
        if self._language not in ("en", None):
            return False
        return all(
            tokens.keys[index] in _ARTICLES and tokens.keys[index + 1 : index + 2] not in ([w] for w in _AFTER_ARTICLE)
            for tokens, index in zip((quote, self.tokens), pair, strict=True)
            if index is not None
        )

    def _is_slip(self, quote: Tokens, pair: Pair) -> bool:
        i, j = pair
        if i is None or j is None or quote.kinds[i] != "word" or self.tokens.kinds[j] != "word":
            return False
        named = self._is_name(quote, i) or self._is_name(self.tokens, j)
        return self._slips.is_slip(quote.keys[i], self.tokens.keys[j], named=named)

    def _is_name(self, tokens: Tokens, index: int) -> bool:
        """True if a token is written as a name: with a capital that no beginning of a sentence accounts for."""
        key = tokens.keys[index]
        if not tokens.text[tokens.starts[index]].isupper():
            return key in lexicon("name").words
        if index and not _SENTENCE_END.search(tokens.between(index)):
            return lexicon("date").meaning(key) is None
        if key in self._lowercased or key in COMMON_WORDS or is_negation(key):
            return False
        return lexicon("polarity").meaning(key) is None and lexicon("date").meaning(key) is None

    def _other_change(self, quote: Tokens, pairs: Sequence[Pair], low: int, high: int) -> Refusal | None:
        """A change that no single word shows: numbers or negations that come out otherwise, sentences run together."""
        words = self.tokens.words(low, high)
        if number_values(quote.text) != number_values(words):
            return Refusal(
                "number_mismatch", f'the numbers of the quote are not those of the article\'s "{clipped(words)}"'
            )
        if negations(quote.keys, quote.text) != negations(self.tokens.keys[low:high], words):
            return Refusal("negation_mismatch", f'the quote denies otherwise than the article\'s "{clipped(words)}"')
        both = [(i, j) for i, j in pairs if i is not None and j is not None]
        for (i, j), (k, m) in pairwise(both):
            if _pause(quote, i, k) != _pause(self.tokens, j, m):
                return Refusal(
                    "not_found", f'the quote divides its sentences otherwise than the article\'s "{clipped(words)}"'
                )
        return None

    def _with_marks(self, quote: Tokens, low: int, high: int) -> Span | Refusal:
        """The span of some tokens, out to the marks that the quote has around its own."""
        text, span = self.tokens.text, (self.tokens.starts[low], self.tokens.ends[high - 1])
        before, after = quote.text[: quote.starts[0]], quote.text[quote.ends[-1] :]
        start, end = with_marks(text, span, before, after)
        if _QUESTION.search(after) and not _QUESTION.search(text[span[1] : span[1] + len(after)]):
            return Refusal("not_found", f'the quote asks what the article says: "{clipped(text[start:end])}"')
        return start, end

    # --- what is not --------------------------------------------------------------------------------------------------

    def _refuse(self, quote: Tokens, changed: Sequence[_Segment], pairs: Sequence[Pair]) -> Refusal:
        """The refusal for the segment that changes the gravest kind of fact."""
        refusals = []
        for segment in changed:
            facing = self._facing(segment, pairs)
            around = _columns(pairs[max(0, segment.at - _CONTEXT) : segment.at + len(segment.pairs) + _CONTEXT])
            sides = (
                self._side(quote, segment.quoted, around[0]),
                self._side(self.tokens, facing, tuple(sorted({*around[1], *facing}))),
            )
            refusals.append(Refusal(code_of(*sides), _detail(*sides)))
        return min(refusals, key=lambda refusal: GRAVITY.index(refusal.code))

    def _facing(self, segment: _Segment, pairs: Sequence[Pair]) -> tuple[int, ...]:
        """The article's tokens that a segment faces, at an end of the quote those outside it where it has too few."""
        missing = len(segment.quoted) - len(segment.standing)
        inside = [j for _, j in pairs if j is not None]
        if missing <= 0 or not inside:
            return segment.standing
        outside: range | tuple[int, ...] = ()
        if segment.at == 0:
            outside = range(max(0, inside[0] - missing), inside[0])
        elif segment.at + len(segment.pairs) == len(pairs):
            outside = range(inside[-1] + 1, min(len(self.tokens), inside[-1] + 1 + missing))
        return tuple(sorted((*outside, *segment.standing)))

    def _side(self, tokens: Tokens, own: tuple[int, ...], around: tuple[int, ...]) -> Side:
        return Side(
            words=_words(tokens, own),
            keys=tuple(tokens.keys[i] for i in own),
            context=_words(tokens, around),
            named=any(self._is_name(tokens, i) for i in own),
        )


def _columns(pairs: Sequence[Pair]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    return tuple(i for i, _ in pairs if i is not None), tuple(j for _, j in pairs if j is not None)


def _words(tokens: Tokens, indices: Sequence[int]) -> str:
    return tokens.words(indices[0], indices[-1] + 1) if indices else ""


def _pause(tokens: Tokens, left: int, right: int) -> str:
    """What ends between two tokens: a question, a sentence, or nothing."""
    between = _ELLIPSIS.sub("", "".join(tokens.between(at) for at in range(left + 1, right + 1)))
    if _QUESTION.search(between):
        return "question"
    if not _SENTENCE_END.search(between):
        return ""
    return "" if between[0] == "." and _ABBREVIATED.fullmatch(tokens.raw(left)) else "sentence"


def _detail(quote: Side, article: Side) -> str:
    if not article.words:
        return f'the quote adds "{clipped(quote.words)}", which the article does not have there'
    if not quote.words:
        return f'the quote leaves out "{clipped(article.words)}", which the article has there'
    return f'the article says "{clipped(article.words)}" where the quote says "{clipped(quote.words)}"'
