"""The `Strategy` protocol, and the progress of a strategy."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from summarizer.extraction.results import Extraction
from summarizer.indexing import IndexedArticle
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
    """A way of asking a model for the records of an article."""

    @property
    def name(self) -> str:
        """The strategy's name, which is also the second part of its prompts' names."""
        ...

    async def extract_all(
        self, facts: IndexedArticle, topics: Sequence[Topic], llm: LLM, on_step: OnStep
    ) -> tuple[Extraction, ...]:
        """Asks for the records of topics and checks them; model errors end up in `Extraction.failure`.

        Returns:
            One extraction a topic, in the order of `topics`.
        """
        ...

    def versions(self, topics: Sequence[Topic]) -> dict[str, str]:
        """The versions of the prompts and readers that decide the records of topics, by name."""
        ...
