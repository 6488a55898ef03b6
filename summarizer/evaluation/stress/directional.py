"""Changes of one fact, with what must become of the record that states it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import Any

from summarizer.evaluation.golden import GoldenArticle
from summarizer.evaluation.stress.variants import GONE, Edit, Expected, Made, edited
from summarizer.schemas import Actor, CasualtyReport, CeasefirePosition, Count, Evidence, Record, SanctionsCall
from summarizer.values.dates.resolving import resolve_date
from summarizer.values.numbers import find_numbers

Found = tuple[str, int, Record]
"""A golden record that counts: its topic, its place there, the record."""

Step = Callable[[GoldenArticle, Found, Random], "Turned | None"]
Turned = tuple[list[Edit], str, Record]
"""The edits, the field that changes with them, and the record as it must be found."""

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_STATES = {"Norway": "NOR", "Portugal": "PRT", "Brazil": "BRA", "Japan": "JPN", "Canada": "CAN", "Chile": "CHL"}
_PASTS = {
    "called for": "call for", "imposed": "impose", "rejected": "reject", "accepted": "accept", "announced": "announce",
    "demanded": "demand", "urged": "urge", "adopted": "adopt", "declared": "declare", "extended": "extend",
    "lifted": "lift", "proposed": "propose", "agreed to": "agree to", "ordered": "order", "backed": "back",
    "welcomed": "welcome", "refused": "refuse", "offered": "offer", "eased": "ease", "approved": "approve",
}  # fmt: skip
_STATUSES = {
    "called_for": (r"called for|calls for|demanded|urged", "imposed", "imposed"),
    "imposed": (r"imposed|imposes|adopted|introduced", "called for", "called_for"),
    "eased": (r"lifted|eased|suspended|removed", "extended", "extended"),
    "extended": (r"extended|prolonged|renewed", "lifted", "eased"),
}
_STANCES = {
    "rejects": (r"rejected|refused|spurned", "accepted", "accepts"),
    "accepts": (r"accepted|agreed to(?= (?:an?|the)\b)|declared|announced", "rejected", "rejects"),
}


def _facts(article: GoldenArticle, kind: type[Record]) -> list[Found]:
    """The golden records of a class that count, each with its evidence in one piece."""
    return [
        (topic, index, gold.record)
        for topic, found in article.records.items()
        for index, gold in enumerate(found)
        if not gold.doubt and isinstance(gold.record, kind)
    ]


def _one(article: GoldenArticle, draw: Random, kind: type[Record], step: Step) -> Made | None:
    """A change of one of an article's records, drawn among those that it applies to."""
    turned = [(one, made) for one in _facts(article, kind) if (made := step(article, one, draw)) is not None]
    if not turned:
        return None
    (topic, index, _), (edits, field, record) = draw.choice(turned)
    pieces = edited(article.article.text, edits)
    return Made(pieces, expected=(Expected(topic, index, field, record),))


def _quotes(record: Record, pattern: str) -> list[tuple[Evidence, re.Match[str]]]:
    return [(one, match) for one in record.evidence for match in re.finditer(pattern, one.quote)]


def _edit(evidence: Evidence, start: int, end: int, put: str) -> Edit:
    return Edit(evidence.start + start, evidence.start + end, put)


def _exactly(text: str, number: int) -> Count:
    return Count(text=text, best=number, low=number, high=number)


def _shared(article: GoldenArticle, one: Found, edits: Sequence[Edit]) -> bool:
    """True if another golden record of the topic rests on words that the edits change: its fate is not known."""
    topic, index, _ = one
    return any(
        edit.start < evidence.end and evidence.start < edit.end
        for other, gold in enumerate(article.records[topic])
        if other != index
        for evidence in gold.record.evidence
        for edit in edits
    )


def _others_harmed(record: Record) -> bool:
    """True of a report that stands though nobody was killed."""
    return isinstance(record, CasualtyReport) and bool(record.injured or record.missing or record.captured)


