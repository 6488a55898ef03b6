"""Records of topics that are neither tolls nor positions, each as a sentence."""

from __future__ import annotations

from collections.abc import Iterator

from summarizer.contract import BriefingData
from summarizer.summary import sentence_about
from summarizer.topics import position_topics, toll_topic


def other_rows(briefing: BriefingData) -> Iterator[tuple[object, ...]]:
    """The records of a briefing's other topics, as the store keeps them: with their sentence and first quote."""
    known = {toll_topic().name, *position_topics()}
    for topic, records in briefing.records.items():
        found = briefing.topic(topic)
        for place, record in enumerate(records if topic not in known else ()):
            first = record.evidence[0]
            title = found.title if found is not None else topic
            text = sentence_about(topic, record)
            yield (briefing.article.id, topic, place, title, text, first.quote, first.start)
