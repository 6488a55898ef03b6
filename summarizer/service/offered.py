"""The topics that a service looks for: those of its settings, and others by name. A client names no files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from summarizer.briefing import Briefing
from summarizer.errors import UsageError
from summarizer.nearest import did_you_mean
from summarizer.topics import Topic, all_topics, known_topics


class Offered:
    """What clients may ask for.

    Args:
        by_default: the topics that are looked for where a request names none.
    """

    def __init__(self, by_default: Iterable[Topic]) -> None:
        self._by_default = tuple(by_default)
        own = {topic.name: topic for topic in self._by_default}
        self.topics: Mapping[str, Topic] = {**own, **{n: t for n, t in known_topics().items() if n not in own}}

    def chosen(self, names: Iterable[str]) -> tuple[Topic, ...]:
        """The topics of the given names, each once; those that are looked for by default where there are none.

        Raises:
            UsageError: unknown topic of a name.
        """
        wanted = tuple(dict.fromkeys(names))
        unknown = next((name for name in wanted if name not in self.topics), None)
        if unknown is not None:
            hint = did_you_mean(unknown, self.topics)
            raise UsageError(f"unknown topic {unknown[:60]!r}: {hint}choose from {', '.join(self.topics)}")
        return tuple(self.topics[name] for name in wanted) or self._by_default


def reviewable(briefing: Briefing) -> Mapping[str, Topic]:
    """The topics of which a briefing may have records: its own, and those that are looked for by default."""
    own = ((name, briefing.topic(name)) for name in briefing.records)
    return {**{name: topic for name, topic in own if topic is not None}, **all_topics()}


def topic_to_review(briefing: Briefing, name: str) -> Topic:
    """A topic of which a briefing may have records.

    Raises:
        UsageError: it is not one of them.
    """
    topics = reviewable(briefing)
    if name not in topics:
        raise UsageError(f"unknown topic {name[:60]!r}: choose from {', '.join(topics)}")
    return topics[name]