def number_changed(article: GoldenArticle, draw: Random) -> Made | None:
    """The number of dead is another one, wherever the article gives it."""

    def step(article: GoldenArticle, one: Found, draw: Random) -> Turned | None:
        record = one[2]
        count = record.killed if isinstance(record, CasualtyReport) else None
        if count is None or not count.text or count.best != count.low or count.best != count.high:
            return None
        text, new = article.article.text, draw.choice([n for n in range(13, 98) if n != count.best])
        mentions = [one for one in find_numbers(text) if one.value == count.best and one.kind == "cardinal"]
        inside = [m for m in mentions for e in record.evidence if e.start <= m.start and m.end <= e.end]
        edits = [Edit(m.start, m.end, str(new)) for m in mentions]
        if len(inside) != 1 or int(count.best or 0) < 4 or _shared(article, one, edits):
            return None
        return edits, "killed", record.model_copy(update={"killed": _exactly(str(new), new)})

    return _one(article, draw, CasualtyReport, step)


def killed_to_wounded(article: GoldenArticle, draw: Random) -> Made | None:
    """The dead are wounded instead."""

    def step(article: GoldenArticle, one: Found, draw: Random) -> Turned | None:
        record = one[2]
        if not isinstance(record, CasualtyReport) or record.killed is None or record.killed.key is None:
            return None
        found = _quotes(record, r"\bkilled\b")
        others = record.injured or record.missing or record.captured or len(record.evidence) > 1
        if others or len(found) != 1 or re.search(r"\b(?:dead|died|deaths?|toll|bodies)\b", record.evidence[0].quote):
            return None
        edits = [_edit(found[0][0], *found[0][1].span(), "wounded")]
        changed = record.model_copy(update={"killed": None, "injured": record.killed})
        return None if _shared(article, one, edits) else (edits, "injured", changed)

    return _one(article, draw, CasualtyReport, step)


def hypothetical(article: GoldenArticle, draw: Random) -> Made | None:
    """What happened only could have happened."""

    def step(article: GoldenArticle, one: Found, draw: Random) -> Turned | None:
        record = one[2]
        found = _quotes(record, r"(?P<were>\b(?:were|was) )?\bkilled\b")
        if len(record.evidence) > 1 or len(found) != 1 or _others_harmed(record):
            return None
        evidence, match = found[0]
        put = "could have been killed" if match["were"] else "could have killed"
        before = article.article.text[max(0, evidence.start + match.start() - 12) : evidence.start + match.start()]
        passive_without_verb = not match["were"] and re.search(r"\b(?:been|being|people|soldiers|civilians) $", before)
        edits = [_edit(evidence, *match.span(), put)]
        return None if passive_without_verb or _shared(article, one, edits) else (edits, GONE, record)

    return _one(article, draw, CasualtyReport, step)


def nobody_killed(article: GoldenArticle, draw: Random) -> Made | None:
    """The same people were not killed."""

    def step(article: GoldenArticle, one: Found, draw: Random) -> Turned | None:
        record = one[2]
        found = _quotes(record, r"\b(?:were|was) (?=killed\b)")
        edits = [_edit(e, match.end(), match.end(), "not ") for e, match in found]
        alone = len(record.evidence) == 1 and len(edits) == 1 and not _others_harmed(record)
        return (edits, GONE, record) if alone and not _shared(article, one, edits) else None

    return _one(article, draw, CasualtyReport, step)


def bound_dropped(article: GoldenArticle, draw: Random) -> Made | None:
    """A lower bound becomes the number itself."""

    def step(article: GoldenArticle, one: Found, draw: Random) -> Turned | None:
        record = one[2]
        count = record.killed if isinstance(record, CasualtyReport) else None
        found = _quotes(record, r"\b[Aa]t least (?=[\w,]+)")
        if count is None or count.high is not None or count.best is None or len(found) != 1:
            return None
        evidence, match = found[0]
        numbers = [m for m in find_numbers(evidence.quote) if m.start == match.end() and m.value == count.best]
        edits = [_edit(evidence, *match.span(), "")]
        exact = record.model_copy(update={"killed": _exactly(count.text, int(count.best))})
        return (edits, "killed", exact) if numbers and not _shared(article, one, edits) else None

    return _one(article, draw, CasualtyReport, step)


def date_moved(article: GoldenArticle, draw: Random) -> Made | None:
    """The day of the week is another one."""

    def step(article: GoldenArticle, one: Found, draw: Random) -> Turned | None:
        record = one[2]
        if not isinstance(record, CasualtyReport) or record.date is None:
            return None
        found = [(e, m) for e, m in _quotes(record, rf"\b(?:{'|'.join(_DAYS)})\b")]
        day = article.article.date
        if len(found) != 1 or resolve_date(found[0][1].group(), day) != record.date:
            return None
        new = draw.choice([one for one in _DAYS if one != found[0][1].group()])
        date = resolve_date(new, day)
        edits = [_edit(found[0][0], *found[0][1].span(), new)]
        changed = record.model_copy(update={"date": date})
        return None if date == record.date or _shared(article, one, edits) else (edits, "date", changed)

    return _one(article, draw, CasualtyReport, step)


