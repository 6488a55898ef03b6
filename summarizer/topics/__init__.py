"""Topics: what to look for, the words that point to it, and how to read or ask for it.

Each topic is a package of its own behind `Topic`. Two more come as files and are looked for when named. Users bring
others as a file, a class or, from an installed package, by the entry point group `summarizer.topics`, each entry a
`Topic` or the path of a topic file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Any, get_args

from summarizer.errors import UsageError
from summarizer.nearest import did_you_mean
from summarizer.schemas import CasualtyReport, CeasefirePosition, Record, SanctionsCall, TopicForm
from summarizer.topics.casualties import CASUALTIES
from summarizer.topics.ceasefire import CEASEFIRE
from summarizer.topics.own import Example
from summarizer.topics.sanctions import SANCTIONS
from summarizer.topics.telling import Telling
from summarizer.topics.topic import Draft, Objection, Proposal, Reader, Topic, TopicOptions
from summarizer.topics.topic_file import load_topic_file

__all__ = [
    "CASUALTIES",
    "CEASEFIRE",
    "SANCTIONS",
    "Draft",
    "Example",
    "Objection",
    "PositionRecord",
    "Proposal",
    "Reader",
    "TollRecord",
    "Topic",
    "TopicOptions",
    "all_topics",
    "choose_topics",
    "is_topic_file",
    "known_topics",
    "position_topics",
    "road_of",
    "shipped_names",
    "telling_of",
    "tellings",
    "toll_topic",
    "topic_of",
    "topic_of_form",
]

PositionRecord = CeasefirePosition | SanctionsCall
"""A record that says where an actor stands."""

TollRecord = CasualtyReport
"""A record that counts people harmed."""

FILES = Path(__file__).parent / "files"
"""The topic files that this package ships."""


@cache
def all_topics() -> Mapping[str, Topic]:
    """The topics that are looked for unless others are named: the packaged ones, and those of installed packages.

    Raises:
        UsageError: an installed package brings something that is no topic, or takes a name that is taken.
    """
    topics = {topic.name: topic for topic in (CASUALTIES, SANCTIONS, CEASEFIRE)}
    shipped = _shipped()
    for entry in entry_points(group="summarizer.topics"):
        topic = _installed(entry)
        if topic.name in topics or topic.name in shipped:
            raise UsageError(
                f"entry point {entry.value!r}: the name {topic.name!r} is taken by another topic: rename it"
            )
        topics[topic.name] = topic
    return topics


def _installed(entry: EntryPoint) -> Topic:
    """The topic that an installed package brings.

    Raises:
        UsageError: it can't be loaded, or is no topic.
    """
    try:
        topic = entry.load()
        topic = load_topic_file(topic) if isinstance(topic, str | Path) else topic
    except (ImportError, AttributeError, UsageError) as error:
        raise UsageError(
            f"entry point {entry.value!r} can't be loaded: {error}: mend or uninstall its package"
        ) from error
    if not isinstance(topic, Topic):
        raise UsageError(f"entry point {entry.value!r} must be a Topic or the path of a topic file: mend its package")
    return topic


@cache
def _shipped() -> Mapping[str, Topic]:
    topics = (load_topic_file(path) for path in sorted(FILES.glob("*.yaml")))
    return {topic.name: topic for topic in topics}


def known_topics() -> Mapping[str, Topic]:
    """Every topic that has a name here: all that are looked for, and those that come as files."""
    return {**all_topics(), **_shipped()}


def topic_of(record: Record) -> Topic | None:
    """The topic of a record by its class, of those that are looked for by default; `None` of other topics."""
    return next((topic for topic in all_topics().values() if isinstance(record, topic.record)), None)


def telling_of(record: Record) -> Telling[Any] | None:
    """How the records of a record's topic are told; `None` where the topic does not say."""
    topic = topic_of(record)
    return topic.telling if topic is not None else None


def tellings() -> tuple[Telling[Any], ...]:
    """How the records of each topic are told, of the topics that are looked for by default and say so."""
    return tuple(topic.telling for topic in all_topics().values() if topic.telling is not None)


def position_topics() -> Mapping[str, Telling[Any]]:
    """The topics whose records are positions, by name, and how they are told."""
    found = ((name, topic.telling) for name, topic in all_topics().items() if topic.record in get_args(PositionRecord))
    return {name: telling for name, telling in found if telling is not None}


def toll_topic() -> Topic:
    """The topic whose records count people harmed."""
    return next(topic for topic in all_topics().values() if topic.record is TollRecord)


def is_topic_file(name: str) -> bool:
    """True of a name that is the path of a topic file: it ends in .yaml or .yml, or has a separator in it."""
    return name.endswith((".yaml", ".yml")) or "/" in name or "\\" in name


def choose_topics(names: Sequence[str | Topic] = ()) -> tuple[Topic, ...]:
    """The topics of the given names and files, each once, or all that are looked for when none is given.

    Args:
        names: names of topics, paths of topic files, or topics.

    Raises:
        UsageError: there is no topic of a name, a file is not right, or two topics have one name.
    """
    if not names:
        return tuple(all_topics().values())
    chosen: dict[str, Topic] = {}
    for name in names:
        topic = _topic(name)
        known = chosen.setdefault(topic.name, topic)
        if topic is not known and (topic.form is None or topic.form != known.form):
            raise UsageError(f"two topics are named {topic.name!r}: rename one")
    return tuple(chosen.values())


def _topic(name: str | Topic) -> Topic:
    known = known_topics()
    if isinstance(name, Topic):
        if name.form is not None and name.name in known and known[name.name].form != name.form:
            raise UsageError(f"the name {name.name!r} belongs to another topic: choose another name")
        return name
    if is_topic_file(name):
        return _of_file(name)
    if name not in known:
        raise UsageError(
            f"unknown topic {name!r}: {did_you_mean(name, known)}choose from {', '.join(known)}, or give a topic file"
        )
    return known[name]


def _of_file(name: str) -> Topic:
    own = next(iter(shipped_names(name)), None)
    return _shipped()[own] if own is not None else load_topic_file(name, taken=known_topics())


def shipped_names(path: str) -> set[str]:
    """The name that a topic file has here already, where it is one of those that this package ships."""
    found = Path(path).resolve()
    return {found.stem} if found.parent == FILES.resolve() and found.stem in _shipped() else set()


@cache
def _of_form(form_json: str) -> Topic:
    return Topic.from_form(TopicForm.model_validate_json(form_json))


def topic_of_form(form: TopicForm) -> Topic:
    """A topic as a stored briefing describes it: enough to read, show, verify and score its records."""
    return _of_form(form.model_dump_json())


def road_of(prompts: Mapping[str, str], model: str) -> str:
    """The road on which a briefing was made: `passages` or `document`.

    Args:
        prompts: version of the prompt or reader used, by topic, as a briefing has them.
        model: the model's spec; decides where the versions are of another release.
    """
    for name, version in prompts.items():
        topic = known_topics().get(name)
        for road in ("passages", "document"):
            if topic is not None and topic.has(road) and topic.version(road) == version:
                return road
    return "passages" if model == "local" or model.startswith("local:") else "document"
