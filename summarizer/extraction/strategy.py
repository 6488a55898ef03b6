"""What a strategy is, and how far it has come."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from summarizer.extraction.facts import ArticleFacts
from summarizer.extraction.results import Extraction
from summarizer.llm.types import LLM
from summarizer.topics import Topic


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the work on an article: `done` of `total` questions on a topic are answered."""

    article_id: str
    topic: str
    done: int
    total: int


OnStep = Callable[[Step], None]


def ignore_step(_step: Step) -> None:
    """Takes no notice of progress."""


class Strategy(Protocol):
    """A way of asking a model for the records of a topic."""

    @property
    def name(self) -> str:
        """The strategy's name, which is also the second part of its prompts' names."""
        ...

    async def extract(self, facts: ArticleFacts, topic: Topic, llm: LLM, on_step: OnStep) -> Extraction:
        """Asks for a topic's records and checks them; model errors end up in `Extraction.failure`."""
        ...
