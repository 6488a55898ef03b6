"""Reads how much money a phrase of an article speaks of: amount, currency, no less than, no more than.

The bounds follow the counts of people: "at least $2m" has a low, "up to" a high, "between … and …" both and no amount.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from summarizer.values.counting_phrases import AFTER, BEFORE, Bound
from summarizer.values.currencies import CurrencyMark, currency_marks, currency_of
from summarizer.values.markup import plain
from summarizer.values.numbers import NumberMention, find_numbers

_LONGEST_PHRASE = 300
"""Code points of a phrase that are read; in anything longer a sum stands at the front."""

_LARGEST = 10**24
_SCALES: Mapping[str, int] = {
    "k": 10**3,
    **dict.fromkeys(("m", "mn", "mln", "mio"), 10**6),
    **dict.fromkeys(("b", "bn", "bln", "mrd"), 10**9),
    **dict.fromkeys(("t", "tn", "trn", "tln"), 10**12),
}
_SUFFIX = re.compile(r"[\s-]?(k|mn|mln|mio|m|bn|bln|b|mrd|trn|tln|tn|t)(?![^\W_])\.?", re.IGNORECASE)
_BEFORE_NUMBER = re.compile(r"\s?-?\s?")
_AFTER_NUMBER = re.compile(r"\s?-?(?:(?:of|in|d['’])\s+)?(?:[A-Z][\w.]*\s+){0,2}")
_LINK = re.compile(r"\s?(?:-|–|—|to|and|or)\s?", re.IGNORECASE)
_FILLED = r"(?:(?:an?|the|its|their|another|total of|additional|further|just|only|sum of|worth)\s+)*"
_BETWEEN = re.compile(r"\bbetween\s+(?:(?:about|around|some)\s+)?$", re.IGNORECASE)
_RISEN = re.compile(
    r"\b(?:ris(?:e|es|en|ing)|rose|climb\w*|increas\w*|jump\w*|fell|fall\w*|cut|down|up|went|grew|soared)\b[^,;]*$",
    re.IGNORECASE,
)
_COIN = re.compile(r"\s?-?(?:(?P<whose>US|U\.S\.|American|euro)\s)?(?P<coin>cents?|pence|p)(?![^\W_])", re.IGNORECASE)
_WORLDWIDE = frozenset({"dollar", "pound"})
"""Names that a country in the context does not change: wires give most sums in them."""

_BOUNDS: tuple[Bound, ...] = ("up_to", "at_least", "nearly", "as_few_as", "about")


@dataclass(frozen=True, slots=True)
class MoneyReading:
    """What a phrase says of a sum; `None` where it says nothing.

    Attributes:
        amount: the most likely, in whole units of the currency.
        low: no less than this.
        high: no more than this.
        currency: ISO 4217 code.
    """

    amount: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    currency: str | None = None


NOTHING = MoneyReading()


@dataclass(frozen=True, slots=True)
class _Sum:
    """A number with the currency directly before or behind it.

    Attributes:
        start: offset of the first code point, of the currency or the number.
        end: offset after the last code point.
        value: the number.
        scale: what its words multiply by, else 1.
        vague: a lower bound in words that name no number ("tens of millions").
        mark: the currency.
    """

    start: int
    end: int
    value: Decimal
    scale: int
    vague: bool
    mark: CurrencyMark | None


def read_money(text: str, *, context: str = "", language: str = "en") -> MoneyReading:
    """Reads a sum such as "between $2m and $3m"; what can't be read is `None`.

    Of several numbers the first with a currency is read ("two ships worth €5m", 5,000,000 EUR). A bare "$" is the US
    dollar unless the phrase names another country. Of names that several currencies share ("rupees", "francs") the
    phrase decides, else the context, else English usage; where that takes none for granted the currency is `None`.

    Args:
        text: the article's words.
        context: the sentence around them, where a country or the currency's full name may stand.
        language: ISO 639-1 code of the text, which decides whether 1.200 is a thousand.
    """
    phrase = plain(text[:_LONGEST_PHRASE]).strip()
    sums = _sums(phrase, language)
    if not sums:
        return NOTHING
    at = next((i for i, one in enumerate(sums) if one.mark is not None), 0)
    pair = _pair(phrase, sums, at)
    currency = _currency(phrase, pair or (sums[at],), context)
    if pair is None:
        return replace(_bounded(_bound(phrase, sums[at]), sums[at]), currency=currency)
    return replace(_range(phrase, *pair), currency=currency)


# --- numbers and the currencies beside them ---------------------------------------------------------------------------


def _sums(phrase: str, language: str) -> list[_Sum]:
    marks = list(currency_marks(phrase))
    found: list[_Sum] = []
    for mention in find_numbers(phrase, language=language):
        behind_last = not found or mention.start >= found[-1].end
        if behind_last and mention.kind != "ordinal" and mention.value < _LARGEST:
            one = _sum(phrase, mention, marks)
            if mention.kind != "label" or one.mark is not None:
                found.append(one)
    return found


def _sum(phrase: str, mention: NumberMention, marks: Sequence[CurrencyMark]) -> _Sum:
    value, scale, end = Decimal(str(mention.value)), mention.scale, mention.end
    vague = mention.kind == "vague"
    ahead = [m for m in marks if m.end <= mention.start and _BEFORE_NUMBER.fullmatch(phrase, m.end, mention.start)]
    mark = ahead[-1] if ahead else None
    suffix = _SUFFIX.match(phrase, end) if scale == 1 and not vague else None
    if suffix is not None and (mark or _behind(phrase, suffix.end(), marks)):
        scale, end = _SCALES[suffix[1].casefold()], suffix.end()
        value *= scale
    coin = _COIN.match(phrase, end)
    if mark is None and coin is not None:
        return _Sum(mention.start, coin.end(), _plain(value / 100), 1, vague, _of_coin(coin))
    mark = mark or _behind(phrase, end, marks)
    edges = (mark.start, mark.end) if mark is not None else (mention.start, end)
    return _Sum(min(mention.start, edges[0]), max(end, edges[1]), _plain(value), scale, vague, mark)


def _plain(value: Decimal) -> Decimal:
    """The number without an exponent or trailing zeros: 2300000000, 0.5."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def _behind(phrase: str, end: int, marks: Sequence[CurrencyMark]) -> CurrencyMark | None:
    return next((m for m in marks if m.start >= end and _AFTER_NUMBER.fullmatch(phrase, end, m.start)), None)


