"""Numbers and days of a sentence: each in the records, with the same bound, of the same harm, on the same day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from summarizer.phrasing.words import LEXICON
from summarizer.schemas import Count, durations_of
from summarizer.summary.gate.cast import stands_for
from summarizer.summary.gate.days import BARE_MONTH, DAY, wrong_days
from summarizer.summary.gate.material import Material, stem, stems
from summarizer.summary.gate.verbs import ANSWER
from summarizer.topics import tellings
from summarizer.topics.telling import Toll
from summarizer.values.numbers import NumberMention, find_numbers

_LOW = re.compile(
    r"(?:at least|more than|over|no fewer than|no less than|not fewer than|upwards? of|in excess of)\s*$", re.I
)
_HIGH = re.compile(
    r"(?:up to|as many as|nearly|almost|fewer than|less than|under|close to|no more than|at most|not more than)\s*$",
    re.I,
)
_ABOUT = re.compile(
    r"(?:about|around|some|roughly|approximately|an estimated|estimated|or so|nearly|almost|close to)\s*$", re.I
)
_UNIT = re.compile(r"[\s-](minute|hour|day|week|month|year)s?\b", re.IGNORECASE)
_NEAR = 8
_NEXT = 3


def check_numbers(material: Material) -> str | None:
    """Why a number, a bound, a duration or a day can't stand; `None` when all do."""
    return (
        next(_wrong_numbers(material), None) or next(_wrong_tolls(material), None) or next(wrong_days(material), None)
    )


def check_figures(material: Material) -> str | None:
    """Why a number or a day is in no cited record; `None` when all are."""
    return next(_wrong_numbers(material), None) or next(wrong_days(material), None)


def _wrong_numbers(material: Material) -> Iterator[str]:
    """Numbers that no cited record has, and durations of other units."""
    known = {mention.value for text in material.said for mention in find_numbers(text)}
    known |= {number for record in material.records for number in _figures(record.model_dump(mode="json"))}
    known |= {int(digits) for text in material.said for digits in re.findall(r"\d{1,9}", text)}
    spans = {pair for text in material.said for pair in _spans(text)}
    spans |= {pair for r in material.records for iso in durations_of(r) for pair in _iso_span(iso)}
    plain = material.plain
    for mention in find_numbers(plain):
        if mention.value not in known and not _is_days(mention, plain):
            yield f"number_mismatch: no cited record has {plain[mention.start : mention.end]!r}"
    for number, unit in _spans(plain):
        if spans and (number, unit) not in spans:
            yield f"number_mismatch: no cited record has {number} {unit}s"


def _is_days(mention: NumberMention, plain: str) -> bool:
    """True for "one" that counts nothing ("one of", "no one")."""
    said = plain[mention.start : mention.end].casefold()
    return said == "one" and bool(re.match(r" (?:of|another|day|side)\b", plain[mention.end :]))


def _figures(value: object) -> Iterator[int]:
    """Every number in a record but the offsets of its evidence."""
    if isinstance(value, int) and not isinstance(value, bool):
        yield value
    elif isinstance(value, dict):
        for name, member in value.items():
            if name != "evidence":
                yield from _figures(member)
    elif isinstance(value, list):
        for member in value:
            yield from _figures(member)


def _spans(text: str) -> Iterator[tuple[float, str]]:
    for mention in find_numbers(text):
        if (unit := _UNIT.match(text, mention.end)) and not re.match(r"[\s-]year[\s-]old", text[mention.end :], re.I):
            yield mention.value, unit[1].casefold()


def _iso_span(iso: str) -> Iterator[tuple[float, str]]:
    units = {"Y": "year", "M": "month", "W": "week", "D": "day", "H": "hour"}
    for number, unit in re.findall(r"(\d+)([YMWDH])", iso):
        yield int(number), units[unit]
        if unit == "D" and int(number) % 7 == 0:
            yield int(number) // 7, "week"


def _wrong_tolls(material: Material) -> Iterator[str]:
    """Counts told of another harm than their record's, or with another bound."""
    if not material.tolls:
        yield from _wrong_parts(material, material.said)
        yield from _harms_of_nobody(material)
        return
    plain, words = material.plain, _harm_words(material)
    for start, end in _clauses(plain):
        clause = plain[start:end]
        numbers = [m for m in find_numbers(clause) if m.kind != "ordinal" and not _counts_no_people(clause, m)]
        numbers = [m for m in numbers if not _told_by_evidence(material, m, start, end)]
        harms = sorted((m.start(), m.end(), name) for name, pattern in words.items() for m in pattern.finditer(clause))
        harms = [h for i, h in enumerate(harms) if i == 0 or h[0] >= harms[i - 1][1]]
        if numbers and harms and not _pairs_hold(material, clause, numbers, harms):
            yield f"number_mismatch: no cited record has these figures for these people: {clause.strip()!r}"
    yield from _wrong_harms(material)
    yield from _wrong_parts(material, [count.text for _, count in _harmed(material)])
    for toll in material.tolls:
        if not _is_told(toll, material.sentence) and not retells_no_harm(material):
            yield "not_told: a cited report has figures of which the sentence gives none"
    yield from _wrong_bounds(material)


