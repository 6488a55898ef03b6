"""Topics: what to look for, the words that give it away, and how to read or ask for it.

Each topic is a package of its own behind `Topic`. Third parties add topics by the entry point group
`summarizer.topics`, each entry a `Topic`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.metadata import entry_points

from summarizer.errors import UsageError
from summarizer.topics.casualties import CASUALTIES
from summarizer.topics.ceasefire import CEASEFIRE
from summarizer.topics.sanctions import SANCTIONS
from summarizer.topics.topic import Draft, Objection, Proposal, Reader, Topic

__all__ = [
    "CASUALTIES",
    "CEASEFIRE",
    "SANCTIONS",
    "Draft",
    "Objection",
    "Proposal",
    "Reader",
    "Topic",
    "all_topics",
    "choose_topics",
    "road_of",
]


@cache
def all_topics() -> Mapping[str, Topic]:
    """Returns every topic by name: the packaged ones, then those that installed packages bring.

    Raises:
        UsageError: an installed package brings something that is no topic, or takes a name that is taken.
    """
    topics = {topic.name: topic for topic in (CASUALTIES, SANCTIONS, CEASEFIRE)}
    for entry in entry_points(group="summarizer.topics"):
        topic = entry.load()
        if not isinstance(topic, Topic) or topic.name in topics:
            raise UsageError(f"entry point {entry.value!r} must be a Topic with a name of its own: mend or remove it")
        topics[topic.name] = topic
    return topics


def choose_topics(names: tuple[str, ...] = ()) -> tuple[Topic, ...]:
    """Returns the topics of the given names, or all of them when none is given.

    Raises:
        UsageError: there is no topic of a name.
    """
    topics = all_topics()
    for name in names:
        if name not in topics:
            raise UsageError(f"there is no topic {name!r}: choose from {', '.join(topics)}")
    return tuple(topics[name] for name in names or topics)


def road_of(prompts: Mapping[str, str], model: str) -> str:
    """The road on which a briefing was made: `passages` or `document`.

    Args:
        prompts: version of the prompt or reader used, by topic, as a briefing has them.
        model: the model's spec; decides where the versions are of another release.
    """
    for name, version in prompts.items():
        topic = all_topics().get(name)
        for road in ("passages", "document"):
            if topic is not None and topic.has(road) and topic.version(road) == version:
                return road
    return "passages" if model == "local" or model.startswith("local:") else "document"
