"""From an article to its briefing: extracts every topic and assembles the results."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from functools import partial

from summarizer.accuracy import is_voiced
from summarizer.article import Article
from summarizer.briefing import ArticleInfo, Briefing, Failure, Rejected
from summarizer.errors import ModelUnavailable
from summarizer.extraction import Extraction, OnStep, Strategy, extract, ignore_step
from summarizer.language import foreign_language
from summarizer.llm.types import LLM, Usage
from summarizer.schemas import TopicForm
from summarizer.summary import Summary, SummaryMode, compose_summary, summary_prompt, write_summary
from summarizer.topics import Topic, road_of


async def brief_article(
    article: Article,
    topics: tuple[Topic, ...],
    llm: LLM,
    strategy: Strategy,
    on_step: OnStep = ignore_step,
    *,
    summary: SummaryMode = "composed",
) -> Briefing:
    """Makes the briefing of an article.

    Args:
        article: the article.
        topics: what to look for.
        llm: the model.
        strategy: how to ask it.
        on_step: told of every answer.
        summary: who writes the summary; the model is asked once more for it.

    Raises:
        ModelUnavailable: the model can't be reached or refused the credentials; no topic would fare better.
    """
    extractions = await extract(article, topics, llm, strategy, on_step)
    for extraction in extractions:
        if isinstance(extraction.failure, ModelUnavailable):
            raise extraction.failure
    prompts = strategy.versions(topics)
    forms = {topic.name: topic.form.bare for topic in topics if topic.form is not None}
    composed = summary == "composed"
    briefing = assemble(article, extractions, model=llm.name, prompts=prompts, forms=forms, composed=composed)
    if summary == "model":
        voiced = partial(is_voiced, road_of(prompts, llm.name), model=llm.name)
        written = await write_summary(briefing.records, article, llm, voiced=voiced)
        briefing = _with_summary(briefing, written).with_article(article)
    elif summary == "none":
        briefing = briefing.model_copy(update={"summary": (), "summary_by": "none"}).with_article(article)
    return _told_apart(briefing, article, topics) if strategy.name == "passages" else briefing


def _told_apart(briefing: Briefing, article: Article, topics: tuple[Topic, ...]) -> Briefing:
    """The briefing, its topics failed where the article is in a language that the road for small models can't read."""
    language = foreign_language(article.text)
    if language is None:
        return briefing
    message = (
        f"the article is in {language}, and the road for small models reads English only: "
        "use a larger model with `--strategy document`, or give an English translation"
    )
    failed = {failure.topic for failure in briefing.failures}
    unread = tuple(
        Failure(topic=t.name, error="UnreadLanguage", message=message) for t in topics if t.name not in failed
    )
    return briefing.model_copy(update={"failures": briefing.failures + unread}).with_article(article)


def _with_summary(briefing: Briefing, written: Summary) -> Briefing:
    """The briefing with a summary that the model was asked for, and with what came of asking."""
    failed = written.failure
    failures = () if failed is None else (Failure(topic="summary", error=type(failed).__name__, message=str(failed)),)
    prompts = {**briefing.prompts, "summary": summary_prompt().version} if written.by == "model" else briefing.prompts
    return briefing.model_copy(
        update={
            "summary": written.sentences,
            "summary_by": written.by,
            "prompts": prompts,
            "rejected": briefing.rejected + written.rejected,
            "failures": briefing.failures + failures,
            "usage": briefing.usage + written.usage,
        }
    )


def assemble(
    article: Article,
    extractions: tuple[Extraction, ...],
    *,
    model: str,
    prompts: dict[str, str],
    forms: Mapping[str, TopicForm] | None = None,
    composed: bool = True,
) -> Briefing:
    """Puts the extractions of an article's topics together, with a summary that code composes unless told otherwise."""
    records = {e.topic: e.records for e in extractions}
    voiced = partial(is_voiced, road_of(prompts, model), model=model)
    briefing = Briefing(
        article=ArticleInfo.of(article),
        model=model,
        prompts=prompts,
        created_at=datetime.datetime.now(datetime.UTC).replace(microsecond=0),
        summary=compose_summary(records, article, voiced=voiced) if composed else (),
        topics=forms or {},
        records=records,
        rejected=tuple(Rejected(topic=e.topic, reason=r.reason, draft=r.draft) for e in extractions for r in e.refused),
        failures=tuple(
            Failure(topic=e.topic, error=type(e.failure).__name__, message=str(e.failure))
            for e in extractions
            if e.failure is not None
        ),
        usage=sum((e.usage for e in extractions), Usage()),
    )
    return briefing.with_article(article)
