"""Topics: what to look for, the words that give it away, and how to ask for it.

A topic joins a record class, cue stems, the model's view of the record and its prompts. Third parties add topics by the
entry point group `summarizer.topics`, each entry a `Topic`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.metadata import entry_points

from summarizer.errors import UsageError
from summarizer.prompts import Prompt, packaged
from summarizer.schemas import CasualtyReport, CeasefirePosition, Record, SanctionsCall


@dataclass(frozen=True)
class Topic:
    """What to look for in an article, and how to ask for it.

    Attributes:
        name: the key of its records in a briefing.
        title: for people to read.
        record: the class of its records.
        cues: regular expressions for the words without which a sentence can't hold a record; matched at a word's
            beginning, case ignored.
        short_names: the name under which a small model sees a field; it is not asked for a field that is not here.
        prompts: its prompts by strategy; the packaged ones unless given.
    """

    name: str
    title: str
    record: type[Record]
    cues: tuple[str, ...]
    short_names: Mapping[str, str] = field(default_factory=dict)
    prompts: Mapping[str, Prompt] = field(default_factory=dict)

    @cached_property
    def cue_pattern(self) -> re.Pattern[str]:
        """The cues as one pattern."""
        return re.compile(r"(?<!\w)(?:" + "|".join(self.cues) + ")", re.IGNORECASE)

    def prompt(self, strategy: str) -> Prompt:
        """Returns the prompt for a strategy.

        Raises:
            UsageError: the topic has no prompt for it.
        """
        if strategy in self.prompts:
            return self.prompts[strategy]
        try:
            return packaged(self.name, strategy)
        except FileNotFoundError:
            raise UsageError(f"topic {self.name!r} has no prompt for the strategy {strategy!r}: give it one") from None


CASUALTIES = Topic(
    name="casualties",
    title="Casualties",
    record=CasualtyReport,
    cues=(
        "kill",
        "dead",
        "death",
        "die[ds]?\\b",
        "dying",
        "injur",
        "wound",
        "casualt",
        "fatal",
        "massacr",
        "slain",
        "slay",
        "slaughter",
        "murder",
        "assassinat",
        "execut(?:ed|ion)",
        "behead",
        "missing",
        "hostage",
        "captur",
        "captive",
        "abduct",
        "kidnap",
        "prisoner",
        "bod(?:y|ies)\\b",
        "(?:lost|claimed|took|taken|cost) [\\w ,-]{0,40}lives\\b",
        "loss of life",
        "victim",
        "toll",
        "shot",
        "gunned",
        "maim",
        "hurt",
        "martyr",
        "perish",
    ),
    short_names={
        "killed": "killed",
        "injured": "injured",
        "missing": "missing",
        "captured": "captured",
        "victims": "victims",
        "location": "where",
        "date_text": "when",
        "weapon": "weapon",
        "perpetrator": "by",
        "source": "says",
    },
)

SANCTIONS = Topic(
    name="sanctions",
    title="Sanctions",
    record=SanctionsCall,
    cues=(
        "sanction",
        "embargo",
        "blacklist",
        "asset[s]? freez",
        "fr[eo]ez(?:e|es|ing|en)?\\b",
        "froze",
        "visa",
        "travel ban",
        "travel restriction",
        "restrictive measure",
        "punitive measure",
        "designat",
        "price cap",
        "arms ban",
        "penalt",
        "(?:trade|travel|export|import|financial|visa|economic) restriction",
        "boycott",
        "blockade",
    ),
    short_names={"actor": "actor", "status": "status", "target": "target", "measure": "measure", "source": "says"},
)

CEASEFIRE = Topic(
    name="ceasefire",
    title="Ceasefire",
    record=CeasefirePosition,
    cues=(
        "cease-?\\s?fire",
        "truce",
        "armistice",
        "cessation",
        "halt (?:in|to|of)",
        "pause",
        "hostilities",
        "lull",
        "stop(?:ped|ping)? (?:the )?(?:fighting|fire|shelling|attacks|bombing)",
        "end (?:to )?(?:the )?(?:fighting|attacks|shelling|hostilities)",
        "halt(?:ed|ing)? (?:the |all |its |their )?(?:fighting|attacks|shelling|strikes|operations|fire|offensive)",
        "silence (?:the|their|its) guns",
        "CFA\\b",
        "lay(?:ing)? down (?:their |its )?arms",
    ),
    short_names={
        "actor": "actor",
        "stance": "stance",
        "counterparty": "with",
        "conditions": "conditions",
        "duration_text": "lasting",
    },
)


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
