"""Reads positions on a ceasefire off an article: who, which stance, towards whom, on what condition, for how long."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from summarizer.indexing import IndexedArticle
from summarizer.roles import adapter_version
from summarizer.schemas import CeasefirePosition, Record
from summarizer.topics.ceasefire.history import is_history
from summarizer.topics.ceasefire.terms import conditions_of, duration_of, scope_of
from summarizer.topics.positions import Least, Placed, ReadSentence, read_sentences
from summarizer.topics.topic import Draft, Objection, Proposal, Topic

ADDRESSED = "addressed"

LEAST = Least(named=0.5, beside=0.9)
"""Chosen on real articles and on the golden set's half to work with: evals/README.md."""

UNCONDITIONAL = re.compile(r"\bunconditional", re.IGNORECASE)
OTHER_SENSE = re.compile(
    r"\b(?:football|handball|club|season|coach|tariff|trade war|price war|supermarket|airline|brewer|dressing room|"
    r"league)\b",
    re.IGNORECASE,
)
"""Words of sport and trade, where truces are figures of speech."""


class CeasefireReader:
    """Reads the positions of an article."""

    @property
    def version(self) -> str:
        """The version of the role classifier."""
        return adapter_version()

    def decided(self, record: Record) -> Mapping[str, object]:
        """The class fields that the words of a finished record decide."""
        if not isinstance(record, CeasefirePosition):
            return {}
        words = record.evidence[0].quote
        unconditional = bool(UNCONDITIONAL.search(words)) and record.stance != "conditional"
        return {"scope": scope_of(words), "unconditional": unconditional}

    def read(self, article: IndexedArticle, topic: Topic) -> Sequence[Proposal]:
        """One draft for each actor and sentence."""
        return [
            _propose(article, topic, sentence, placed)
            for sentence in read_sentences(article, topic, LEAST)
            for placed in sentence.positions(others=(ADDRESSED,))
            if sentence.names_topic or placed.role != "violates_alleged"  # other accusations stand beside a ceasefire
        ]


def _propose(article: IndexedArticle, topic: Topic, sentence: ReadSentence, placed: Placed) -> Proposal:
    text, words = article.article.text, article.words(sentence.index)
    tokens = article.parse.sentence(sentence.index)
    draft: Draft = {"actor": placed.words(text), "stance": placed.role}
    other = sentence.nearest(ADDRESSED, placed)
    if other is not None:
        draft["counterparty"] = other.words(text)
    conditions = conditions_of(tokens, text) if placed.role == "conditional" else ()
    if conditions:
        draft["conditions"] = list(conditions)
    duration = duration_of(words)
    if duration is not None:
        draft["duration_text"] = duration
    classes = {
        "scope": scope_of(words),
        "unconditional": bool(UNCONDITIONAL.search(words)) and placed.role != "conditional",
    }
    objection = None
    if OTHER_SENSE.search(words):
        objection = Objection("other_sense", "the word is a figure of speech here")
    elif is_history(tokens, topic.cue_pattern, placed.phrase.head):
        objection = Objection("background", "how an earlier ceasefire ended is background")
    return Proposal(draft, (article.article.sentences[sentence.index],), classes, objection)
