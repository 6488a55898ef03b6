"""Sentences about people killed, hurt, missing or captured."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.phrasing.numbers import before_noun, number_of, when
from summarizer.phrasing.wording import Wording, joined, sentence
from summarizer.phrasing.words import LEXICON
from summarizer.schemas import Actor, CasualtyReport, Count
from summarizer.topics.casualties.told_victims import plural_noun, subject
from summarizer.topics.casualties.told_weapons import by_weapon

COUNTED = ("killed", "injured", "missing", "captured")
_SAID = {"missing": "reported missing"}
_OWNED = re.compile(
    r"\b(?:claim\w* (?:\w+ ){0,2}(?:responsibility|credit)|took (?:\w+ )?(?:responsibility|credit)|"
    r"(?:accept|assum)\w* (?:\w+ )?responsibility)\b",
    re.IGNORECASE,
)
_ANSWERS = re.compile(
    r"\b(?:said|says|say|den(?:y|ies|ied)|acknowledg\w+|admit\w+|conced\w+|confirm\w+|insist\w+|claim\w*|announc\w+|stat\w+|told|call\w+)\b",
    re.IGNORECASE,
)
_LONGEST_ANSWER = 24
_HELD = re.compile(r"\b(?:hostages?|captives?|prisoners?)\b", re.IGNORECASE)


def groups(records: Sequence[CasualtyReport], _in_substance: bool) -> list[tuple[CasualtyReport, ...]]:
    """The reports, those that differ over one incident together."""
    together: list[list[CasualtyReport]] = []
    for record in records:
        group = next((g for g in together if _disputes(g[0], record)), None)
        if group is None:
            together.append([record])
        else:
            group.append(record)
    return [tuple(group) for group in together]


def casualty_text(records: Sequence[CasualtyReport], wording: Wording, *, brief: bool = False) -> str:
    """The sentence about one report, or about several of one incident that differ.

    Args:
        records: the reports; the first tells the incident, each other adds its figures.
        wording: the little words of the article.
        brief: leaves out the weapon and what further describes the victims.
    """
    first = records[0]
    struck = {name for name, _ in _counts(first)} <= {"killed", "injured"}
    by = by_weapon(first.weapon, first.location) if struck and not brief else ""
    where = wording.place(first.location, [e.quote for e in first.evidence])
    day = when(first.date, first.date_text, period=first.cumulative)
    spans = first.cumulative and first.date_text and day.casefold().endswith(first.date_text.casefold())
    counted = any(number_of(count) for _, count in _counts(first))
    total = "in all," if first.cumulative and counted and not spans else ""
    others = "".join(f"; {_reported(r, first, wording)}" for r in records[1:])
    return sentence(
        [total, _toll(first, brief=brief), by, where, day],
        f"{_according(first.source, wording)}{others}{_blame(first, wording, brief=brief)}",
    )


def brief_text(records: Sequence[CasualtyReport], wording: Wording) -> str:
    """The same in fewer words."""
    return casualty_text(records, wording, brief=True)


def _disputes(one: CasualtyReport, other: CasualtyReport) -> bool:
    """True if two reports give different figures for what seems one incident, by different sources."""
    if one.cumulative or other.cumulative or _name(one.source) == _name(other.source):
        return False
    if not one.location or not other.location or _blame_differs(one, other):
        return False
    here, there = one.location.casefold(), other.location.casefold()
    if here not in there and there not in here:
        return False
    if one.date and other.date and not (one.date.startswith(other.date) or other.date.startswith(one.date)):
        return False
    pairs = [(getattr(one, name), getattr(other, name)) for name in COUNTED]
    return any(a and b and (a.best, a.low, a.high) != (b.best, b.low, b.high) for a, b in pairs)


def _blame_differs(one: CasualtyReport, other: CasualtyReport) -> bool:
    """True if two reports hold different sides responsible: then each has a sentence of its own."""
    return (
        one.perpetrator is not None and other.perpetrator is not None and not _same(one.perpetrator, other.perpetrator)
    )


def _counts(record: CasualtyReport) -> list[tuple[str, Count]]:
    return [(name, count) for name in COUNTED if isinstance(count := getattr(record, name), Count)]


def _toll(record: CasualtyReport, *, brief: bool) -> str:
    """Who were killed, hurt, missing or captured, with a verb."""
    counts = _counts(record)
    if not counts:
        who = subject(Count(text=record.victims or ""), record.victims)
        return f"{who.text} {'was' if who.singular else 'were'} harmed"
    (name, count), *rest = counts
    victims = record.victims.partition(",")[0] if record.victims and brief else record.victims
    if name == "killed" and victims and _HELD.search(victims):
        victims = None  # who were captured, not who were killed
    who = subject(count, victims)
    if brief and who.text.endswith(","):
        who = who._replace(text=who.text.partition(",")[0])
    noun = " others" if who.specific and (who.singular or who.text.endswith(",")) else ""
    noun = noun or (" people" if who.singular else "")
    more = [_figure(c, n, noun) for n, c in rest]
    return joined([f"{who.text} {'was' if who.singular else 'were'} {_SAID.get(name, name)}", *more])


def _figure(count: Count, name: str, noun: str = "") -> str:
    number = number_of(count) or "an unstated number"
    if number == "one":
        noun = {" others": " other", " people": " person"}.get(noun, "")
    return f"{before_noun(number) if noun else number}{noun} {_SAID.get(name, name)}"


def _reported(record: CasualtyReport, first: CasualtyReport, wording: Wording) -> str:
    """Another account of the same incident: "the army reported two killed and six injured"."""
    noun = plural_noun(record.victims) if record.victims != first.victims else ""
    noun = "" if noun == "people" else f" {noun}" if noun else ""
    (name, count), *rest = _counts(record)
    figures = joined([_figure(count, name, noun), *(_figure(c, n) for n, c in rest)])
    figures = figures.replace("reported missing", "missing")
    who = wording.name(record.source.name) if record.source else "the article itself"
    return f"{who} reported {figures}"


def _according(source: Actor | None, wording: Wording) -> str:
    return f", according to {wording.name(source.name)}" if source else ""


def _name(source: Actor | None) -> str | None:
    return source.name.casefold() if source else None


def _same(one: Actor | None, other: Actor | None) -> bool:
    if one is None or other is None:
        return False
    return one.name.casefold() == other.name.casefold() or (one.party is not None and one.party == other.party)


def _blame(record: CasualtyReport, wording: Wording, *, brief: bool) -> str:
    """Who is held to have done it, and how that stands, no further than the words go."""
    if record.perpetrator is None:
        return ""
    name = record.perpetrator.name
    who = wording.name(name.partition(", ")[0] if brief else name)
    if record.responsibility in ("claimed", "denied") and (answer := _answer(record, record.perpetrator)):
        return f"; {answer}"
    match record.responsibility:
        case "claimed":
            if any(_OWNED.search(e.quote) for e in record.evidence):
                return f"; {who} claimed responsibility"
            return "" if _same(record.source, record.perpetrator) else f"; the article names {who} as responsible"
        case "denied":
            return f"; the blame put on {who} was denied" if _is_thing(who) else f"; {who} denied responsibility"
        case "alleged":
            return f"; the blame was put on {who}"
        case "undisputed":
            return f"; the article names {who} as responsible"
        case _:
            return ""


def _is_thing(who: str) -> bool:
    """True for what can't speak for itself ("Russian aircraft")."""
    return who.rpartition(" ")[2].casefold() in LEXICON.things


def _answer(record: CasualtyReport, accused: Actor) -> str:
    """The accused's own answer, where a sentence of the evidence opens with its name and tells it; else nothing."""
    if _same(record.source, accused):
        return ""  # it is whose word the count is already
    bare = re.sub(r"^[Tt]he ", "", accused.name)
    opens = re.compile(rf"(?P<the>[Tt]he )?{re.escape(bare)}(?!\w)(?P<rest>[^“”\"]*)\.")
    for evidence in record.evidence:
        found = opens.fullmatch(evidence.quote.strip())
        if found and _ANSWERS.search(found["rest"]) and len(evidence.quote.split()) <= _LONGEST_ANSWER:
            return f"{'the ' if found['the'] else ''}{bare}{found['rest']}"
    return ""
