"""`--estimate`: prints the expected calls, tokens and cost of a run; sends nothing."""

from __future__ import annotations

import sys
from contextlib import suppress

from pydantic import BaseModel

from summarizer.article import Article
from summarizer.assembly import brief_article
from summarizer.batch import CountingLLM, Source, estimate_batch
from summarizer.errors import ReplyError
from summarizer.extraction import Room, strategy_named
from summarizer.llm.connect import profile_with
from summarizer.llm.limits import estimate_tokens
from summarizer.llm.provider_batch_limits import discounted
from summarizer.llm.settings import Settings
from summarizer.llm.specs import ModelSpec
from summarizer.llm.types import Request
from summarizer.summary import summary_by_default, summary_request
from summarizer.topics import choose_topics
from summarizer.usage import Usage, dollars

ANSWER_TOKENS = {"document": 400, "passages": 60}
"""About how long an answer is, in tokens, by strategy: measured over hosted models and the embedded one."""


def estimate(source: Source, settings: Settings, names: tuple[str, ...], *, by_provider: bool = False) -> int:
    """Prints what briefing the articles would ask and cost, and returns the exit code.

    Args:
        source: the articles.
        settings: the model; no key is needed.
        names: names of the topics; all of them if empty.
        by_provider: whether the provider's Batch API will serve the requests, for half the price.
    """
    profile = profile_with(settings, ModelSpec.parse(settings.model, base_url=settings.base_url))
    room = Room(profile.context_window, profile.max_output_tokens)
    strategy = strategy_named(profile.strategy, calls=profile.calls, room=room)
    topics = tuple(topic for topic in choose_topics(names) if topic.reader_on(strategy.name) is None)
    answer = ANSWER_TOKENS[strategy.name]

    async def ask(article: Article, llm: CountingLLM) -> None:
        if topics:  # those read by code ask nothing
            await brief_article(article, topics, llm, strategy)
        if (settings.summary or summary_by_default(settings.model)) == "model":
            with suppress(ReplyError):  # counted, never answered
                await llm.complete(summary_request({}, article))

    def size(request: Request[object]) -> tuple[int, int]:  # type: ignore[type-var]  # any reply will do
        model: type[BaseModel] = request.response_model  # type: ignore[assignment]  # requests are for models
        lists = len(model.model_fields)  # a shared question has one a topic
        return estimate_tokens(message.content for message in request.messages), answer * lists

    found = estimate_batch(source, ask, size)
    usage = Usage(prompt_tokens=found.prompt_tokens, completion_tokens=found.completion_tokens)
    prices = discounted(profile.prices) if by_provider else profile.prices
    cost = "unknown" if prices is None else dollars(prices.cost(usage))
    sys.stdout.write(
        f"articles    {found.articles:>14,}\n"
        f"requests    {found.requests:>14,}\n"
        f"tokens read {found.prompt_tokens:>14,}  (about four bytes a token)\n"
        f"written     {found.completion_tokens:>14,}  (about {answer} a topic)\n"
        f"cost        {cost:>14}\n"
    )
    if found.unreadable:
        sys.stderr.write(f"summarizer: {found.unreadable} files or rows hold no readable article\n")
    return 0