def _harms_of_nobody(material: Material) -> Iterator[str]:
    """Harm told where no cited record is a toll and none has the words."""
    for words in (telling.toll_words for telling in tellings() if telling.toll_words is not None):
        for name in words.alone:
            pattern = words.harms[name]
            if pattern.search(material.plain) and not any(pattern.search(text) for text in material.said):
                yield f"off_record: no cited record tells of people {name}"


def _harm_words(material: Material) -> Mapping[str, re.Pattern[str]]:
    """The words for the counts of the cited tolls."""
    return {name: pattern for toll in material.tolls for name, pattern in toll.words.harms.items()}


def _harmed(material: Material) -> list[tuple[str, Count]]:
    """The counts of the cited tolls."""
    return [pair for toll in material.tolls for pair in toll.counts.items()]


def _wrong_parts(material: Material, texts: Iterable[str]) -> Iterator[str]:
    """Things that the texts count, told with another number: "two children" as "six children"."""
    stated = [pair for text in texts for pair in _counted_nouns(text)]
    for noun, number in _counted_nouns(material.plain):
        if noun in ("people", "persons"):
            counted = {value for _, count in _harmed(material) for value in (count.best, count.low, count.high)}
            proof = {pair for text in material.evidence for pair in _counted_nouns(text)}
            if counted and number not in counted and not {("people", number), ("persons", number)} & proof:
                yield f"number_mismatch: no cited record has {number:g} {noun}"
        own = {value for known, value in stated if known == noun}
        if own and number not in own:
            yield f"number_mismatch: no cited record has {number} {noun}"


def _counted_nouns(text: str) -> list[tuple[str, float]]:
    """The nouns right behind the numbers of a text, in lower case, each with its number."""
    behind = ((re.match(r"\s+([^\W\d_]{4,})", text[m.end :]), m.value) for m in find_numbers(text))
    return [(found[1].casefold(), value) for found, value in behind if found is not None]


def _wrong_harms(material: Material) -> Iterator[str]:
    """Harms that no cited report tells of, and dead of whom the sentence says no death."""
    plain, words, counts = material.plain, _harm_words(material), _harmed(material)
    told = {name for name, _ in counts}
    for name, pattern in words.items():
        found = pattern.search(plain)
        if found and name not in told and not any(pattern.search(text) for text in material.said):
            yield f"polarity_mismatch: no cited record tells of people {name}"
    for name in dict.fromkeys(toll.words.never_left_out for toll in material.tolls):
        if name in told and not words[name].search(material.sentence) and not retells_no_harm(material):
            yield f"polarity_mismatch: the record tells of people {name}"
    for name, count in counts:
        vague = (
            re.search(rf"\b{re.escape(count.text.casefold())}\b", plain.casefold())
            if not find_numbers(count.text)
            else None
        )
        if vague is None:
            continue
        behind = [(m.start(), n) for n, p in words.items() for m in p.finditer(plain, vague.end())]
        if behind and min(behind)[1] != name and not words[name].search(plain[: vague.start()]):
            yield f"polarity_mismatch: {count.text!r} are {name}"


def retells_no_harm(material: Material) -> bool:
    """True if a sentence tells of no harm and no toll, but who is blamed, or what half of a quote or all of it says."""
    said = {m.value for m in find_numbers(material.plain)}
    counted = {n for _, c in _harmed(material) for n in _values(c)}
    harm = any(pattern.search(material.plain) for pattern in _harm_words(material).values())
    retold = [echo for record in material.records for echo in material.retold(record)]
    answers = ANSWER.search(material.plain) is not None and any(
        stands_for(m, toll.doer) for m in material.mentions for toll in material.tolls
    )
    return not harm and not said & counted and (answers or any(echo.whole or echo.half for echo in retold))


def _told_by_evidence(material: Material, mention: NumberMention, start: int, end: int) -> bool:
    """True if a count is told by the evidence's own verb ("40 more were treated"), and no word for its harm."""
    at, words = start + mention.start, _harm_words(material)
    names = {name for name, count in _harmed(material) if mention.value in _values(count)}
    clause = material.plain[start:end]
    if not names or any(words[name].search(clause) for name in names):
        return False
    length = mention.end - mention.start
    behind = [material.plain[at + length : echo.end] for echo in material.echoes if echo.holds(at, at + length)]
    return any(len(text.split()) >= _NEXT and not _names_harm(text, words) for text in behind)


def _names_harm(text: str, words: Mapping[str, re.Pattern[str]]) -> bool:
    return any(pattern.search(text) for pattern in words.values())


def _clauses(plain: str) -> Iterator[tuple[int, int]]:
    cuts = [
        0,
        *(m.end() for m in re.finditer(r"[;:]|,? (?:while|whereas|although|though) |, (?=according|but )", plain)),
        len(plain),
    ]
    yield from pairwise(cuts)


