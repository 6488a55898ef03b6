"""Sentences about people killed, hurt, missing or captured."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from summarizer.schemas import Actor, CasualtyReport, Count
from summarizer.summary.phrases import Wording, joined, number_of, people, sentence, when

COUNTED = ("killed", "injured", "missing", "captured")


def casualty_groups(records: Sequence[CasualtyReport]) -> Iterable[tuple[CasualtyReport, ...]]:
    """Returns the reports, those that differ over one incident together."""
    groups: list[list[CasualtyReport]] = []
    for record in records:
        group = next((g for g in groups if _disputes(g[0], record)), None)
        if group is None:
            groups.append([record])
        else:
            group.append(record)
    return [tuple(group) for group in groups]


def casualty_text(records: Sequence[CasualtyReport], wording: Wording) -> str:
    """Returns the sentence about one report, or about several of one incident that differ.

    Args:
        records: the reports; the first tells the incident, each other adds its figures.
        wording: the little words of the article.
    """
    first = records[0]
    struck = {name for name, _ in _counts(first)} <= {"killed", "injured"}
    by = f"by {wording.weapon(first.weapon)}" if first.weapon and struck else ""
    where = wording.place(first.location) if first.location else ""
    day = when(first.date, first.date_text, period=first.cumulative)
    total = "in total," if first.cumulative else ""
    others = "".join(f"; {_says(r.source, wording)} {_figures(r)}" for r in records[1:])
    return sentence(
        [total, _toll(first), by, where, day], f"{_according(first.source, wording)}{others}{_blame(first, wording)}"
    )


def _disputes(one: CasualtyReport, other: CasualtyReport) -> bool:
    """Tells whether two reports give different figures for what seems one incident, by different sources."""
    if one.cumulative or other.cumulative or _name(one.source) == _name(other.source):
        return False
    if not one.location or not other.location:
        return False
    here, there = one.location.casefold(), other.location.casefold()
    if here not in there and there not in here:
        return False
    if one.date and other.date and not (one.date.startswith(other.date) or other.date.startswith(one.date)):
        return False
    pairs = [(getattr(one, name), getattr(other, name)) for name in COUNTED]
    return any(a and b and (a.best, a.low, a.high) != (b.best, b.low, b.high) for a, b in pairs)


def _counts(record: CasualtyReport) -> list[tuple[str, Count]]:
    return [(name, count) for name in COUNTED if isinstance(count := getattr(record, name), Count)]


def _toll(record: CasualtyReport) -> str:
    """Who were killed, hurt, missing or captured, with a verb."""
    counts = _counts(record)
    if not counts:
        return f"{_whoever(record)} were harmed"
    (name, count), *rest = counts
    who, alone = people(count, record.victims)
    more = [f"{number_of(c) or 'an unstated number'} {n}" for n, c in rest]
    return joined([f"{who} {'was' if alone else 'were'} {name}", *more])


def _whoever(record: CasualtyReport) -> str:
    return f"people ({record.victims})" if record.victims else "people"


def _figures(record: CasualtyReport) -> str:
    """The figures alone: "two killed and six injured"."""
    figures = [f"{number_of(count) or 'an unstated number'} {name}" for name, count in _counts(record)]
    return joined(figures)


def _says(source: Actor | None, wording: Wording) -> str:
    return f"{wording.name(source.name)} spoke of" if source else "the article itself speaks of"


def _according(source: Actor | None, wording: Wording) -> str:
    return f", according to {wording.name(source.name)}" if source else ""


def _name(source: Actor | None) -> str | None:
    return source.name.casefold() if source else None


def _blame(record: CasualtyReport, wording: Wording) -> str:
    """Who is held to have done it, and how that stands."""
    if record.perpetrator is None:
        return ""
    who = wording.name(record.perpetrator.name)
    match record.responsibility:
        case "claimed":
            return f"; {who} said that it had done it"
        case "denied":
            return f"; {who} denied being to blame"
        case "alleged":
            return f"; the blame was put on {who}"
        case "undisputed":
            return f"; the article holds {who} responsible"
        case _:
            return ""
