"""Reads positions on sanctions off an article: who, which status, against whom, and what is asked or done."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from summarizer.article import Span
from summarizer.indexing import IndexedArticle
from summarizer.roles import adapter_version
from summarizer.schemas import Record, SanctionsCall
from summarizer.topics.positions import Least, Placed, ReadSentence, read_sentences
from summarizer.topics.sanctions.measures import measure_of
from summarizer.topics.sanctions.sectors import sector_of
from summarizer.topics.sanctions.senses import only_approves, refusers
from summarizer.topics.topic import Draft, Objection, Proposal, Topic

TARGET = "target"

LEAST = Least(named=0.9, beside=0.9)
"""Chosen on real articles and on the golden set's half to work with: evals/README.md."""

SPORT = re.compile(
    r"\b(?:fifa|uefa|olympic|football|handball|basketball|cricket|rugby|league match|referee|doping|athlet|tournament|"
    r"championship|derby)",
    re.IGNORECASE,
)
OTHER_SENSE = re.compile(r"\bsanction(?:ed|s)? by (?:the )?(?:constitution|law|parliament|god)\b", re.IGNORECASE)


class SanctionsReader:
    """Reads the positions of an article."""

    @property
    def version(self) -> str:
        """The version of the role classifier."""
        return adapter_version()

    def decided(self, record: Record) -> Mapping[str, object]:
        """The class fields that the words of a finished record decide."""
        if not isinstance(record, SanctionsCall) or record.measure is None:
            return {}
        told = f"{record.measure} {record.target.name if record.target is not None else ''}"
        return {"sector": sector_of(told, record.evidence[0].quote)}

    def read(self, article: IndexedArticle, topic: Topic) -> Sequence[Proposal]:
        """One draft for each actor and sentence."""
        sentences = [_with_refusals(article, topic, one) for one in read_sentences(article, topic, LEAST)]
        return [
            _propose(article, topic, sentence, before, placed)
            for sentence, before in zip(sentences, (None, *sentences), strict=False)
            for placed in sentence.positions(others=(TARGET,))
        ]


def _with_refusals(article: IndexedArticle, topic: Topic, sentence: ReadSentence) -> ReadSentence:
    """A sentence in which whoever would not support any sanctions opposes them, as the grammar has it."""
    heads = {head.i for head in refusers(article.parse.sentence(sentence.index), topic.cue_pattern)}
    actors = (
        replace(placed, role="opposed", probability=1.0) if placed.phrase.head.i in heads else placed
        for placed in sentence.actors
    )
    return replace(sentence, actors=tuple(actors))


def _propose(
    article: IndexedArticle, topic: Topic, sentence: ReadSentence, before: ReadSentence | None, placed: Placed
) -> Proposal:
    text, words = article.article.text, article.words(sentence.index)
    draft: Draft = {"actor": placed.words(text), "status": placed.role}
    target = sentence.nearest(TARGET, placed) or _target_before(sentence, before, placed)
    if target is not None:
        draft["target"] = target.words(text)
    measure = measure_of(article.parse.sentence(sentence.index), topic.weak_cue_pattern, placed.phrase.span.start)
    if measure is not None:
        draft["measure"] = measure.of(text)
    sector = sector_of(f"{draft.get('measure', '')} {draft.get('target', '')}", words)
    evidence: tuple[Span, ...] = (article.article.sentences[sentence.index],)
    modifies = placed.phrase.head.dep_ in {"compound", "amod", "nmod", "poss"}
    objection = _objection(article, topic, sentence.index)
    if objection is None and modifies and placed.role == "imposed" and target is None:
        objection = Objection("no_target", "sanctions are called someone's, and no one is named whom they hit")
    return Proposal(draft, evidence, {"sector": sector}, objection)


def _target_before(sentence: ReadSentence, before: ReadSentence | None, placed: Placed) -> Placed | None:
    """The target that the sentence before names, where this one only refers to the sanctions."""
    if sentence.names_topic or before is None or before.index != sentence.index - 1:
        return None
    return before.nearest(TARGET, placed)


def _objection(article: IndexedArticle, topic: Topic, sentence: int) -> Objection | None:
    words = article.words(sentence)
    if SPORT.search(words):
        return Objection("sport", "a sport body's penalty is no sanction")
    if OTHER_SENSE.search(words) or only_approves(article.parse.sentence(sentence), topic.weak_cue_pattern):
        return Objection("other_sense", "the word has another sense here")
    return None
