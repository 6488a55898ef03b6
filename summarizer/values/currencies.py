"""Which currency words mean: symbols, ISO 4217 codes and names, with the country that tells one dollar from another.

Names, symbols and who pays in what come from Unicode's locale data (babel); here stand only newsroom spellings that the
data lack.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from babel import Locale
from babel.numbers import get_currency_name, get_territory_currencies

_SPELLINGS: Mapping[str, tuple[str, ...]] = {
    "CNY": ("renminbi", "rmb", "yuan renminbi"),
    "GBP": ("pound sterling", "pounds sterling", "sterling", "quid"),
    "RUB": ("rouble", "roubles", "russian rouble", "russian roubles"),
    "BYN": ("belarusian rouble", "belarusian roubles"),
    "BRL": ("reais", "brazilian reais"),
    "CHF": ("sfr",),
    "ILS": ("shekel", "shekels", "israeli shekel", "israeli shekels", "nis"),
    "KRW": ("won", "south korean won", "korean won"),
    "SEK": ("krona", "kronor", "swedish kronor", "swedish crown", "swedish crowns"),
    "NOK": ("norwegian kroner", "norwegian crown", "norwegian crowns"),
    "DKK": ("danish kroner", "danish crown", "danish crowns"),
    "CZK": ("czech crown", "czech crowns"),
    "USD": ("american dollar", "american dollars", "u.s. dollar", "u.s. dollars", "us dollar", "greenbacks"),
    "XOF": ("west african cfa franc",),
    "UAH": ("hryvnia", "hryvnias", "hryvni"),
    "PLN": ("zloty", "zlotys"),
    "VES": ("bolivar", "bolivars", "bolivares"),
    "TRY": ("turkish lira", "turkish liras"),
}
_USUAL: Mapping[str, str] = {
    "dollar": "USD",
    "pound": "GBP",
    "rupee": "INR",
    "ruble": "RUB",
    "yuan": "CNY",
    "lira": "TRY",
    "won": "KRW",
    "real": "BRL",
    "shekel": "ILS",
    "riyal": "SAR",
    "rial": "IRR",
}
"""What a name alone means in English wires; names that are not here need their country (franc, peso, dinar)."""

_SYMBOLS: Mapping[str, str] = {
    "US$": "USD",
    "U.S.$": "USD",
    "C$": "CAD",
    "S$": "SGD",
    "Rs.": "INR",
    "Rs": "INR",
    "₽": "RUB",
    "₴": "UAH",
    "₺": "TRY",
    "₦": "NGN",
    "₵": "GHS",
    "₸": "KZT",
    "₪": "ILS",
    "₾": "GEL",
    "₼": "AZN",
    "₡": "CRC",
    "₲": "PYG",
    "zł": "PLN",
    "元": "CNY",
}
_SHARED: Mapping[str, str] = {"$": "dollar", "£": "pound", "¥": "yen", "Rs": "rupee", "Rs.": "rupee", "₹": "rupee"}
"""Signs of currencies of several countries, with the name that these share."""

_AMBIGUOUS_SIGNS = frozenset({"$", "£", "Rs", "Rs."})
_SIDE_WORDS = frozenset({"new", "convertible", "unit"})


@dataclass(frozen=True, slots=True)
class CurrencyMark:
    """A sign, code or name of a currency in a text.

    Attributes:
        start: offset of its first code point.
        end: offset after its last code point.
        code: ISO 4217 code, or `None` where the name is that of several ("francs") and no country is named with it.
        noun: the name that several currencies share ("dollar"), where the country may decide; else empty.
    """

    start: int
    end: int
    code: str | None
    noun: str = ""


def currency_marks(text: str) -> Iterator[CurrencyMark]:
    """Every sign, code and name of a currency in a text, in order."""
    for found in _pattern().finditer(text):
        words = found[0]
        if found.lastgroup == "sign":
            code = _signs()[words]
            yield CurrencyMark(*found.span(), code, _SHARED[words] if words in _AMBIGUOUS_SIGNS else "")
        elif found.lastgroup == "code":
            yield CurrencyMark(*found.span(), words)
        else:
            code_of = _names()[_folded(words)]
            shared = code_of is None or code_of.islower()
            noun = _singular(_folded(words).split()[-1]) if shared or _folded(words) in _nouns() else ""
            yield CurrencyMark(*found.span(), _USUAL.get(noun) if code_of is None else code_of, noun)


def currency_of(noun: str, places: str) -> str | None:
    """The currency of a shared name ("rupee") whose country or adjective stands in a text; `None` unless it is one.

    Args:
        noun: the name in the singular.
        places: words that may name a country ("Pakistan approved").
    """
    codes = {code for pattern, code in _places(noun) if pattern.search(places)}
    return codes.pop() if len(codes) == 1 else None


@cache
def _current() -> frozenset[str]:
    """The currencies that are paid with today."""
    return frozenset(code for place in _territories() for code in get_territory_currencies(place))


@cache
def _territories() -> Mapping[str, str]:
    """ISO 3166-1 alpha-2 code → English name."""
    return {str(code): str(name) for code, name in Locale("en").territories.items() if len(str(code)) == 2}


@cache
def _signs() -> Mapping[str, str]:
    found = {sign: code for code, sign in Locale("en").currency_symbols.items() if code in _current()}
    return {**{sign: code for sign, code in found.items() if not sign.isascii() or "$" in sign}, **_SYMBOLS}


@cache
def _names() -> Mapping[str, str | None]:
    """Names in lower case → code; `None` for a name that several currencies share."""
    named: dict[str, set[str]] = {}
    for code in sorted(_current()):
        for words in (get_currency_name(code, locale="en"), get_currency_name(code, count=2, locale="en")):
            folded = _folded(words)
            if "(" in folded:
                continue
            named.setdefault(folded, set()).add(code)
            named.setdefault(folded.split()[-1], set()).add(code)
            plain = " ".join(word for word in folded.split() if word not in _SIDE_WORDS)
            named.setdefault(plain, set()).add(code)
    found = {words: codes.copy().pop() if len(codes) == 1 else None for words, codes in named.items()}
    found.update({words: code for code, spellings in _SPELLINGS.items() for words in spellings})
    for words in ("crown", "crowns", "kroner", "cfa franc", "cfa francs"):
        found.setdefault(words, None)
    return {words: code for words, code in found.items() if len(words) > 2}


@cache
def _nouns() -> frozenset[str]:
    """Names that several currencies share, in the singular and the plural."""
    return frozenset(words for words, code in _names().items() if code is None)


@cache
def _places(noun: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Patterns of the countries and adjectives whose currency has a name, with its code."""
    found = []
    for code in sorted(_current()):
        *before, last = _folded(get_currency_name(code, locale="en")).split()
        if last == noun and before:
            found.append((_whole(" ".join(before)), code))
    codes = {code for _, code in found}
    for place, name in _territories().items():
        paid = get_territory_currencies(place)
        if len(paid) == 1 and paid[0] in codes:
            found.append((_whole(_folded(name).replace("&", "and")), paid[0]))
    return tuple(found)


def _whole(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(words)}(?!\w)", re.IGNORECASE)


@cache
def _pattern() -> re.Pattern[str]:
    signs = "|".join(re.escape(sign) for sign in sorted(_signs(), key=len, reverse=True))
    names = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in sorted(_names(), key=len, reverse=True))
    codes = "|".join(sorted(_current()))
    return re.compile(
        rf"(?P<sign>(?<![^\W\d_])(?:{signs})(?![^\W\d_]))|(?P<code>(?<![^\W\d_])(?:{codes})(?![^\W\d_]))"
        rf"|(?P<name>(?<!\w)(?i:{names})(?!\w))"
    )


def _folded(words: str) -> str:
    return " ".join(words.replace("’", "'").casefold().split())


def _singular(word: str) -> str:
    return word[:-1] if word.endswith("s") else word
