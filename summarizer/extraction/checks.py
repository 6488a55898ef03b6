"""From a draft to a record: each field is found in the article, computed, or rejected with a code.

A verbatim field becomes the article's own words. A count must have its number in the evidence; an actor must be named
in the article. An optional field that fails is left empty and reported; a required one takes the record with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from pydantic import ValidationError

from summarizer.article import Span
from summarizer.extraction.drafts import Draft
from summarizer.extraction.qualified import with_qualifiers
from summarizer.extraction.results import Refused
from summarizer.grounding.grounding import Match, Refusal
from summarizer.indexing import IndexedArticle
from summarizer.linking.counted_people import count_of
from summarizer.planted import Planted
from summarizer.schemas import (
    Choice,
    Count,
    Derived,
    Evidence,
    Money,
    Record,
    Verbatim,
    as_model,
    count_of_anything,
    kinds,
)
from summarizer.topics import Topic
from summarizer.topics.checks import CountChecks
from summarizer.values.dates.named_days import widened
from summarizer.values.dates.resolving import resolve_date, resolve_duration
from summarizer.values.markup import plain
from summarizer.values.numbers import find_numbers
from summarizer.values.shares import find_shares

PLANTED = "planted"
"""The code of a draft whose words stand in the article but are no report: an order to a machine, hidden text, code."""


@dataclass(frozen=True)
class Checked:
    """What became of one draft.

    Attributes:
        record: the record, or `None` when the draft was refused.
        refused: the draft, or those of its fields, that did not hold.
    """

    record: Record | None
    refused: tuple[Refused, ...] = ()


@dataclass
class _Build:
    """A record under construction."""

    facts: IndexedArticle
    topic: Topic
    draft: Draft
    evidence: tuple[Evidence, ...]
    values: dict[str, Any] = field(default_factory=dict)
    refused: list[Refused] = field(default_factory=list)

    @cached_property
    def near(self) -> int:
        """Where the record stands in the article."""
        return self.evidence[0].start

    @cached_property
    def within(self) -> Span:
        """From the first to the last word of the evidence."""
        return Span(min(e.start for e in self.evidence), max(e.end for e in self.evidence))

    def refuse(self, name: str, code: str, detail: str) -> None:
        """Leaves a field empty and says why."""
        self.refused.append(Refused(code, f"{name}: {detail}", {name: self.draft[name]}))


def ground_evidence(
    facts: IndexedArticle, quotes: list[str], *, within: Span | None = None
) -> tuple[Evidence, ...] | Refused:
    """Finds the quotes that the model gave; those that can't be found are left out as long as one is found.

    Args:
        facts: the article.
        quotes: the words.
        within: the part of the article that the model was given, where it was not all of it.
    """
    found: list[Evidence] = []
    refusal: Refusal | None = None
    planted: Planted | None = None
    for quote in quotes:
        result = facts.quotes.find(quote, near=found[0].start if found else None, within=within)
        if isinstance(result, Match):
            found += facts.evidence(*(Span(*span) for span in result.spans))
        else:
            refusal = refusal or result
            planted = planted or facts.planted_words(quote)
    if found:
        return tuple(found)
    if planted is not None:
        return Refused(PLANTED, f"the words stand in {planted.what}, which is no report", {"evidence": quotes})
    code, detail = (refusal.code, refusal.detail) if refusal else ("empty", "the record has no evidence")
    return Refused(code, detail, {"evidence": quotes})


def check_draft(
    facts: IndexedArticle, topic: Topic, draft: Draft, evidence: tuple[Evidence, ...], classes: Mapping[str, Any]
) -> Checked:
    """Makes a record of a draft whose evidence is grounded.

    Args:
        facts: the article.
        topic: the topic of the draft.
        draft: what the model wrote.
        evidence: the words of the article that prove it.
        classes: class fields that code has decided; they stand over what the model chose.
    """
    build = _Build(facts, topic, draft, evidence)
    for name, kind in kinds(topic.record).items():
        if name != "evidence" and isinstance(kind, Verbatim) and name in draft:
            _FILL[kind.holds](build, name)
    for name, kind in kinds(topic.record).items():
        if isinstance(kind, Derived):
            _derive(build, name, kind.source)
        elif isinstance(kind, Choice) and name in draft:
            build.values[name] = draft[name]
    return _finish(build, classes)


def _complete_counts(build: _Build, checks: CountChecks) -> None:
    """Counts people of a draft without a number, or whose number only their being one explains."""
    refused = {r.detail.partition(":")[0]: r for r in build.refused}
    wrong = [name for name in checks.fields if name in refused]
    if any(refused[name].code not in ("number_mismatch", "not_found") for name in wrong):
        return
    uncounted = {name: value for name, value in build.values.items() if name not in checks.fields}
    for name in wrong:
        found = checks.completed(build.facts, build.evidence, {**uncounted, name: Count(text="")})
        said = {mention.value for mention in find_numbers(str(build.draft[name]))}
        if name in found and said <= {found[name].best}:
            build.values[name] = found[name]
            build.refused.remove(refused[name])
    if not wrong:
        build.values |= checks.completed(build.facts, build.evidence, build.values)


def _finish(build: _Build, classes: Mapping[str, Any]) -> Checked:
    record_type, counts = build.topic.record, build.topic.checks.counts
    if counts is not None:
        _complete_counts(build, counts)
    if counts is not None and not any(build.values.get(name) for name in counts.fields):
        wrong = next((r for r in build.refused if r.detail.partition(":")[0] in counts.fields), None)
        code, detail = (wrong.code, wrong.detail) if wrong else ("no_count", "no count that the evidence supports")
        return Checked(None, (Refused(code, detail, build.draft),))
    try:
        record = record_type.model_validate({**build.values, **classes, "evidence": build.evidence})
    except ValidationError as error:
        name = str(error.errors()[0]["loc"][0])
        known = next((r for r in build.refused if r.detail.startswith(f"{name}:")), None)
        code, detail = (known.code, known.detail) if known else ("missing_field", f"{name}: {error.errors()[0]['msg']}")
        return Checked(None, (Refused(code, detail, build.draft),))
    misfit = _misfit(record, build.topic)
    if misfit is not None:
        return Checked(None, (Refused("invalid_record", misfit, build.draft),))
    return Checked(record, tuple(build.refused))


def _misfit(record: Record, topic: Topic) -> str | None:
    """Why the class that a topic was made from does not take a record, or `None`."""
    if topic.model is None:
        return None
    try:
        as_model(record, topic.model)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        return f"{'.'.join(map(str, first['loc'])) or 'record'}: {first['msg']}"
    return None


def _fill_words(build: _Build, name: str) -> None:
    """Finds words, or each of a list of words, near the evidence."""
    drafted = build.draft[name]
    kept = []
    for words in drafted if isinstance(drafted, list) else [drafted]:
        found = _nearby(build, words)
        if isinstance(found, Refusal):
            build.refuse(name, found.code, found.detail)
        else:
            kept.append(_said(build.facts, found))
    if kept:
        build.values[name] = tuple(kept) if isinstance(drafted, list) else kept[0]


def _nearby(build: _Build, words: str) -> Match | Refusal:
    """Words in the evidence, or where they are not in it, near it."""
    within = build.facts.quotes.find(words, near=build.near, within=build.within)
    return within if isinstance(within, Match) else build.facts.quotes.find(words, near=build.near)


def _fill_date(build: _Build, name: str) -> None:
    """Finds the words of a date near the evidence, with those beside them that make it another day."""
    found = _nearby(build, build.draft[name])
    if isinstance(found, Refusal):
        build.refuse(name, found.code, found.detail)
        return
    text = build.facts.article.text
    start, end = widened(text, found.spans[0][0], found.spans[-1][1])
    build.values[name] = plain(text[start:end])


def _said(facts: IndexedArticle, match: Match) -> str:
    """The article's words at a match, without markup."""
    return plain(facts.article.text[match.spans[0][0] : match.spans[-1][1]])


