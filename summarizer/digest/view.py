"""What every form of a digest shows, before it is text, Markdown or HTML: sections of entries with their quotes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from summarizer.digest.contents import By, Contents
from summarizer.digest.lead import compose
from summarizer.digest.model import Contradiction, Incident, Line, Other, Quote, Sentence, StanceChange
from summarizer.digest.positions import line_id
from summarizer.digest.wording import (
    figure_words,
    line_head,
    position_words,
    sources_words,
    stance_words,
    toll_words,
    where_and_when,
)
from summarizer.phrasing.numbers import day_in_words
from summarizer.topics import all_topics, position_topics, toll_topic

MOST = 50
"""Entries of a section that people are shown; JSON and frames have all."""

MOST_STATEMENTS = 12
MOST_FIGURES = 30


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of an entry with the words that prove it."""

    text: str
    quotes: tuple[Quote, ...] = ()
    new: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """An incident, a position, a contradiction.

    Attributes:
        anchor: its id on a page.
        kind: `casualties`, `sanctions`, `ceasefire` or `other`, which gives its colour.
        head: what it comes to.
        facts: what that rests on.
        why: why its records are one incident.
        new: nothing of it was known before, in a digest that is held against an earlier one.
    """

    anchor: str
    kind: str
    head: str
    facts: tuple[Fact, ...]
    why: tuple[str, ...] = ()
    new: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """Entries under a title; `more` were left out."""

    title: str
    entries: tuple[Entry, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """A digest as it is shown."""

    title: str
    about: str
    lead: tuple[Sentence, ...]
    sections: tuple[Section, ...]


def page(digest: Contents, *, by: By, explain: bool) -> Page:
    """Lays out a digest."""
    counts = digest.counts
    days = " to ".join(dict.fromkeys(day_in_words(d) for d in (counts.first, counts.last) if d))
    about = [days, f"{counts.articles:,} articles", f"{counts.sources:,} sources", f"{counts.records:,} records"]
    made = {"incident": _by_incident, "topic": _by_topic, "party": _by_party}[by](digest, explain)
    return Page(
        title="Digest",
        about=" · ".join(part for part in about if part),
        lead=compose(digest),
        sections=tuple(section for section in made if section.entries),
    )


def _by_incident(digest: Contents, explain: bool) -> Iterator[Section]:
    compared = digest.compared
    if compared:
        news = [
            incident_entry(i, explain=False, compared=True, prefix="new-") for i in digest.incidents(new=1, most=MOST)
        ]
        news += [_change_entry(line, change) for line, change in digest.changes(new=True, most=MOST)]
        told = enumerate(digest.others(new=True, most=MOST), start=1)
        news += [_other_entry("new", n, other, compared=True) for n, other in told]
        yield Section("New", tuple(news))
    counts = digest.counts
    attacks = [incident_entry(i, explain=explain, compared=compared) for i in digest.incidents(most=MOST)]
    yield Section("Attacks", tuple(attacks), _more(counts.incidents, attacks))
    totals = [incident_entry(i, explain=False, compared=compared) for i in digest.incidents(cumulative=True, most=MOST)]
    yield Section("Running totals", tuple(totals), _more(counts.totals, totals))
    yield from _positions(digest)
    yield from _others(digest)
    yield _contradictions(digest)


def _by_topic(digest: Contents, explain: bool) -> Iterator[Section]:
    """A section a topic: all that its records say, and after that where they contradict each other."""
    against: dict[str, list[Entry]] = {}
    for number, found in enumerate(digest.contradictions(most=MOST), start=1):
        against.setdefault(found.topic, []).append(_contradiction_entry(number, found))
    counts, compared, toll = digest.counts, digest.compared, toll_topic()
    attacks = [incident_entry(i, explain=explain, compared=compared) for i in digest.incidents(most=MOST)]
    totals = [incident_entry(i, explain=False, compared=compared) for i in digest.incidents(cumulative=True, most=MOST)]
    tolls = (*attacks, *totals, *against.get(toll.name, ()))
    yield Section(toll.title, tolls, _more(counts.incidents, attacks) + _more(counts.totals, totals))
    for topic in sorted(position_topics()):
        shown = _line_entries(digest, topic)
        yield Section(all_topics()[topic].title, (*shown, *against.get(topic, ())), _more_lines(digest, topic, shown))
    yield from _others(digest)


def _by_party(digest: Contents, explain: bool) -> Iterator[Section]:
    """A section a party: the attacks that it is blamed for and its positions."""
    entries: dict[str, list[Entry]] = {}
    for incident in digest.incidents(most=MOST):
        for party in incident.perpetrators or ("Nobody blamed",):
            shown = incident_entry(incident, explain=explain, compared=digest.compared, prefix=f"{_slug(party)}-")
            entries.setdefault(party, []).append(shown)
    for number, line in digest.lines(most=MOST):
        entries.setdefault(line.actor, []).append(_line_entry(digest, number, line))
    for party in sorted(entries, key=lambda p: (-len(entries[p]), p)):
        yield Section(party, tuple(entries[party]))
    yield _contradictions(digest)


def _positions(digest: Contents) -> Iterator[Section]:
    for topic in sorted(position_topics()):
        shown = _line_entries(digest, topic)
        yield Section(position_words(topic).heading, tuple(shown), _more_lines(digest, topic, shown))


def _line_entries(digest: Contents, topic: str) -> list[Entry]:
    return [_line_entry(digest, number, line) for number, line in digest.lines(topic, most=MOST)]


def _more_lines(digest: Contents, topic: str, shown: Iterable[Entry]) -> int:
    return _more(digest.store.one("SELECT COUNT(*) FROM lines WHERE topic = ?", (topic,)), shown)


def _others(digest: Contents) -> Iterator[Section]:
    """A section for each other topic."""
    counted = digest.store.db.execute("SELECT topic, COUNT(*) FROM told GROUP BY topic ORDER BY topic").fetchall()
    for topic, total in counted:
        told = list(digest.others(topic, most=MOST))
        shown = [_other_entry(topic, n, other, compared=digest.compared) for n, other in enumerate(told, start=1)]
        yield Section(told[0].title if told else topic, tuple(shown), _more(total, shown))


def _other_entry(topic: str, number: int, other: Other, *, compared: bool) -> Entry:
    day = f"{day_in_words(other.date)}: " if other.date else ""
    facts = [Fact(f"reported by {quote.article.outlet}", (quote,)) for quote in other.quotes[:MOST_STATEMENTS]]
    return Entry(
        anchor=f"{_slug(topic)}-{number}",
        kind="other",
        head=f"{day}{other.text.rstrip('.')} ({sources_words(other.coverage)})",
        facts=tuple(facts),
        new=compared and other.new,
    )


def _contradictions(digest: Contents) -> Section:
    shown = [_contradiction_entry(n, c) for n, c in enumerate(digest.contradictions(most=MOST), start=1)]
    return Section("Contradictions", tuple(shown), _more(digest.counts.contradictions, shown))


def _more(total: int, shown: Iterable[Entry]) -> int:
    return max(0, total - len(list(shown)))


def incident_entry(incident: Incident, *, explain: bool, compared: bool, prefix: str = "") -> Entry:
    """An incident with its figures over time, and why its records are one."""
    facts = [
        Fact(figure_words(figure), figure.quotes[:3], compared and figure.new)
        for figure in incident.figures[:MOST_FIGURES]
    ]
    about = [incident.weapon and f"weapon: {incident.weapon}", incident.victims and f"victims: {incident.victims}"]
    about += [f"blamed: {', '.join(incident.perpetrators)}"] if incident.perpetrators else []
    about += [f"denied by: {', '.join(incident.denied_by)}"] if incident.denied_by else []
    said = "; ".join(part for part in about if part)
    if said:
        facts.insert(0, Fact(said))
    if not incident.figures and incident.reports:
        facts += [_only_words(incident)]
    head = f"{where_and_when(incident)}: {toll_words(incident) or 'no number given'}"
    return Entry(
        anchor=f"{prefix}{incident.id}",
        kind=toll_topic().page_class,
        head=f"{head[0].upper()}{head[1:]} ({sources_words(incident.coverage)})",
        facts=tuple(facts),
        why=tuple(why(incident)) if explain else (),
        new=compared and incident.new,
    )


def _only_words(incident: Incident) -> Fact:
    report = incident.reports[0]
    first = report.report.evidence[0]
    quote = Quote(article=report.article, record=report.record, text=first.quote, start=first.start, end=first.end)
    return Fact(f"reported by {report.article.outlet}", (quote,))


def why(incident: Incident) -> Iterator[str]:
    """Yields why the records are one incident: each link with its score and what it is for."""
    if not incident.links and len(incident.reports) > 1:
        yield "all records say the same of one day and place"
    for link in incident.links:
        parts = "; ".join(f"{part.about} {part.points:+g} ({part.why})" for part in link.parts)
        yield f"{link.one} = {link.other}: {link.score:g} ({parts})"


def _line_entry(digest: Contents, number: int, line: Line) -> Entry:
    statements = digest.statements(number, most=MOST_STATEMENTS)
    facts = [
        Fact(
            f"{day_in_words(s.date) if s.date else 'no date'}: {s.by} {stance_words(line, s.stance)}"
            f"{f', says {s.told_by}' if s.told_by else ''} ({sources_words(s.coverage)})",
            (s.quote,),
            digest.compared and s.new,
        )
        for s in statements
    ]
    changes = "".join(f"; changed by {day_in_words(c.date)}" for c in line.changes[-1:])
    return Entry(
        anchor=_slug(line_id(line.topic, line.actor, line.other, line.sector)),
        kind=line.topic,
        head=f"{line_head(line)}{changes}",
        facts=tuple(facts),
        new=digest.compared and line.new,
    )


def _change_entry(line: Line, change: StanceChange) -> Entry:
    head = f"{line.name}: {change.before.replace('_', ' ')}, now {change.after.replace('_', ' ')}"
    return Entry(
        anchor=f"change-{_slug(line_id(line.topic, line.actor, line.other, line.sector))}-{change.date}",
        kind=line.topic,
        head=f"{head} ({day_in_words(change.date)})",
        facts=(Fact("before", (change.was,)), Fact("now", (change.now,))),
        new=True,
    )


def _contradiction_entry(number: int, found: Contradiction) -> Entry:
    return Entry(
        anchor=f"contradiction-{number}",
        kind="other",
        head=f"{found.subject[0].upper()}{found.subject[1:]}",
        facts=(Fact(found.one, (found.one_quote,)), Fact(found.other, (found.other_quote,))),
    )


def anchor_of(ref: str) -> str:
    """The id on a page of what a sentence of the lead refers to."""
    return _slug(ref) if "/" in ref else ref


def _slug(words: str) -> str:
    return re.sub(r"[^\w-]+", "-", words).strip("-")