def denial_added(article: GoldenArticle, draw: Random) -> Made | None:
    """Who is blamed denies it, in a sentence behind the report."""

    def step(article: GoldenArticle, one: Found, draw: Random) -> Turned | None:
        record = one[2]
        blamed = record.perpetrator if isinstance(record, CasualtyReport) else None
        if blamed is None or not isinstance(record, CasualtyReport) or record.responsibility != "alleged":
            return None
        sentences = article.article.sentences
        at = sentences[article.article.sentence_at(record.evidence[-1].end - 1)].end
        put = f" {blamed.name[0].upper() + blamed.name[1:]} denied responsibility for the attack."
        return [Edit(at, at, put)], "responsibility", record.model_copy(update={"responsibility": "denied"})

    return _one(article, draw, CasualtyReport, step)


def actor_swapped(article: GoldenArticle, draw: Random) -> Made | None:
    """The actor of a position is another state, in the sentence that states it."""

    def step(article: GoldenArticle, one: Found, draw: Random) -> Turned | None:
        record = one[2]
        if not isinstance(record, SanctionsCall | CeasefirePosition) or record.actor.party is None:
            return None
        found = _quotes(record, rf"(?<!\w){re.escape(record.actor.name)}(?![\w'’])")
        free = [name for name in _STATES if name not in article.article.text]
        if len(found) != 1 or found[0][1].start() > 0 or len(record.evidence) > 1 or not free:
            return None
        name = draw.choice(free)
        edits = [_edit(found[0][0], *found[0][1].span(), name)]
        swapped = record.model_copy(update={"actor": Actor(name=name, party=_STATES[name])})
        return None if _shared(article, one, edits) else (edits, "actor", swapped)

    return _one(article, draw, Record, step)


def _verb_changed(
    article: GoldenArticle, draw: Random, kind: type[Record], field: str, table: Mapping[str, tuple[str, str, str]]
) -> Made | None:
    """A position's verb, and with it its class, is another one."""

    def step(article: GoldenArticle, one: Found, draw: Random) -> Turned | None:
        record: Any = one[2]
        pattern, verb, value = table.get(getattr(record, field), ("(?!)", "", ""))
        found = _quotes(record, rf"\b(?:{pattern})\b(?! (?:to|on|that|against|the|as)\b)")
        if (
            len(found) != 1
            or len(record.evidence) > 1
            or re.search(r"\b(?:not|never|no|until)\b|n['’]t", found[0][0].quote)
        ):
            return None
        edits = [_edit(found[0][0], *found[0][1].span(), verb)]
        changed = record.model_copy(update={field: value})
        return None if _shared(article, one, edits) else (edits, field, changed)

    return _one(article, draw, kind, step)


def status_changed(article: GoldenArticle, draw: Random) -> Made | None:
    """Sanctions called for are imposed, and the other way round; lifted ones are extended, and the other way round."""
    return _verb_changed(article, draw, SanctionsCall, "status", _STATUSES)


def stance_changed(article: GoldenArticle, draw: Random) -> Made | None:
    """A ceasefire rejected is accepted, and the other way round."""
    return _verb_changed(article, draw, CeasefirePosition, "stance", _STANCES)


def negated(article: GoldenArticle, draw: Random) -> Made | None:
    """Whoever took a position did not take it."""

    def step(article: GoldenArticle, one: Found, draw: Random) -> Turned | None:
        record = one[2]
        if not isinstance(record, SanctionsCall | CeasefirePosition) or len(record.evidence) > 1:
            return None
        found = _quotes(record, rf"\b(?<!been )(?<!was )(?<!were )(?:{'|'.join(_PASTS)})\b")
        if len(found) != 1 or re.search(r"\b(?:not|never|no|has|had|have|was|were)\b|n['’]t", found[0][0].quote):
            return None
        evidence, match = found[0]
        edits = [_edit(evidence, *match.span(), f"did not {_PASTS[match.group()]}")]
        named = record.actor.name in evidence.quote[: match.start()]
        return (edits, GONE, record) if named and not _shared(article, one, edits) else None

    return _one(article, draw, Record, step)
