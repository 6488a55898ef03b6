"""Fields that code reads off the evidence: the measure, the condition, the duration, the day, and who says so."""

from __future__ import annotations

import re

from summarizer.extraction.casualties.toll_phrases import QUALIFIER
from summarizer.extraction.drafts import Draft
from summarizer.extraction.facts import ArticleFacts
from summarizer.extraction.mentions import around
from summarizer.extraction.positions.counterparties import counterparty_in
from summarizer.extraction.positions.measures import measure_in
from summarizer.extraction.unsupported import drop_unborne_counts
from summarizer.topics import Topic
from summarizer.values.dates.durations import resolve_duration
from summarizer.values.dates.resolving import find_dates
from summarizer.values.numbers import find_numbers

CONDITION = re.compile(
    r"\b(?:only (?:if|when|after|once)|if|unless|until|provided(?: that)?|"
    r"on condition that|in return for|in exchange for|"
    r"dependent on|conditional on|as long as)\b[^.;\n]{3,160}",
    re.IGNORECASE,
)
AFTER_THAT = re.compile(
    r"\bdemanded? ([^.;]{5,160}?),? with a (?:ceasefire|truce)[^.]{0,40} only after that", re.IGNORECASE
)
_TRUCE = r"(?:cease-?\s?fire|truce|pause|halt|lull|cessation|armistice|arrangement)"
CEASEFIRE = re.compile(rf"\b{_TRUCE}", re.IGNORECASE)
_LONG = (
    r"(?:at least |up to |about |nearly |a further |another )?(?:an?|\w+(?:-\w+)?)[- ](?:hour|day|week|month|year)s?"
)
DURATION = re.compile(
    rf"\b(?:for|of|lasting|lasts?|by)\s+(?P<stretch>{_LONG})\b|"
    rf"\b(?P<kind>{_LONG}(?:-long)?)(?= (?:(?!later|earlier|after|before|ago|the|of)[\w-]+ ){{0,2}}{_TRUCE})",
    re.IGNORECASE,
)
"""How long a ceasefire is to be: "for 30 days", "a three-week pause"."""

NEAR = 60
"""How far from the word for a ceasefire the words for how long it lasts may stand, in code points."""

QUALIFIED = re.compile(rf"^\W*(?:{QUALIFIER}|the)\s+", re.IGNORECASE)
TAIL = re.compile(
    r"\b(?:were|was|have been|has been|had been|dead|killed|injured|wounded|died|hurt)\b.*$", re.IGNORECASE
)
VAGUE = re.compile(r"(?:others?|more|of them|in total|in all)", re.IGNORECASE)
SAYS = (
    r"(?:said|says|say|saying|reported|reports|announced|added|told|confirmed|claimed|stated|quoted|put|puts|counted|"
    r"estimated?|estimates|acknowledged|concedes?|conceded|spoke|speaks?|gave|gives|recorded|verified|reckons?|raised)"
)
ACCORDING = re.compile(
    r"\baccording to |\bcited by |\bquoting |\bquoted |\bby the count of |\bcount by ", re.IGNORECASE
)
CALLS = r"(?:called|urged|demanded|appealed|warned|condemned|denied|blamed|accused|met|promised|vowed)"
COUNTS = re.compile(
    r"^['’]s (?:own )?(?:count|tally|reckoning|figures?|estimate|communique|bulletin|register)\b", re.IGNORECASE
)
SAID_BY_PRONOUN = re.compile(rf"\b(he|she|it|they) (?:also |later )?{SAYS}\b", re.IGNORECASE)
SAID_AFTER = re.compile(rf"^(?:, [^,.;]{{0,60}},)?(?: \w+){{0,2}} {SAYS}\b", re.IGNORECASE)
SAID_BEFORE = re.compile(rf"\b{SAYS}\W+(?:by )?$", re.IGNORECASE)


def conditions_in(words: str) -> list[str]:
    """Returns the conditions that the words set."""
    after = AFTER_THAT.search(words)
    if after:
        return [after[1].strip()]
    return [found[0].strip(" ,\"”'") for found in CONDITION.finditer(words)][:2]


