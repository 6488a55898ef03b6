"""The incident that a toll is of: its place, its day, its weapon and who did it, from the sentence that tells of it.

"The ministry put the toll at 61 dead" says nothing of the attack; a sentence before it does. What a toll's own sentence
leaves unsaid is read from there, and that sentence becomes evidence too. A total over a time has no place or day but
its own.
"""

from __future__ import annotations

from summarizer.extraction.casualties.attacks import WEAPON, attack_at
from summarizer.extraction.casualties.blame import perpetrator_in
from summarizer.extraction.casualties.places import place_in
from summarizer.extraction.drafts import Draft
from summarizer.extraction.facts import ArticleFacts
from summarizer.extraction.wording import day_in

BACK = 4
"""How many sentences a toll may stand behind the one that tells of the attack."""

ACROSS = 1
"""How many ends of paragraphs may stand between."""

FIELDS = ("location", "date_text", "weapon", "perpetrator")
"""What is known of an incident."""


def origin_of(facts: ArticleFacts, sentence: int) -> int | None:
    """Returns the sentence before a toll's that tells of its attack; `None` where its own does, or none near.

    It stands in the same paragraph, or in the one before.
    """
    text, sentences = facts.article.text, facts.article.sentences
    if attack_at(sentences[sentence].of(text)) is not None:
        return None
    crossed = 0
    for at in range(sentence - 1, max(-1, sentence - 1 - BACK), -1):
        crossed += "\n\n" in text[sentences[at].end : sentences[at + 1].start]
        if crossed > ACROSS:
            break
        words = sentences[at].of(text)
        if attack_at(words) is not None or WEAPON.search(words) is not None:
            return at
    return None


def add_incident(
    facts: ArticleFacts, draft: Draft, sentence: int, near: int, speaker: str | None, *, total: bool
) -> Draft:
    """Returns a casualty draft with where, when, by what and by whom it happened, as far as the article says.

    Args:
        facts: the article.
        draft: the counts, and what the model wrote beside them.
        sentence: index of the sentence that is its evidence.
        near: offset of the toll in its sentence.
        speaker: whom the sentence is attributed to, who is no perpetrator.
        total: whether it is a total over a time.
    """
    own = _told(facts, sentence, speaker, near)
    if total:
        own.pop("date_text", None)
    origin = None if total else origin_of(facts, sentence)
    before: Draft = {}
    if origin is not None:
        there = facts.article.sentences[origin].of(facts.article.text)
        before = _told(facts, origin, speaker, attack_at(there) or 0)
    return {**draft, **before, **own}


def proved_elsewhere(facts: ArticleFacts, draft: Draft, sentence: int) -> list[int]:
    """Returns the sentences beside a toll's own that hold what the draft says of the incident and its own does not."""
    article = facts.article
    own = article.sentences[sentence].of(article.text)
    missing = [str(draft[name]) for name in FIELDS if name in draft and str(draft[name]) not in own]
    beside = [at for at in (origin_of(facts, sentence), sentence + 1) if at is not None and at < len(article.sentences)]
    return [at for at in beside if any(words in article.sentences[at].of(article.text) for words in missing)]


def _told(facts: ArticleFacts, sentence: int, speaker: str | None, near: int) -> Draft:
    """Returns what one sentence tells of an incident."""
    words = facts.article.sentences[sentence].of(facts.article.text)
    weapon = WEAPON.search(words)
    told = {
        "location": place_in(words, near, attacked=attack_at(words) is not None),
        "date_text": day_in(words, near),
        "weapon": weapon[0] if weapon is not None else None,
        "perpetrator": perpetrator_in(facts, sentence, near, speaker),
    }
    return {name: value for name, value in told.items() if value}
