"""Articles read by code alone: a model that has no answer, and what came of a topic."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from summarizer.article import Article
from summarizer.extraction import Extraction, extract, strategy_named
from summarizer.llm.scripted import ScriptedLLM
from summarizer.schemas import CasualtyReport, CeasefirePosition, Record, SanctionsCall
from summarizer.topics import CASUALTIES, CEASEFIRE, SANCTIONS, Topic

DATE = "2025-05-18"
"""A Sunday: the day on which every article was published."""

SomeRecord = TypeVar("SomeRecord", bound=Record)


async def read(topic: Topic, text: str) -> Extraction:
    """What is read of an article; its records stand in the article word for word, and no model was asked."""
    article, llm = Article.from_text(text, date=DATE), ScriptedLLM([])
    (extraction,) = await extract(article, (topic,), llm, strategy_named("passages"))
    assert llm.requests == []
    assert extraction.failure is None
    for record in extraction.records:
        assert record.evidence
        assert all(article.text[e.start : e.end] == e.quote for e in record.evidence)
    return extraction


def _of(kind: type[SomeRecord], extraction: Extraction) -> Sequence[SomeRecord]:
    return [record for record in extraction.records if isinstance(record, kind)]


async def tolls(text: str) -> Sequence[CasualtyReport]:
    """The tolls of an article."""
    return _of(CasualtyReport, await read(CASUALTIES, text))


async def counts(text: str) -> list[dict[str, int | None]]:
    """The counts of each toll of an article: harm → best number."""
    found = []
    for record in await tolls(text):
        harms = {"killed": record.killed, "injured": record.injured, "missing": record.missing}
        harms["captured"] = record.captured
        found.append({harm: count.best for harm, count in harms.items() if count is not None})
    return found


async def stances(text: str) -> dict[str, str]:
    """Actor → stance of the positions on a ceasefire; an article in which one actor has two is not meant for this."""
    found = _of(CeasefirePosition, await read(CEASEFIRE, text))
    assert len({record.actor.name for record in found}) == len(found)
    return {record.actor.name: record.stance for record in found}


async def ceasefire(text: str) -> Sequence[CeasefirePosition]:
    """The positions on a ceasefire."""
    return _of(CeasefirePosition, await read(CEASEFIRE, text))


async def sanctions(text: str) -> Sequence[SanctionsCall]:
    """The positions on sanctions."""
    return _of(SanctionsCall, await read(SANCTIONS, text))
