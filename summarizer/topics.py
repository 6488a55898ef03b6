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
        cues: regular expressions for the words that give a record away; matched at a word's beginning, case ignored.
        weak_cues: words that give one away only in an article that has a cue elsewhere.
        class_field: the class field for which a small model is asked of each actor in a passage; `None` where it is
            asked to copy records.
        other_parts: what else an actor of a passage may be, beside the classes of that field: name of the part → the
            record field that it fills.
        short_names: the name under which a small model sees a field; it is not asked for a field that is not here.
        prompts: its prompts by strategy; the packaged ones unless given.
    """

    name: str
    title: str
    record: type[Record]
    cues: tuple[str, ...]
    weak_cues: tuple[str, ...] = ()
    class_field: str | None = None
    other_parts: Mapping[str, str] = field(default_factory=dict)
    short_names: Mapping[str, str] = field(default_factory=dict)
    prompts: Mapping[str, Prompt] = field(default_factory=dict)

    @cached_property
    def cue_pattern(self) -> re.Pattern[str]:
        """The cues as one pattern."""
        return _at_word_start(self.cues)

    @cached_property
    def weak_cue_pattern(self) -> re.Pattern[str]:
        """Cues and weak cues as one pattern."""
        return _at_word_start(self.cues + self.weak_cues)

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


def _at_word_start(stems: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:" + "|".join(stems) + ")", re.IGNORECASE)


CASUALTIES = Topic(
    name="casualties",
    title="Casualties",
    record=CasualtyReport,
    cues=(
        r"kill",
        r"dead\b",
        r"deaths?\b",
        r"die[ds]?\b",
        r"dying",
        r"injur",
        r"wound",
        r"casualt",
        r"fatal",
        r"massacr",
        r"slain",
        r"slaughter",
        r"murder",
        r"assassinat",
        r"executed",
        r"behead",
        r"missing\b",
        r"hostage",
        r"captive",
        r"abduct",
        r"kidnap",
        r"(?:captur|seiz|taken prisoner|took prisoner)",
        r"(?:lost|claimed|took|taken|cost) [\w ,-]{0,40}\blives?\b",
        r"loss of life",
        r"(?:death )?toll\b",
        r"shot\b",
        r"gunned",
        r"maim",
        r"hurt\b",
        r"martyr",
        r"perish",
        r"drown",
        r"burn(?:ed|t|s)\b",
        r"lost \w+ (?:men|soldiers|people|fighters)",
        r"blown up",
        r"bod(?:y|ies)\b",
        r"victims?\b",
        r"prisoners?\b",
        r"last rites",
        r"(?:took|taken|taking) away",
        r"in the hands of",
        r"(?:had|have|were) fallen",
        r"went down with",
    ),
    short_names={
        "killed": "killed",
        "injured": "injured",
        "missing": "missing",
        "captured": "captured",
        "location": "where",
        "weapon": "weapon",
        "perpetrator": "by",
    },
)

SANCTIONS = Topic(
    name="sanctions",
    title="Sanctions",
    record=SanctionsCall,
    cues=(
        r"sanction",
        r"embargo",
        r"blacklist",
        r"asset[s]? freez",
        r"fr(?:ee|o)z(?:e|es|ing|en)\b[^.]{0,40}\b(?:asset|account|fund)",
        r"(?:asset|account|fund)s?\b[^.]{0,40}\b(?:fr(?:ee|o)z|block)",
        r"travel ban",
        r"visa (?:ban|restriction)",
        r"from obtaining visas",
        r"(?:trade|travel|export|import|financial|economic) (?:ban|restriction|curb)",
        r"restrictive measures",
        r"punitive measures",
        r"arms ban",
        r"price cap",
        r"snapback",
        r"terror(?:ist)? list",
        r"list of terror",
        r"freez\w+ [^.]{0,40}\bmoney",
        r"restrictions on [^.]{0,40}\b(?:travel|accounts|trade|exports|imports)",
    ),
    weak_cues=(
        r"measures\b",
        r"restrictions?\b",
        r"bann?(?:ed|s|ing)?\b",
        r"barr(?:ed|ing)\b",
        r"(?:the|new|fresh|further|EU|UN|these) listings?\b",
        r"listings? of\b",
        r"asset",
        r"executive order",
        r"licen[cs]e",
        r"unfr[eo]",
        r"repeal",
        r"boycott",
        r"(?:draft )?resolution\b",
        r"package\b",
        r"designat",
        r"curbs?\b",
        r"penalt",
        r"prohibit",
        r"forb[ia]d\w* [^.]{0,40}(?:deliver|sale|export|import|trade|weapon|arms|transit)",
        r"visas?\b",
        r"(?:its|their|the|clos\w+) ports\b",
        r"(?:stop|halt)(?:s|ped|ing)? (?:\w+ ){0,2}(?:buying|selling|purchases|trade|imports|exports|sales|payments)",
        r"fr(?:ee|o)z(?:e|es|ing|en)\b",
        r"dual-use",
        r"on (?:\w+ ){1,2}(?:list|register)\b",
        r"act of piracy",
    ),
    class_field="status",
    other_parts={"target": "target"},
)

CEASEFIRE = Topic(
    name="ceasefire",
    title="Ceasefire",
    record=CeasefirePosition,
    cues=(
        r"cease-?\s?fire",
        r"truce",
        r"armistice",
        r"cessation of",
        r"(?:pause|halt|lull) (?:in|to|of) (?:the |all )?"
        r"(?:fighting|hostilities|attacks|shelling|strikes|fire|violence)",
        r"(?:stop|end|halt|suspend|cease)(?:ped|ping|ing|ed|s)? (?:the |all |its |their |to (?:the |all )?)?"
        r"(?:fighting|hostilities|shelling|attacks|strikes|fire\b|firing|military action|operations)",
        r"h[eo]ld (?:its|their|his|her) fire",
        r"silence (?:the|their|its) guns",
        r"CFA\b",
    ),
    weak_cues=(
        r"pauses?\b",
        r"halt\b",
        r"lull\b",
        r"h[eo]ld(?:s|ing)? (?:\w+ )?fire\b",
        r"lay(?:s|ing)? down (?:\w+ )?arms",
        r"cessation\b",
        r"suspension\b[^.]{0,30}\b(?:operations?|attacks|offensive|strikes)",
        r"(?:operations?|attacks|offensive|strikes|campaign) [^.]{0,20}suspended\b",
        r"prolong",
        r"accord\b",
        r"arrangement\b",
        r"(?:stop|halt|cease|end)(?:s|ped|ing)? (?:its |their |his |own |military )+"
        r"(?:attacks|strikes|action|operations?)\b",
    ),
    class_field="stance",
    other_parts={"addressed": "counterparty"},
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


def road_of(prompts: Mapping[str, str], model: str) -> str:
    """The road on which a briefing was made: `passages` or `document`.

    Args:
        prompts: version of the prompt used, by topic, as a briefing has them.
        model: the model's spec; decides where the versions are of another release.
    """
    for name, version in prompts.items():
        topic = all_topics().get(name)
        for road in ("passages", "document"):
            try:
                if topic is not None and topic.prompt(road).version == version:
                    return road
            except UsageError:
                continue  # a topic of one's own may have a prompt for one road only
    return "passages" if model == "local" or model.startswith("local:") else "document"
