"""What the words around a toll say of it: its qualifier, its kind, its place, and who did it."""

from __future__ import annotations

import re

from summarizer.extraction.casualties.incidents import FIELDS, add_incident
from summarizer.extraction.casualties.toll_phrases import QUALIFIER
from summarizer.extraction.casualties.totals import is_total, toll_offset
from summarizer.extraction.drafts import Draft
from summarizer.extraction.facts import ArticleFacts
from summarizer.extraction.unsupported import VERBS
from summarizer.schemas import Count

QUALIFIED = re.compile(rf"\b(?:{QUALIFIER})\s+$", re.IGNORECASE)
NEXT_HARM = re.compile(
    r",? (?:and|while|with) (?:\w+ )?(?:injur|wound|kill|captur|kidnap|left|hurt)\w*\b.*$", re.IGNORECASE
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
    """Returns a casualty draft with what its sentence, or the one that tells of the attack, says of the incident.

    What the model says of it is not used: it takes the nearest name for the place, and a day of speaking for the day.
    """
    words = facts.article.sentences[sentence].of(facts.article.text)
    kept = {name: value for name, value in draft.items() if name not in FIELDS}
    near = toll_offset(draft, words)
    return add_incident(facts, kept, sentence, near, speaker, total=is_total(words, near))


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
