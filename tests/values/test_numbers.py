"""Numbers of every kind are found, with their values, where they stand in the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.values.numbers import find_numbers


def values(text: str, language: str | None = None, kind: str = "cardinal") -> list[int | float]:
    return [mention.value for mention in find_numbers(text, language=language) if mention.kind == kind]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("14 people", [14]),
        ("1,200 people", [1200]),
        ("1 200 people", [1200]),
        ("1\u00a0200 people", [1200]),
        ("1\u202f200\u202f000", [1200000]),
        ("12\u2009500", [12500]),
        ("1'200'000", [1200000]),
        ("1.200.000", [1200000]),
        ("1,200.50", [1200.5]),
        ("1.200,50", [1200.5]),
        ("41,689", [41689]),
        ("1,00,000", [100000]),
        ("1.5", [1.5]),
        ("1.2 million", [1200000]),
        ("1.1 million", [1100000]),
        ("1.2-million", [1200000]),
        ("3,5 million", [3500000]),
        ("500 million", [500000000]),
        ("2½ million", [2500000]),
        ("10k", [10000]),
        ("3bn", [3000000000]),
        ("$5m", [5000000]),
        ("1.2m people", [1200000]),
        ("5m away", [5]),
        ("3 lakh", [300000]),
        ("12-strong", [12]),
        ("12-year-old", [12]),
        ("10-15", [10, 15]),
        ("10–15", [10, 15]),
        ("nine to 12", [9, 12]),
        ("24.10.2006", [24, 10, 2006]),
        ("2006-10-24", [2006, 10, 24]),
        ("at 10:30", [10, 30]),
        ("10,12", [10, 12]),
        ("in 2024 300 people", [2024, 300]),
        ("On May 15 300 people", [15, 300]),
        ("killed 12.", [12]),
        ("12, 13 and 14", [12, 13, 14]),
        ("50%", [50]),
        ("٤١", [41]),
        ("١٬٢٠٠", [1200]),
        ("१२", [12]),
        ("๑๒ คน", [12]),
        ("１２", [12]),
        ("１，２００", [1200]),
        ("袭击造成14人死亡", [14]),
        ("1" * 40, []),
        ("", []),
    ],
)
def test_figures(text: str, expected: list[int | float]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("1.200", "en", [1.2]),
        ("1.200", "de", [1200]),
        ("1.200", "es", [1200]),
        ("1.200", "fr", [1200]),
        ("1,200", "de", [1.2]),
        ("1,200", "ar", [1200]),
        ("3,5 Millionen", "de", [3500000]),
        ("2,5 млн", "uk", [2500000]),
        ("12 тыс.", "ru", [12000]),
        ("20 mil", "es", [20000]),
        ("1.2万", "zh", [12000]),
        ("3亿", "zh", [300000000]),
    ],
)
def test_the_language_decides_between_grouping_and_decimals(text: str, language: str, expected: list[float]) -> None:
    assert values(text, language) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("nine", [9]),
        ("Nineteen", [19]),
        ("twenty-five", [25]),
        ("twenty five", [25]),
        ("hundred", [100]),
        ("a hundred", [100]),
        ("one hundred", [100]),
        ("one hundred and twenty-three", [123]),
        ("one hundred twenty-three", [123]),
        ("nine hundred and ninety-nine", [999]),
        ("twelve hundred", [1200]),
        ("a thousand and one", [1001]),
        ("two thousand five hundred", [2500]),
        ("two hundred thousand", [200000]),
        ("two million three hundred thousand", [2300000]),
        ("nine hundred ninety-nine thousand nine hundred ninety-nine", [999999]),
        ("a dozen", [12]),
        ("half a dozen", [6]),
        ("half-dozen", [6]),
        ("two dozen", [24]),
        ("half a million", [500000]),
        ("two and a half million", [2500000]),
        ("one hundred and two hundred", [100, 200]),
        ("nine and twelve", [9, 12]),
        ("twenty thirteen", [20, 13]),
        ("ten\nthousand", [10000]),
        ("no one was hurt", []),
        ("no-one", []),
        ("they shot one another", []),
        ("one of them", [1]),
        ("someone else, often, tent", []),
        ("zero", [0]),
    ],
)
def test_english_words(text: str, expected: list[int]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("uk", "дев'ять", [9]),
        ("uk", "дев’ятеро", [9]),
        ("uk", "двадцять три тисячі п'ятсот", [23500]),
        ("uk", "сто сорок", [140]),
        ("uk", "двох цивільних", [2]),
        ("uk", "шістнадцять", [16]),
        ("ru", "двенадцати", [12]),
        ("ru", "трое", [3]),
        ("ru", "две тысячи восемьсот", [2800]),
        ("ru", "пятьдесят семь", [57]),
        ("ar", "تسعة مدنيين", [9]),
        ("ar", "خمسة وعشرون", [25]),
        ("ar", "أحد عشر", [11]),
        ("ar", "ثلاثة عشر قتيلا", [13]),
        ("ar", "مئتان", [200]),
        ("ar", "ثلاثة آلاف", [3000]),
        ("ar", "ألف", [1000]),
        ("zh", "九人", [9]),
        ("zh", "十四人", [14]),
        ("zh", "二十三", [23]),
        ("zh", "三百二十", [320]),
        ("zh", "三百零五", [305]),
        ("zh", "一千二百", [1200]),
        ("zh", "十四万", [140000]),
        ("zh", "两人", [2]),
        ("zh", "一名平民", [1]),
        ("zh", "一些, 统一, 十分", []),
        ("fr", "neuf", [9]),
        ("fr", "vingt et un", [21]),
        ("fr", "dix-sept", [17]),
        ("fr", "soixante-dix", [70]),
        ("fr", "quatre-vingts", [80]),
        ("fr", "quatre-vingt-dix-sept", [97]),
        ("fr", "deux cents", [200]),
        ("fr", "deux mille trois cents", [2300]),
        ("fr", "un homme", []),
        ("es", "once", [11]),
        ("es", "treinta y uno", [31]),
        ("es", "ciento veinte", [120]),
        ("es", "doscientos cuarenta y cinco", [245]),
        ("es", "dos millones", [2000000]),
        ("de", "zwölf", [12]),
        ("de", "einundzwanzig", [21]),
        ("de", "dreihundertfünfundzwanzig", [325]),
        ("de", "zweitausend", [2000]),
        ("de", "ein Dutzend", [12]),
        ("de", "ein Mann", []),
    ],
)
def test_words_of_other_languages(language: str, text: str, expected: list[int]) -> None:
    assert values(text, language) == expected


def test_without_a_language_words_that_are_english_too_are_no_foreign_numbers() -> None:
    assert values("Once upon a time, 20 miles off, in Sept, the elf had a quince") == [20]
    assert values("deux, siete, drei, п'ять, 五人") == [2, 7, 3, 5, 5]


@pytest.mark.parametrize(
    ("text", "least"),
    [
        ("dozens", 24),
        ("scores", 40),
        ("hundreds", 200),
        ("thousands", 2000),
        ("tens of thousands", 20000),
        ("hundreds of thousands", 200000),
        ("several hundred", 300),
        ("a few thousand", 2000),
        ("десятки", 20),
        ("сотни", 200),
        ("عشرات", 20),
        ("数十人", 20),
        ("上百", 100),
        ("centaines", 200),
        ("Dutzende", 24),
    ],
)
def test_vague_numbers_have_the_least_that_they_can_be(text: str, least: int) -> None:
    assert values(text, kind="vague") == [least]
    assert values(text) == []


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("the third strike", "ordinal", [3]),
        ("twenty-first", "ordinal", [21]),
        ("the 3rd brigade", "ordinal", [3]),
        ("October 7th", "ordinal", [7]),
        ("第三", "ordinal", [3]),
        ("a T-72 and an F-16", "label", [72, 16]),
        ("M23 rebels", "label", [23]),
        ("Су-34", "label", [34]),
        ("the mid-1980s", "label", [1980]),
        ("COVID-19", "label", [19]),
    ],
)
def test_ordinals_and_names_are_told_apart(text: str, kind: str, expected: list[int]) -> None:
    assert values(text, kind=kind) == expected
    assert values(text) == []


def test_offsets_count_code_points_of_the_text_as_given() -> None:
    text = "İ́ 😀 killed twenty-five in Сумах, п'ять і 1\u00a0200 — 十四人"
    words = [text[mention.start : mention.end] for mention in find_numbers(text)]
    assert words == ["twenty-five", "п'ять", "1\u00a0200", "十四"]


@pytest.mark.parametrize(("text", "scale"), [("1.2 million", 10**6), ("two dozen", 12), ("1,200", 1), ("ten", 1)])
def test_a_number_tells_its_scale(text: str, scale: int) -> None:
    assert [mention.scale for mention in find_numbers(text)] == [scale]


# --- any text ---------------------------------------------------------------------------------------------------------

UNITS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def spelled(number: int) -> str:
    """Writes a number below a million in English words."""
    if number >= 1000:
        head, rest = divmod(number, 1000)
        return f"{spelled(head)} thousand" + (f" {'and ' if rest < 100 else ''}{spelled(rest)}" if rest else "")
    if number >= 100:
        head, rest = divmod(number, 100)
        return f"{UNITS[head]} hundred" + (f" and {spelled(rest)}" if rest else "")
    if number < 20:
        return UNITS[number]
    head, rest = divmod(number, 10)
    return TENS[head] + (f"-{UNITS[rest]}" if rest else "")


def han(number: int) -> str:
    """Writes a number from 1 to 9999 in Han numerals."""
    written = ""
    for digit, unit in zip(f"{number:04}", "千百十一", strict=True):
        if digit != "0":
            written += "〇一二三四五六七八九"[int(digit)] + unit.replace("一", "")
        elif written and not written.endswith("零"):
            written += "零"
    return written.rstrip("零")


@given(number=st.integers(0, 999_999))
def test_a_number_is_read_back_from_its_words(number: int) -> None:
    assert values(f"They said {spelled(number)} people were killed.") == [number]


@given(number=st.integers(2, 9999))
def test_a_number_is_read_back_from_han_numerals(number: int) -> None:
    assert values(f"袭击造成{han(number)}人死亡") == [number]


@given(
    number=st.integers(0, 10**12),
    zero=st.sampled_from("0٠०๐０"),
    separator=st.sampled_from(["", ",", "\u00a0", "\u202f", "'"]),
)
def test_a_number_is_read_back_from_digits_of_any_script(number: int, zero: str, separator: str) -> None:
    digits = f"{number:,}".replace(",", separator)
    written = "".join(chr(ord(zero) + int(c)) if c.isdigit() else c for c in digits)
    assert values(f"killed {written} of them") == [number]


@given(before=st.text(max_size=40), after=st.text(max_size=40), number=st.integers(0, 999_999), in_words=st.booleans())
def test_a_planted_number_is_found_in_any_text(before: str, after: str, number: int, in_words: bool) -> None:
    planted = spelled(number) if in_words else f"{number:,}"
    text = f"{before}; {planted}; {after}"
    start = len(before) + 2
    assert (start, start + len(planted), number) in {(m.start, m.end, m.value) for m in find_numbers(text)}


WORDS = """
nine hundred thousand and half a dozen dozens of tens - . , 1 20 300 1.5 million several third вісім тисяч مئة و
十 百 万 三 vingt quatre cent y mil zwei ½ k m $ % 's
"""
NUMBER_LIKE = st.lists(st.sampled_from([*WORDS.split(), " ", "\u00a0", "\n"]), max_size=14)


@given(
    text=st.text(max_size=120) | NUMBER_LIKE.map(" ".join) | NUMBER_LIKE.map("".join),
    language=st.sampled_from([None, "en", "uk", "ru", "ar", "zh", "fr", "es", "de", "xx"]),
)
def test_mentions_lie_in_the_text_in_order_and_apart(text: str, language: str | None) -> None:
    end = 0
    for mention in find_numbers(text, language=language):
        assert end <= mention.start < mention.end <= len(text)
        assert mention.value >= 0
        end = mention.end


@given(st.lists(st.sampled_from(["12", "May", "a hundred", "1,200", "one", "no", "two", "men", "T-72"]), max_size=8))
def test_a_stretch_has_the_numbers_that_the_whole_text_has_in_it(words: list[str]) -> None:
    text = ". ".join([*words, "two, three"])
    start, end = text.find(". "), text.rfind(". ")
    inside = [m for m in find_numbers(text) if start <= m.start and m.end <= end]
    assert list(find_numbers(text, within=(max(start, 0), max(end, 0)))) == inside
