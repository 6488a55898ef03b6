"""The lead of a digest: up to eight sentences, each with how many sources stand behind it."""

from __future__ import annotations

from collections.abc import Iterator

from summarizer.digest.contents import Contents
from summarizer.digest.model import Contradiction, Incident, Line, Sentence, StanceChange
from summarizer.digest.positions import line_id
from summarizer.digest.wording import count, range_words, sources_words, stance_words, toll_words, where_and_when
from summarizer.phrasing.numbers import day_in_words, spelled

MOST = 8
MOST_INCIDENTS = 3
MOST_CHANGES = 2


def compose(digest: Contents) -> tuple[Sentence, ...]:
    """Composes the lead: what there is, the worst attacks, who moved, what contradicts, totals, what is new."""
    sources = digest.counts.sources
    parts = [_overview(digest)]
    parts += [_incident(i, sources) for i in digest.incidents(most=MOST_INCIDENTS)]
    moved = [_changed(line, change) for line, change in digest.changes(most=MOST_CHANGES)]
    parts += moved
    parts += [_contradicted(c) for c in digest.contradictions(most=1)]
    held = (_held(line, sources) for _, line in digest.lines(most=6) if not line.changes and line.latest)
    parts += [sentence for sentence, _ in zip(held, range(2 - min(len(moved), 1)), strict=False)]
    parts += [_total(t, sources) for t in digest.incidents(cumulative=True, most=1)]
    news = list(_news(digest))
    return (*parts[: MOST - len(news)], *news)


def _overview(digest: Contents) -> Sentence:
    counts = digest.counts
    if not counts.articles:
        return Sentence(text="There are no articles.")
    days = sorted({day_in_words(d) for d in (counts.first, counts.last) if d}, key=len)
    if counts.first and counts.last:
        first, last = day_in_words(counts.first), day_in_words(counts.last)
        days = [first] if first == last else [f"{first} to {last}"]
    when = f" ({days[0]})" if days else ""
    sources = count(counts.sources, "source")
    if counts.independent < counts.sources:
        sources += f", {spelled(counts.independent)} of them independent,"
    verb = "holds" if counts.articles == 1 else "hold"
    found = [
        count(counts.incidents, "attack"),
        count(counts.lines, "position"),
        count(counts.contradictions, "contradiction"),
    ]
    more = f"; {count(counts.others, 'statement')} on other topics" if counts.others else ""
    articles = count(counts.articles, "article").capitalize()
    records = count(counts.records, "record")
    return Sentence(
        text=f"{articles} by {sources} {verb} {records}{when}: {found[0]}, {found[1]} and {found[2]}{more}."
    )


def _incident(incident: Incident, sources: int) -> Sentence:
    toll = toll_words(incident) or "no number given"
    killed = incident.now.get("killed")
    revised = f"; the toll was revised {_times(killed.revisions)}" if killed is not None and killed.revisions else ""
    disputed = " and is disputed" if killed is not None and killed.disputed else ""
    blamed = f"; {', '.join(incident.perpetrators)} is blamed" if len(incident.perpetrators) == 1 else ""
    denied = " and denies it" if incident.denied_by and blamed else ""
    place = where_and_when(incident)
    said = f"{place[0].upper()}{place[1:]}: {toll}{revised}{disputed}{blamed}{denied}"
    text = f"{said} ({sources_words(incident.coverage, sources)})."
    quotes = tuple(f.quotes[0] for f in incident.figures if f.standing)[:3]
    return Sentence(text=text, refs=(incident.id,), quotes=quotes)


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{spelled(number)} times")


def _changed(line: Line, change: StanceChange) -> Sentence:
    day = day_in_words(change.date)
    text = (
        f"{line.name} changed its position by {day}: before, it {stance_words(line, change.before)}; "
        f"now it {stance_words(line, change.after)} ({count(line.coverage.sources, 'source')})."
    )
    return Sentence(text=text, refs=(_ref(line),), quotes=(change.was, change.now))


def _held(line: Line, sources: int) -> Sentence:
    stance = stance_words(line, " / ".join(line.latest))
    text = f"{line.name} {stance} ({sources_words(line.coverage, sources)})."
    return Sentence(text=text[0].upper() + text[1:], refs=(_ref(line),))


def _contradicted(found: Contradiction) -> Sentence:
    text = f"The articles contradict each other on {found.subject}: {found.one}, against {found.other}."
    return Sentence(text=text, refs=(found.about,), quotes=(found.one_quote, found.other_quote))


def _total(total: Incident, sources: int) -> Sentence:
    place = f" in {total.place}" if total.place else ""
    toll = ", ".join(f"{range_words(held)} {measure}" for measure, held in total.now.items())
    text = f"Running totals{place}, apart from single attacks: {toll} ({sources_words(total.coverage, sources)})."
    return Sentence(text=text, refs=(total.id,), quotes=tuple(f.quotes[0] for f in total.figures if f.standing)[:1])


def _news(digest: Contents) -> Iterator[Sentence]:
    """What is new, of a digest that is held against an earlier one."""
    if not digest.compared:
        return
    one = digest.store.one
    fresh = one("SELECT COUNT(*) FROM incidents WHERE NOT cumulative AND new = 3")
    updated = one("SELECT COUNT(*) FROM incidents WHERE NOT cumulative AND new = 1")
    changed = one("SELECT COUNT(*) FROM changes WHERE new")
    stated = one("SELECT COUNT(*) FROM statements WHERE new")
    other = one("SELECT COUNT(*) FROM told WHERE new")
    if not (fresh or updated or changed or stated or other):
        yield Sentence(text="Nothing is new.")
        return
    parts = [
        count(fresh, "attack"),
        f"{count(updated, 'attack')} with new figures",
        count(stated, "statement"),
        count(changed, "change of stance", "changes of stance"),
        *([f"{count(other, 'statement')} on other topics"] if other else []),
    ]
    yield Sentence(text=f"New: {', '.join(parts[:-1])} and {parts[-1]}.")


def _ref(line: Line) -> str:
    return line_id(line.topic, line.actor, line.other, line.sector)
