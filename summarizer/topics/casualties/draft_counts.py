"""Checks a casualties draft against its evidence: whether the harm happened, which harm, and to how many.

Plain rules over the words; whether harm is real stands in `reality`, who is one victim in `victims`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Any

from summarizer.article import Span
from summarizer.indexing import IndexedArticle
from summarizer.linking.counted_people import count_of
from summarizer.schemas import Count, Evidence
from summarizer.topics.casualties.reality import Counted, HarmField, unreal
from summarizer.topics.casualties.singular_victims import plain_verb, victims_in
from summarizer.topics.checks import Wrong
from summarizer.values.markup import plain

COUNT_FIELDS: tuple[HarmField, ...] = ("killed", "injured", "missing", "captured")

_LABELS: dict[HarmField, str] = {
    "killed": r"killed|dead|deaths?|fatalities|died|death toll",
    "injured": r"wounded|injured|injuries|hurt",
    "missing": r"missing|unaccounted for",
    "captured": r"captured|hostages|prisoners|abducted|kidnapped",
}
_LABEL_BEFORE = {
    field: re.compile(
        rf"(?:^|[\n|;,•*]\s*|\*\*)\W*(?:\w+ ){{0,2}}(?:{label})(?: so far| today)?\W{{0,3}}(?:\s*[:=|–—]|\s-\s)\W*$",
        re.I,
    )
    for field, label in _LABELS.items()
}
_LABEL_BEHIND = {
    field: re.compile(rf"^[ \t]*(?:people |persons )?(?:{label})\b[ \t]*[.;,]?[ \t]*(?:\n|$)", re.I)
    for field, label in _LABELS.items()
}
_LABEL_MARK = re.compile(r"(?:[:=|–—]|\s-\s)\W*$")
_LINE_OPEN = re.compile(r"(?:^|\n)[\s\W]*$")
_REASONS = {
    "hypothetical": "the evidence says that it would or could have happened, not that it did",
    "planned": "the evidence says that it was planned or threatened, not that it happened",
    "negated": "the evidence says that it did not happen",
    "denied_report": "the evidence calls the report untrue",
}


def wrong_with_count(facts: IndexedArticle, span: Span, name: str) -> Wrong | None:
    """Why the people counted at a span were not harmed so, by the sentence and the line around it; `None` if they were.

    Args:
        facts: the article.
        span: where the count stands.
        name: the harm that it is said to count.
    """
    field = next(field for field in COUNT_FIELDS if field == name)
    labelled = _label_at(facts.article.text, span)
    if labelled is not None:
        return None if labelled == field else Wrong("label_mismatch", f"the line counts the {labelled}")
    code = unreal(_counted(facts, span, field))
    return Wrong(code, _REASONS[code]) if code is not None else None


def add_singular_victims(
    facts: IndexedArticle, evidence: Sequence[Evidence], victims: str | None, counts: Mapping[HarmField, Count]
) -> dict[HarmField, Count]:
    """The counts of a draft that gives no number, where its evidence names one victim, or a few, or says "killed".

    Args:
        facts: the article.
        evidence: the words that prove the record.
        victims: who they were, where the draft says it.
        counts: the counts that the draft has.

    Returns:
        Counts that stand in place of those without a number, and of none.
    """
    if any(count.key is not None for count in counts.values()):
        return {}
    texts = [plain(e.quote) for e in evidence]
    for field in counts or COUNT_FIELDS:
        named = count_of(facts.actors, counts[field].text) if field in counts else None
        if named is not None and named.key is not None:
            return {field: named}
        for text in texts:
            found = victims_in(facts.actors, text, field, victims) or victims_in(facts.actors, text, field, None)
            if found is not None:
                return {field: found}
    if counts or victims is None:
        return {}
    for field in COUNT_FIELDS[:2]:
        verb = next((v for text in texts if victims in text and (v := plain_verb(text, field))), None)
        if verb is not None:
            return {field: Count(text=verb)}
    return {}


def _label_at(text: str, span: Span) -> HarmField | None:
    """The harm that the label of a list or table line names beside a count: "Wounded: 14", "14 wounded"."""
    before, after = text[max(0, span.start - 60) : span.start], text[span.end : span.end + 40]
    marked, opens = _LABEL_MARK.search(before), _LINE_OPEN.search(before)
    if not (marked or opens):
        return None
    for field in COUNT_FIELDS:
        if marked and _LABEL_BEFORE[field].search(before):
            return field
        if opens and _LABEL_BEHIND[field].match(after):
            return field
    return None


def _counted(facts: IndexedArticle, span: Span, field: HarmField) -> Counted:
    text, sentences = facts.article.text, facts.article.sentences
    at = max(0, bisect_right(sentences, span.start, key=lambda s: s.start) - 1)
    whole = sentences[at] if sentences else Span(0, len(text))
    start, end = min(whole.start, span.start), max(whole.end, span.end)
    following = sentences[at + 1].of(text) if at + 1 < len(sentences) else ""
    return Counted(
        plain(text[start : span.start]), plain(span.of(text)), plain(text[span.end : end]), plain(following), field
    )


class HarmedPeople:
    """The counts of a toll: each tells of harm that happened; a victim without a number is counted."""

    fields: tuple[str, ...] = COUNT_FIELDS

    def wrong(self, facts: IndexedArticle, span: Span, name: str) -> Wrong | None:
        """Why the people counted at a span were not harmed so."""
        return wrong_with_count(facts, span, name)

    def completed(
        self, facts: IndexedArticle, evidence: Sequence[Evidence], values: Mapping[str, Any]
    ) -> Mapping[str, Count]:
        """The counts of singular victims."""
        counts = {field: values[field] for field in COUNT_FIELDS if field in values}
        found = add_singular_victims(facts, evidence, values.get("victims"), counts)
        return {name: count for name, count in found.items()}
