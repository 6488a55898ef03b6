"""Verifies a briefing's summary against its records: composed again, or put through the gate again."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import partial

from summarizer.accuracy import is_voiced
from summarizer.article import Article
from summarizer.contract import BriefingData, SummarySentence, record_labels
from summarizer.schemas import Record
from summarizer.summary import check_sentence, check_words, compose_summary
from summarizer.topics import road_of

Wrong = tuple[str, str, str]
"""Place, code and words of something that does not hold."""


def summary_again(
    briefing: BriefingData, article: Article, *, only: Collection[str] | None = None
) -> tuple[SummarySentence, ...]:
    """The summary that this release composes of a briefing's records.

    Args:
        briefing: the briefing.
        article: its article.
        only: labels of the records to tell of; all of them by default.
    """
    voiced = partial(is_voiced, road_of(briefing.prompts, briefing.model), model=briefing.model)
    return compose_summary(briefing.records, article, only=only, voiced=voiced)


def check_summary(briefing: BriefingData, article: Article, *, first_version: bool = False) -> Iterator[Wrong]:
    """Yields the sentences of a summary that the records do not bear out.

    Args:
        briefing: the briefing.
        article: its article.
        first_version: whether it was written in version 1, whose sentences another release composed: the gate checks
            their numbers, names and quotes then.
    """
    if first_version or briefing.summary_by == "model":
        yield from _gated(briefing, article, words_only=first_version)
    elif briefing.summary_by == "composed":
        yield from _compared(briefing.summary, summary_again(briefing, article))
    elif briefing.summary:
        yield "summary", "summary_mismatch", "no summary was asked for, and there is one"


def _compared(found: Sequence[SummarySentence], again: Sequence[SummarySentence]) -> Iterator[Wrong]:
    expected = [sentence.text for sentence in again]
    for number, sentence in enumerate(found, 1):
        place = f"summary {number}"
        if sentence.text not in expected:
            instead = expected[number - 1] if number <= len(expected) else "nothing"
            yield place, "summary_mismatch", f"the records give {instead!r}, and not {sentence.text!r}"
            continue
        known = again[expected.index(sentence.text)]
        if (sentence.records, sentence.evidence) != (known.records, known.evidence):
            yield place, "summary_mismatch", f"it rests on {', '.join(known.records)}, with other evidence or labels"
    texts = [sentence.text for sentence in found]
    for text in expected:
        if text not in texts and len(texts) < len(expected):
            yield "summary", "summary_mismatch", f"the records give a sentence that is not there: {text!r}"
    if sorted(texts) == sorted(expected) and texts != expected:
        yield "summary", "summary_mismatch", "its sentences stand in another order"


def _gated(briefing: BriefingData, article: Article, *, words_only: bool) -> Iterator[Wrong]:
    """The sentences that the gate refuses, but for those that were composed in place of a refused one."""
    for number, sentence in enumerate(briefing.summary, 1):
        cited = _cited(briefing, sentence)
        if words_only:
            wrong = check_words(sentence.text, cited)
        else:
            siblings = [r for found in briefing.records.values() for r in found if not any(r is c for c in cited)]
            wrong = check_sentence(sentence.text, cited, siblings=siblings, title=briefing.article.title or "")
        composed = summary_again(briefing, article, only=sentence.records) if wrong and sentence.records else ()
        if wrong is not None and sentence.text not in [one.text for one in composed]:
            code, _, detail = wrong.partition(": ")
            yield f"summary {number}", code, detail


def _cited(briefing: BriefingData, sentence: SummarySentence) -> list[Record]:
    """The records that a sentence names, or where it names none, those whose evidence is all among its own."""
    labels = record_labels(briefing.records)
    labelled = {n: r for topic, rs in briefing.records.items() for n, r in zip(labels[topic], rs, strict=True)}
    if sentence.records:
        return [labelled[label] for label in sentence.records if label in labelled]
    spans = {(e.start, e.end) for e in sentence.evidence}
    return [r for r in labelled.values() if spans.issuperset((e.start, e.end) for e in r.evidence)]
