"""The words that numbers are written with, by language, and what each of them does in a numeral.

Data only; `summarizer.values.numbers` puts the words together. English, French, Spanish and German count by
themselves or in company of each other; the Cyrillic, Arabic and Han words can't be mistaken for theirs and always do.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, NamedTuple

Role = Literal["add", "scale", "plural", "few", "ordinal"]


class NumberWord(NamedTuple):
    """What a word does in a numeral.

    Attributes:
        role: `add` has a value of its own (nine, twenty, двісті); `scale` multiplies what stands before it
            (hundred, dozen); `plural` does so too, and alone says "at least two of these" (hundreds, тысячи); `few`
            makes a scale vague (several hundred); `ordinal` names a place in a row (third).
        value: the number, or the base that is multiplied.
    """

    role: Role
    value: int


def _numbered(words: str, start: int = 0, step: int = 1) -> dict[str, int]:
    """Numbers words in their order; forms of the same number are joined by "/"."""
    return {form: start + step * i for i, forms in enumerate(words.split()) for form in forms.split("/")}


def _with_endings(stems: str, endings: str, start: int, step: int = 1) -> dict[str, int]:
    """Numbers stems in their order, each with every ending ("-" is none)."""
    return {
        stem + ending.replace("-", ""): start + step * i
        for i, stem in enumerate(stems.split())
        for ending in endings.split()
    }


_ENGLISH_ADD = _numbered(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
) | _numbered("twenty thirty forty/fourty fifty sixty seventy eighty ninety", 20, 10)
_ENGLISH_SCALES = {
    "hundred": 100,
    "thousand": 1000,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "dozen": 12,
    "score": 20,
    "lakh": 10**5,
    "crore": 10**7,
}
_ENGLISH_PLURALS = {
    "tens": 10,
    "dozens": 12,
    "scores": 20,
    "hundreds": 100,
    "thousands": 1000,
    "millions": 10**6,
    "billions": 10**9,
    "trillions": 10**12,
    "lakhs": 10**5,
    "crores": 10**7,
}
_ENGLISH_ORDINALS = (
    _numbered(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
        "fifteenth sixteenth seventeenth eighteenth nineteenth",
        1,
    )
    | _numbered("twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth hundredth", 20, 10)
    | {"hundredth": 100, "thousandth": 1000, "millionth": 10**6}
)

_FRENCH_ADD = (
    _numbered("zéro un/une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize")
    | _numbered("vingt trente quarante cinquante soixante septante huitante/octante nonante", 20, 10)
    | {"vingts": 20}
    | _numbered("dizaine vingtaine trentaine quarantaine cinquantaine soixantaine", 10, 10)
    | {"quinzaine": 15, "douzaine": 12, "centaine": 100, "millier": 1000}
)
_FRENCH_SCALES = {
    "cent": 100,
    "cents": 100,
    "mille": 1000,
    "million": 10**6,
    "millions": 10**6,
    "milliard": 10**9,
    "milliards": 10**9,
}
_FRENCH_PLURALS = {"dizaines": 10, "douzaines": 12, "centaines": 100, "milliers": 1000}

_SPANISH_ADD = (
    _numbered(
        "cero uno/una/un dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince "
        "dieciséis/dieciseis diecisiete dieciocho diecinueve veinte veintiuno/veintiuna/veintiún veintidós/veintidos "
        "veintitrés/veintitres veinticuatro veinticinco veintiséis/veintiseis veintisiete veintiocho veintinueve"
    )
    | _numbered("treinta cuarenta cincuenta sesenta setenta ochenta noventa cien/ciento", 30, 10)
    | _with_endings(
        "doscient trescient cuatrocient quinient seiscient setecient ochocient novecient", "os as", 200, 100
    )
    | {"decena": 10, "docena": 12, "veintena": 20, "treintena": 30, "centenar": 100, "millar": 1000}
)
_SPANISH_SCALES = {"mil": 1000, "millón": 10**6}
_SPANISH_PLURALS = {
    "decenas": 10,
    "docenas": 12,
    "cientos": 100,
    "centenares": 100,
    "miles": 1000,
    "millares": 1000,
    "millones": 10**6,
}

_GERMAN_UNITS = _numbered(
    "null ein/eins/eine/einen/einem/einer/eines zwei/zwo drei vier fünf/fuenf sechs sieben acht neun zehn elf "
    "zwölf/zwoelf dreizehn vierzehn fünfzehn/fuenfzehn sechzehn siebzehn achtzehn neunzehn"
) | _numbered("zwanzig dreißig/dreissig vierzig fünfzig/fuenfzig sechzig siebzig achtzig neunzig", 20, 10)
_GERMAN_SCALES = {
    "hundert": 100,
    "tausend": 1000,
    "million": 10**6,
    "milliarde": 10**9,
    "dutzend": 12,
}
_GERMAN_PLURALS = {
    "dutzende": 12,
    "hunderte": 100,
    "tausende": 1000,
    "zehntausende": 10**4,
    "hunderttausende": 10**5,
    "millionen": 10**6,
    "milliarden": 10**9,
    "dutzenden": 12,
    "hunderten": 100,
    "tausenden": 1000,
}

_UKRAINIAN_ADD = (
    _numbered(
        "нуль один/одна/одне/одного/одну/одним/одній/однієї два/дві/двох/двом/двома/двоє "
        "три/трьох/трьом/трьома/троє чотири/чотирьох/чотирьом/четверо п'ять/п'яти/п'ятьох/п'ятеро "
        "шість/шести/шістьох/шестеро сім/семи/сімох/семеро вісім/восьми/вісьмох/восьмеро "
        "дев'ять/дев'яти/дев'ятьох/дев'ятеро десять/десяти/десятьох/десятеро"
    )
    | _with_endings(
        "одинадцят дванадцят тринадцят чотирнадцят п'ятнадцят шістнадцят сімнадцят вісімнадцят дев'ятнадцят",
        "ь и ьох",
        11,
    )
    | _with_endings("двадцят тридцят", "ь и ьох", 20, 10)
    | {"сорок": 40, "сорока": 40}
    | _with_endings("п'ятдесят шістдесят сімдесят вісімдесят", "- и ьох", 50, 10)
    | {"дев'яносто": 90, "дев'яноста": 90, "сто": 100, "ста": 100}
    | _numbered("двісті/двохсот триста/трьохсот чотириста/чотирьохсот п'ятсот шістсот сімсот вісімсот", 200, 100)
    | {"дев'ятсот": 900}
)
_RUSSIAN_ADD = (
    _numbered(
        "ноль один/одна/одно/одного/одной/одну/одним два/две/двух/двум/двое/двоих "
        "три/трех/трёх/трем/трём/трое/троих четыре/четырех/четырёх/четверо/четверых пять/пяти/пятеро/пятерых "
        "шесть/шести/шестеро/шестерых семь/семи/семеро/семерых восемь/восьми/восьмеро девять/девяти/девятеро "
        "десять/десяти/десятеро"
    )
    | _with_endings(
        "одиннадцат двенадцат тринадцат четырнадцат пятнадцат шестнадцат семнадцат восемнадцат девятнадцат", "ь и", 11
    )
    | _with_endings("двадцат тридцат", "ь и", 20, 10)
    | _numbered("пятьдесят/пятидесяти шестьдесят/шестидесяти семьдесят/семидесяти восемьдесят/восьмидесяти", 50, 10)
    | {"девяносто": 90, "девяноста": 90}
    | _numbered(
        "двести/двухсот триста/трехсот/трёхсот четыреста/четырехсот пятьсот/пятисот шестьсот/шестисот "
        "семьсот/семисот восемьсот/восьмисот девятьсот/девятисот",
        200,
        100,
    )
)
_CYRILLIC_SCALES = {"тисяча": 1000, "тисячу": 1000, "тысяча": 1000, "тысячу": 1000, "тис": 1000, "тыс": 1000} | {
    "млн": 10**6,
    "млрд": 10**9,
    "мільйон": 10**6,
    "миллион": 10**6,
    "мільярд": 10**9,
    "миллиард": 10**9,
    "сотня": 100,
    "сотню": 100,
    "десяток": 10,
}
_CYRILLIC_PLURALS = (
    _with_endings("десятк", "и ів ов ами", 10, 0)
    | _numbered("сотні/сотень/сотни/сотен/сотнями", 100, 0)
    | _numbered("тисячі/тисяч/тисячами/тысячи/тысяч/тысячами", 1000, 0)
    | _with_endings("мільйон", "и ів а", 10**6, 0)
    | _with_endings("миллион", "ы ов а", 10**6, 0)
    | _with_endings("мільярд", "и ів а", 10**9, 0)
    | _with_endings("миллиард", "ы ов а", 10**9, 0)
)

_ARABIC_ADD = (
    _numbered(
        "صفر واحد/واحده/احد/احدي اثنان/اثنين/اثنتان/اثنتين/اثنا/اثني/اثنتا ثلاثه/ثلاث اربعه/اربع خمسه/خمس سته/ست "
        "سبعه/سبع ثمانيه/ثماني/ثمان تسعه/تسع عشره/عشر"
    )
    | _with_endings("عشر ثلاث اربع خمس ست سبع ثمان تسع", "ون ين", 20, 10)
    | _numbered("مئه/مائه مئتان/مئتين/مائتان/مائتين", 100, 100)
    | _with_endings("ثلاث اربع خمس ست سبع ثمان تسع", "مئه مائه", 300, 100)
    | {"الفان": 2000, "الفين": 2000}
)
_ARABIC_SCALES = {"الف": 1000, "الفا": 1000, "مليون": 10**6, "مليار": 10**9}
_ARABIC_PLURALS = {"عشرات": 10, "مئات": 100, "الاف": 1000, "ملايين": 10**6}

LONELY = frozenset(["un", "une", "uno", "una", "ein", "eine", "einen", "einem", "einer", "eines", "احد", "احدي"])
"""Words that are a number only in company ("vingt et un"), and alone an article or a pronoun."""

_ENGLISH_LOOKALIKES = frozenset(
    [
        "un",
        "une",
        "uno",
        "una",
        "once",
        "dos",
        "quince",
        "miles",
        "mil",
        "cent",
        "cents",
        "sept",
        "seize",
        "elf",
        "null",
        "ein",
        "eine",
        "einen",
        "einem",
        "einer",
        "eines",
        "acht",
    ]
)
"""French, Spanish and German number words that are words or abbreviations in English, or articles."""


def _words(add: dict[str, int], scales: dict[str, int], plurals: dict[str, int]) -> dict[str, NumberWord]:
    words = {word: NumberWord("add", value) for word, value in add.items()}
    words |= {word: NumberWord("scale", value) for word, value in scales.items()}
    return words | {word: NumberWord("plural", value) for word, value in plurals.items()}


_ENGLISH = (
    _words(_ENGLISH_ADD, _ENGLISH_SCALES, _ENGLISH_PLURALS)
    | {word: NumberWord("ordinal", value) for word, value in _ENGLISH_ORDINALS.items()}
    | {"several": NumberWord("few", 3), "few": NumberWord("few", 2), "couple": NumberWord("few", 2)}
)
_LATIN = {
    "en": _ENGLISH,
    "fr": _words(_FRENCH_ADD, _FRENCH_SCALES, _FRENCH_PLURALS),
    "es": _words(_SPANISH_ADD, _SPANISH_SCALES, _SPANISH_PLURALS),
    "de": _words(_GERMAN_UNITS, _GERMAN_SCALES, _GERMAN_PLURALS),
}
_OTHER_SCRIPTS = _words(_UKRAINIAN_ADD | _RUSSIAN_ADD, _CYRILLIC_SCALES, _CYRILLIC_PLURALS) | _words(
    _ARABIC_ADD, _ARABIC_SCALES, _ARABIC_PLURALS
)


@cache
def number_words(language: str | None) -> dict[str, NumberWord]:
    """The number words that count in a text of a language.

    Args:
        language: ISO 639-1 code; for `None` or a language without words here, all words that aren't something else
            in English.
    """
    if language in _LATIN:
        return _OTHER_SCRIPTS | _LATIN[language]
    foreign = {word: entry for code in ("de", "es", "fr") for word, entry in _LATIN[code].items()}
    return _OTHER_SCRIPTS | {w: e for w, e in foreign.items() if w not in _ENGLISH_LOOKALIKES} | _ENGLISH


_GERMAN_HINT = re.compile(r"(?:und.+[zß]ig|dreissig|hundert|tausend)")


def german_compound(word: str) -> int | None:
    """Reads a German numeral written as one word ("dreihundertfünfundzwanzig"), below a million; else `None`."""
    if len(word) > 60 or not _GERMAN_HINT.search(word):
        return None
    return _german(word)


def _german(word: str) -> int | None:
    if word in _GERMAN_UNITS:
        return _GERMAN_UNITS[word]
    for name, scale in (("tausend", 1000), ("hundert", 100)):
        head, found, tail = word.partition(name)
        if found:
            many = _german(head) if head else 1
            rest = _german(tail.removeprefix("und") if tail.startswith("und") else tail) if tail else 0
            return None if many is None or rest is None or rest >= scale else many * scale + rest
    unit, found, tens = word.partition("und")
    if found and 0 < _GERMAN_UNITS.get(unit, 0) < 10 and _GERMAN_UNITS.get(tens, 0) >= 20:
        return _GERMAN_UNITS[unit] + _GERMAN_UNITS[tens]
    return None


_ARABIC_FOLD = str.maketrans("أإآةى", "اااهي")
_APOSTROPHES = str.maketrans("’ʼ‘`", "''''")


def fold_word(word: str) -> str:
    """Folds a word to the form it has in the tables: case, apostrophes, and the spellings of Arabic letters."""
    return word.casefold().translate(_APOSTROPHES).translate(_ARABIC_FOLD)
