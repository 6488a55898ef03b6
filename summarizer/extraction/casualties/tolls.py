"""What the words around a toll say of it: its qualifier, its kind, its place, and who did it."""

from __future__ import annotations

import re

from summarizer.extraction.casualties.incidents import add_incident
from summarizer.extraction.casualties.toll_phrases import QUALIFIER
from summarizer.extraction.class_rules import is_total
from summarizer.extraction.dates.resolving import find_dates
from summarizer.extraction.drafts import Draft
from summarizer.extraction.facts import ArticleFacts
from summarizer.extraction.unsupported import VERBS
from summarizer.schemas import Count

QUALIFIED = re.compile(rf"\b(?:{QUALIFIER})\s+$", re.IGNORECASE)
NEXT_HARM = re.compile(
    r",? (?:and|while|with) (?:\w+ )?(?:injur|wound|kill|captur|kidnap|left|hurt)\w*\b.*$", re.IGNORECASE
)
NO_PLACE = re.compile(r"^(?:since|during|after|before|when|the incident|the attack|the blast)\b", re.IGNORECASE)
PLACED = re.compile(
    r"\b(?:in|near|at|on|off|outside|inside|around|across|along|from|towards?|between|over|north of|south of|"
    r"east of|west of)(?: the| a| an)?(?: [\w-]+)? ?$",
    re.IGNORECASE,
)
PLACE_WORD = re.compile(
    r"(?-i:[A-Z][\w’'-]+)"
    r"(?: (?:province|region|district|city|village|town|state|camp|hills|valley|road|bridge|quarter))?$|"
    r"\b(?:village|town|city|camp|region|district|province|hospital|school|market|road|bridge|quarter|suburb|area|port|"
    r"island|valley|coast|border|square|station|university|hills|farm|enclave|checkpoint|capital|street)s?\b",
    re.IGNORECASE,
)
Toll = dict[str, str]


def refine_toll(facts: ArticleFacts, draft: Draft, sentence: int, speaker: str | None) -> Draft:
    """Returns a casualty draft with what its sentence says beyond the model's words.

    Args:
        facts: the article.
        draft: what the model wrote.
        sentence: index of the sentence that is its evidence.
        speaker: whom the sentence is attributed to, who is no perpetrator.
    """
    words = facts.article.sentences[sentence].of(facts.article.text)
    return add_surroundings(facts, {**without_counts(draft), **_counts(draft, words)}, sentence, speaker)


def figures(draft: Draft) -> set[int]:
    """Returns the figures that a draft's counts stand for."""
    keys = (Count.from_text(str(draft[name])).key for name in VERBS if name in draft)
    return {key for key in keys if key is not None}


def without_counts(draft: Draft) -> Draft:
    """Returns what a draft says beside its counts."""
    return {name: value for name, value in draft.items() if name not in VERBS}


def add_surroundings(facts: ArticleFacts, draft: Draft, sentence: int, speaker: str | None) -> Draft:
    """Returns a casualty draft with what its sentence, or the one that tells of the attack, says of the incident."""
    words = facts.article.sentences[sentence].of(facts.article.text)
    kept = {name: value for name, value in draft.items() if name not in ("weapon", "perpetrator", "date_text")}
    if not _is_place(str(draft.get("location", "")), words):
        kept.pop("location", None)
    near = toll_offset(draft, words)
    return add_incident(facts, kept, sentence, near, speaker, total=is_total(words, near))


def toll_offset(draft: Draft, words: str) -> int:
    """Returns where the first count of a draft stands in its sentence; 0 where it does not stand there as written."""
    counts = (words.find(str(draft[name])) for name in VERBS if name in draft)
    return min((at for at in counts if at >= 0), default=0)


def _is_place(place: str, words: str) -> bool:
    """Tells whether a sentence places something there: behind a preposition, with a name or a noun of a place."""
    at = words.find(place)
    if not place or at < 0 or NO_PLACE.match(place) or find_dates(place):
        return False
    return bool(PLACED.search(words[:at]) or PLACED.match(place)) and bool(PLACE_WORD.search(place))


def _counts(draft: Draft, words: str) -> Toll:
    """The counts of a draft with their qualifiers, under the kind of harm that their own words name."""
    counts: Toll = {}
    for name in VERBS:
        if name not in draft:
            continue
        text = NEXT_HARM.sub("", str(draft[name]))
        at = words.find(text)
        qualifier = QUALIFIED.search(words[max(0, at - 25) : at]) if at > 0 else None
        counts[_kind(name, text)] = f"{qualifier[0]}{text}" if qualifier else text
    return counts


def _kind(name: str, text: str) -> str:
    """The kind of harm that a count's own words name, or that under which the model wrote it."""
    if re.search(r"\b(hostage|captive|kidnapped|abducted|captured|taken prisoner)", text, re.IGNORECASE):
        return "captured"
    if name == "killed" and re.search(r"\b(wounded|injured)\b", text, re.IGNORECASE):
        return name if re.search(r"\b(killed|dead|died)\b", text, re.IGNORECASE) else "injured"
    return name


def join_tolls(drafts: list[tuple[Draft, int]]) -> list[tuple[Draft, int]]:
    """Joins drafts of one sentence that count different harms: "killed 175 people and injured 350 others"."""
    joined: list[tuple[Draft, int]] = []
    for draft, sentence in drafts:
        harms = set(draft) & set(VERBS)
        twin = next(
            (i for i, (other, at) in enumerate(joined) if at == sentence and not harms & set(other) & set(VERBS)), None
        )
        if twin is None or not harms:
            joined.append((draft, sentence))
        else:
            other, _ = joined[twin]
            joined[twin] = ({**draft, **other}, sentence)
    return joined
