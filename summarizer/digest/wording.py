"""The words of a digest: ranges, sources, stances."""

from __future__ import annotations

from summarizer.digest.model import Coverage, Figure, Incident, Line, Range
from summarizer.phrasing.numbers import day_in_words, spelled
from summarizer.topics import position_topics
from summarizer.topics.telling import PositionWords

_VERBS = {"killed": "killed", "injured": "injured", "missing": "missing", "captured": "captured"}


def count(number: int, noun: str, plural: str = "") -> str:
    """A number with its noun: "one article", "12 articles"."""
    return f"{spelled(number) if number else 'no'} {noun if number == 1 else plural or noun + 's'}"


def range_words(held: Range) -> str:
    """A range: "12", "9 to 12", "at least 9", "up to 12"."""
    low, high = held.low, held.high
    if held.best is not None and low == high:
        return f"{held.best:,}"
    if low is not None and high is None:
        return f"at least {low:,}"
    if not low and high is not None:
        return f"up to {high:,}"
    return f"{low:,} to {high:,}" if low != high else f"{low:,}"


def toll_words(incident: Incident) -> str:
    """The tolls that hold now: "9 to 12 killed, 30 injured"."""
    return ", ".join(f"{range_words(held)} {_VERBS[measure]}" for measure, held in incident.now.items())


def sources_words(coverage: Coverage, of: int | None = None) -> str:
    """How many report it: "three of eleven sources, one of them independent"."""
    said = spelled(coverage.sources)
    many = f"{said} of {spelled(of)} sources" if of is not None else count(coverage.sources, "source")
    if coverage.independent == coverage.sources:
        return f"{many}, {'all ' if coverage.sources > 1 else ''}independent" if coverage.sources > 1 else many
    return f"{many}, {spelled(coverage.independent)} of them independent"


def where_and_when(incident: Incident) -> str:
    """Place and day for people, with how sure they are."""
    place = incident.place or "an unknown place"
    if incident.country and incident.place_level == "area":
        place = f"the area of {place}"
    if not incident.day:
        return place
    about = "on or before " if incident.day_precision == "reported" else ""
    return f"{place}, {about}{day_in_words(incident.day)}"


def figure_words(figure: Figure) -> str:
    """A figure: its words, who says so and when."""
    by = figure.by or figure.quotes[0].article.outlet
    day = day_in_words(figure.date) if figure.date else "no date"
    marks = {
        "up": "revised up",
        "down": "revised down",
        "differs": "against another figure",
        "earlier": "an older figure",
    }
    more = len({quote.article.outlet for quote in figure.quotes}) - 1
    parts = [f"{figure.measure} {figure.text}", by, day, marks.get(figure.change, "")]
    parts += [f"and {count(more, 'more source')}"] if more else []
    parts += [] if figure.standing else ["replaced"]
    return ", ".join(part for part in parts if part)


def stance_words(line: Line, stance: str) -> str:
    """A stance as a verb phrase, with target and sector."""
    known = position_words(line.topic)
    words = " / ".join(known.phrases.get(s, s) for s in stance.split(" / "))
    return f"{words} {known.toward} {line.other}" if line.other else words


def position_words(topic: str) -> PositionWords:
    """The words of a topic of positions."""
    words = position_topics()[topic].position_words
    assert words is not None, f"{topic} has positions and no words for them"
    return words


def line_head(line: Line) -> str:
    """Who stands where now."""
    sector = f" ({line.sector})" if line.sector not in ("", "unspecified", "accused") else ""
    party = f" ({line.actor})" if line.actor.isupper() and line.actor != line.name else ""
    latest = " / ".join(line.latest or sorted(position_words(line.topic).accusations))
    return f"{line.name}{party} {stance_words(line, latest)}{sector}"