def _of_coin(coin: re.Match[str]) -> CurrencyMark:
    euro = (coin["whose"] or "").casefold() == "euro"
    code = "GBP" if coin["coin"].casefold().startswith("p") else "EUR" if euro else "USD"
    return CurrencyMark(coin.start(), coin.end(), code)


def _currency(phrase: str, sums: Sequence[_Sum], context: str) -> str | None:
    """The currency of a sum or a range: a country named with it decides where several have a name in common."""
    marks = [one.mark for one in sums if one.mark is not None]
    if not marks or not marks[-1].noun:
        return marks[-1].code if marks else None
    mark = marks[-1]
    named = currency_of(mark.noun, phrase) or next(
        (other.code for other in currency_marks(context) if not other.noun and _is_called(other, mark, context)), None
    )
    if named is None and mark.noun not in _WORLDWIDE:
        named = currency_of(mark.noun, context)
    return named or mark.code


def _is_called(other: CurrencyMark, mark: CurrencyMark, context: str) -> bool:
    """True for the full name of a currency with the noun of a mark: "Canadian dollars" for "$"."""
    return context[other.start : other.end].casefold().rstrip("s").endswith(f" {mark.noun}")


# --- ranges and bounds ------------------------------------------------------------------------------------------------


def _pair(phrase: str, sums: Sequence[_Sum], at: int) -> tuple[_Sum, _Sum] | None:
    """The range that a sum is an end of, or `None`."""
    if at + 1 < len(sums) and _linked(phrase, sums[at], sums[at + 1]):
        return sums[at], sums[at + 1]
    if at and sums[at - 1].mark is None and _linked(phrase, sums[at - 1], sums[at]):
        return sums[at - 1], sums[at]
    return None


def _linked(phrase: str, one: _Sum, other: _Sum) -> bool:
    """True of the two ends of a range: "$2m to $3m", "between 2 and 3 million euros"."""
    link = _LINK.fullmatch(phrase, one.end, other.start)
    if link is None:
        return False
    return link[0].strip().casefold() != "and" or _BETWEEN.search(phrase, 0, one.start) is not None


def _range(phrase: str, first: _Sum, second: _Sum) -> MoneyReading:
    """Reads "$10m to $15m", and "$10 to 15 million", where the first number shares the second's scale."""
    if _RISEN.search(phrase, 0, first.start):
        return _bounded("exact", second)
    low = first.value
    if first.scale == 1 and low * second.scale <= second.value:
        low *= second.scale
    if first.vague or second.vague:
        return MoneyReading(low=low)
    return MoneyReading(low=low, high=second.value) if low <= second.value else NOTHING


def _bounded(bound: Bound, one: _Sum) -> MoneyReading:
    if one.vague:
        return NOTHING if bound in ("up_to", "nearly") else MoneyReading(low=one.value)
    return _BOUNDED[bound](one.value)


_BOUNDED: Mapping[Bound, Callable[[Decimal], MoneyReading]] = {
    "exact": lambda n: MoneyReading(n, n, n),
    "at_least": lambda n: MoneyReading(n, n, None),
    "about": lambda n: MoneyReading(n, None, None),
    "nearly": lambda n: MoneyReading(n, None, n),
    "up_to": lambda n: MoneyReading(None, None, n),
    "as_few_as": lambda n: MoneyReading(None, n, None),
}


def _bound(phrase: str, one: _Sum) -> Bound:
    """The bound that the words around a sum state; one that limits outweighs one that only says "about"."""
    before = phrase[: one.start]
    stated: list[Bound] = [bound for bound in _BOUNDS if _before(bound).search(before)]
    stated += [bound for bound, words in AFTER.items() if re.match(words, phrase[one.end :], re.IGNORECASE)]
    return next((bound for bound in stated if bound != "about"), stated[0] if stated else "exact")


@cache
def _before(bound: Bound) -> re.Pattern[str]:
    """Matches a qualifier at the end of what stands before a sum, with fillers behind it."""
    words = "|".join(table[bound] for table in BEFORE.values() if bound in table)
    about = "|".join(table["about"] for table in BEFORE.values())
    return re.compile(rf"(?<![^\W_])(?:{words})\s*(?:(?:{about})\s+)?{_FILLED}$", re.IGNORECASE)