def _counts_no_people(clause: str, mention: NumberMention) -> bool:
    if re.match(r"one of (?:whom|them|which)\b", clause[mention.start :], re.IGNORECASE):
        return True
    thing = re.match(r"\s+(?:[\w-]+\s+)?([\w-]+)", clause[mention.end :])
    if thing is not None and set(thing[0].split()) & (LEXICON.things | LEXICON.events):
        return True
    dated = any(m.start() <= mention.start < m.end() for m in (*DAY.finditer(clause), *BARE_MONTH.finditer(clause)))
    year = bool(re.fullmatch(r"(?:19|20)\d\d", clause[mention.start : mention.end]))
    year = year and bool(re.search(r"\b(?:in|since|of|until|by) $", clause[: mention.start]))
    return dated or year or bool(_UNIT.match(clause, mention.end)) or clause[mention.end : mention.end + 1] == "-"


def _pairs_hold(
    material: Material,
    clause: str,
    numbers: list[NumberMention],
    harms: list[tuple[int, int, str]],
    used: tuple[tuple[int, Count], ...] = (),
) -> bool:
    """True if every number can be told of the harm before it or behind it, no harm of two different counts."""
    if not numbers:
        return True
    number, *rest = numbers
    before = [i for i, h in enumerate(harms) if h[1] <= number.start][-1:]
    behind = [i for i, h in enumerate(harms) if h[0] >= number.end][:1]
    if behind and re.fullmatch(r"\s+(?:(?!and\b|or\b)[\w-]+\s+)?", clause[number.end : harms[behind[0]][0]]):
        before = []  # "61 missing": the number is of that harm and no other
    for at in (*behind, *before):
        for name, count in _harmed(material):
            free = all(i != at or c == count for i, c in used)
            fits = name == harms[at][2] and number.value in _values(count) and free
            if fits and _pairs_hold(material, clause, rest, harms, (*used, (at, count))):
                return True
    beside = [harms[i][2] for i in (*before, *behind)]
    return any(_near(material, number.value, h) for h in beside) and _pairs_hold(material, clause, rest, harms, used)


def _values(count: Count) -> set[float]:
    """The numbers that tell a count: its own, and those of its words ("five soldiers and an interpreter")."""
    own: set[float] = {n for n in (count.best, count.low, count.high) if n is not None}
    return own | {m.value for m in find_numbers(count.text)}


def figures(toll: Toll) -> set[float]:
    """Every number that a toll gives of people."""
    return {number for count in toll.counts.values() for number in _values(count)}


def _near(material: Material, value: float, harm: str) -> bool:
    """True if the evidence has the number close to a word for the harm (part of a toll: "15 of them children")."""
    if any(value in (c.best, c.low, c.high) for _, c in _harmed(material)):
        return False
    pattern = _harm_words(material)[harm]
    for text in material.evidence:
        for mention in find_numbers(text):
            if mention.value == value:
                words = " ".join(text[: mention.start].split()[-_NEAR:] + text[mention.end :].split()[:_NEAR])
                if pattern.search(words):
                    return True
    return False


def _is_told(toll: Toll, plain: str) -> bool:
    """True if a sentence gives one of a toll's figures, or names the harm where it has no figure."""
    values = figures(toll)
    said = {m.value for m in find_numbers(plain)}
    if not values or values & said:
        return True
    victims = {stem(w) for w in re.findall(r"[^\W\d_]{4,}", toll.victims or "")}
    if victims and victims <= stems([plain]):
        return True
    unnumbered = any(
        not find_numbers(count.text) for count in toll.counts.values()
    )  # "several", "a driver and a nurse"
    return unnumbered and any(toll.words.harms[name].search(plain) for name in toll.counts)


def _wrong_bounds(material: Material) -> Iterator[str]:
    """Counts told exactly where the record bounds them, or the other way round."""
    plain = material.plain
    counts = [count for _, count in _harmed(material)]
    for mention in find_numbers(plain):
        same = [c for c in counts if mention.value in (c.best, c.low, c.high)]
        if _counts_no_people(plain, mention):
            continue
        if same and not any(_same_bound(count, mention, plain) for count in same):
            said = " or ".join(dict.fromkeys(repr(count.text) for count in same))
            yield f"number_mismatch: the record says {said}"


def _same_bound(count: Count, mention: NumberMention, plain: str) -> bool:
    before = plain[: mention.start]
    if count.low is not None and count.high is not None and count.low == count.high:
        exact = not (_LOW.search(before) or _HIGH.search(before))
        return exact and (not _ABOUT.search(before) or bool(re.match(r"about|around|some|roughly", count.text, re.I)))
    if count.best is None and count.low is not None and count.high is not None:
        return bool(re.search(r"between|from|\bto\b|\bor\b|and|[-–]", plain))
    if count.low is not None:
        vague = bool(re.match(r"(?:dozens|scores|hundreds|thousands|several|tens)\b", plain[mention.start :], re.I))
        return vague or bool(_LOW.search(before))
    if count.high is not None:
        return bool(_HIGH.search(before))
    return bool(_ABOUT.search(before)) or "or so" in plain