def duration_in(words: str) -> str | None:
    """Returns the words for how long a ceasefire is to last: the nearest to a word for it, or `None`."""
    cues = [cue.start() for cue in CEASEFIRE.finditer(words)]
    spans = [d.span("stretch" if d["stretch"] else "kind") for d in DURATION.finditer(words)]
    found = [
        (min(abs(start - cue) for cue in cues), words[start:end])
        for start, end in spans
        if cues and resolve_duration(words[start:end]) is not None
    ]
    distance, nearest = min(found, default=(NEAR + 1, ""))
    return nearest if distance <= NEAR else None


def day_in(words: str, cue: int) -> str | None:
    """Returns the words for the day of what happens at an offset of a sentence, or `None`.

    A day that belongs to a verb of saying ("he said on Friday") is not the day of what happened.
    """
    dates = []
    for date in find_dates(words):
        before = words[max(0, date.start - 30) : date.start]
        if not date.edge and not re.search(rf"\b(?:{SAYS}|{CALLS})\b[^,]{{0,20}}$", before, re.IGNORECASE):
            dates.append(date)
    if not dates:
        return None
    return min(dates, key=lambda date: abs(date.start - cue)).words


def speaker_of(facts: ArticleFacts, sentence: int) -> str | None:
    """Returns the name of whom a sentence is attributed to, or `None` where the article says it in its own voice."""
    span = facts.article.sentences[sentence]
    text = facts.article.text
    best: tuple[int, str] | None = None
    for mention in facts.actors.actors_in(*span):
        before, after = around(text, span, mention)
        if find_numbers(mention.name):
            continue
        said = ACCORDING.search(before[-20:]) or SAID_BEFORE.search(before) or SAID_AFTER.match(after)
        if said or COUNTS.match(after):
            rank = mention.end - mention.start
            if best is None or rank > best[0]:
                best = (rank, mention.name)
    return best[1] if best else _antecedent(facts, sentence)


def _antecedent(facts: ArticleFacts, sentence: int) -> str | None:
    """Returns whom a pronoun stands for that a sentence is attributed to ("it said"), where that is decided."""
    span, text = facts.article.sentences[sentence], facts.article.text
    said = SAID_BY_PRONOUN.search(text, span.start, span.end)
    actor = facts.actors.resolve(said[1], near=span.start) if said is not None else None
    return actor.name if actor is not None and said is not None and actor.name.lower() != said[1].lower() else None


def victims_in(count: str) -> str | None:
    """Returns who were counted: the words of a count without its number and qualifier."""
    bare = QUALIFIED.sub("", count)
    for mention in find_numbers(bare)[:1]:
        bare = bare[mention.end :] if mention.start <= 2 else bare
    bare = TAIL.sub("", bare).strip(" ,.")
    return bare if re.search(r"[a-z]{3}", bare) and not VAGUE.fullmatch(bare) else None


def complete(facts: ArticleFacts, topic: Topic, draft: Draft, sentence: int) -> Draft:
    """Returns a draft with what code reads off its sentence; a model's words are not overwritten.

    Args:
        facts: the article.
        topic: the draft's topic.
        draft: what the model wrote.
        sentence: index of the sentence that is its evidence.
    """
    words = facts.article.sentences[sentence].of(facts.article.text)
    read: Draft = {}
    if topic.name == "casualties":
        draft = drop_unborne_counts(draft, words)
        counts = [str(draft[name]) for name in ("killed", "injured", "missing", "captured") if name in draft]
        read = {
            "victims": next((v for v in map(victims_in, counts) if v), None),
            "source": speaker_of(facts, sentence),
        }
    elif topic.name == "sanctions":
        read = {"measure": measure_in(words)}
    elif topic.name == "ceasefire":
        conditions = conditions_in(words) if draft.get("stance") == "conditional" else []
        read = {
            "counterparty": counterparty_in(facts, sentence, str(draft.get("actor", "")), str(draft.get("stance", ""))),
            "conditions": conditions,
            "duration_text": duration_in(words),
        }
    return {**{name: value for name, value in read.items() if value}, **draft}