def _fill_count(build: _Build, name: str) -> None:
    """Finds a count's words in the evidence, or at least its number."""
    words = str(build.draft[name])
    found = build.facts.quotes.find(words, near=build.near, within=build.within)
    if isinstance(found, Refusal):
        said = [mention.value for mention in find_numbers(plain(words))]
        text = build.within.of(build.facts.article.text)
        numbers = [*((m.start, m.end, m.value) for m in find_numbers(text)), *find_shares(text)]
        same = [text[start:end] for start, end, value in numbers if said and value == said[0]]
        number = (
            build.facts.quotes.find(same[0], near=build.near, within=build.within) if len(said) == 1 and same else found
        )
        if isinstance(number, Refusal):
            build.refuse(name, "number_mismatch" if said else "not_found", f"{words!r} is not in the evidence")
            return
        found = number
    text, span = build.facts.article.text, Span(found.spans[0][0], found.spans[-1][1])
    counts = build.topic.checks.counts
    wrong = counts.wrong(build.facts, span, name) if counts is not None and name in counts.fields else None
    if wrong is not None:
        build.refuse(name, wrong.code, wrong.detail)
    else:
        whole = plain(with_qualifiers(text, span, build.within.start).of(text))
        people = count_of(build.facts.actors, whole)
        anything = people.key is None and build.topic.form is not None
        build.values[name] = count_of_anything(whole) if anything else people


def _fill_money(build: _Build, name: str) -> None:
    """Finds a sum's words in the evidence; the evidence may name the country whose currency it is."""
    words = str(build.draft[name])
    found = build.facts.quotes.find(words, near=build.near, within=build.within)
    if isinstance(found, Refusal):
        code = "number_mismatch" if find_numbers(plain(words)) else "not_found"
        build.refuse(name, code, f"{words!r} is not in the evidence")
        return
    context = build.within.of(build.facts.article.text)
    money = Money.from_text(_said(build.facts, found), context=plain(context))
    if money.key is None:
        build.refuse(name, "unresolved", f"{words!r} names no sum")
    else:
        build.values[name] = money


def _fill_actor(build: _Build, name: str) -> None:
    actor = build.facts.actors.resolve(str(build.draft[name]), near=build.near)
    if actor is None:
        build.refuse(name, "name_mismatch", f"{build.draft[name]!r} is not named in the article")
    else:
        build.values[name] = actor


def _fill_nothing(build: _Build, name: str) -> None:
    """Evidence is grounded before."""


_FILL = {
    "words": _fill_words,
    "count": _fill_count,
    "money": _fill_money,
    "actor": _fill_actor,
    "date": _fill_date,
    "duration": _fill_words,
    "evidence": _fill_nothing,
}


def _derive(build: _Build, name: str, source: str) -> None:
    """Computes a derived field from the words that it rests on; a duration without a number ("permanent") has none."""
    words = build.values.get(source)
    if words is None:
        return
    kind = kinds(build.topic.record)[source]
    holds = kind.holds if isinstance(kind, Verbatim) else "words"
    value = resolve_date(words, build.facts.article.date) if holds == "date" else resolve_duration(words)
    if value is None and (holds == "date" or find_numbers(words)):
        build.refused.append(Refused("unresolved", f"{name}: {words!r} names no {name}", {source: words}))
    elif value is not None:
        build.values[name] = value
