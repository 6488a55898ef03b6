"""What the words of the evidence speak against: drafts that no record may be made of."""

from __future__ import annotations

import re

from summarizer.extraction.drafts import Draft
from summarizer.extraction.facts import ArticleFacts
from summarizer.schemas import Count
from summarizer.topics import Topic

KILLED = re.compile(
    r"\b(kill|dead|death|die[ds]?\b|dying|fatal|massacr|slain|slaughter|murder|"
    r"assassinat|execut|behead|toll|shot|gunned|"
    r"bod(?:y|ies)\b|lives?\b|lost|fallen|last rites|blown|martyr|perish|drown|victim|burn|blown up|casualt|claimed)",
    re.IGNORECASE,
)
INJURED = re.compile(r"\b(injur|wound|hurt|maim|casualt|burn|hospital|treated|suffered)", re.IGNORECASE)
MISSING = re.compile(r"\b(missing|unaccounted|disappear)", re.IGNORECASE)
CAPTURED = re.compile(
    r"\b(captur|hostage|captive|abduct|kidnap|seiz|prisoner|taken|took|held|holding|dragged|paraded|hands of)",
    re.IGNORECASE,
)
VERBS = {"killed": KILLED, "injured": INJURED, "missing": MISSING, "captured": CAPTURED}

PEOPLE = re.compile(
    r"\b(people|person|m[ae]n|wom[ae]n|child|boy|girl|civilian|soldier|troop|fighter|"
    r"rebel|militant|guard|officer|police|"
    r"member|worker|passenger|villager|resident|student|journalist|hostage|prisoner|captive|sailor|marine|staff|"
    r"others?|dozens|scores|hundreds|thousands|several|all|them|crew|famil|victim|bod(?:y|ies)|dead|combatant|\d)",
    re.IGNORECASE,
)
HYPOTHETICAL = re.compile(
    r"\b(?:threat(?:en|s)|could (?:kill|die)|would (?:kill|die)|might (?:kill|die)|"
    r"plan(?:s|ned)? to kill|vow(?:ed|s)? to|"
    r"risk of|fear(?:s|ed)? that|prepared to (?:kill|die))",
    re.IGNORECASE,
)
ACCIDENT = re.compile(
    r"\b(earthquake|flood|landslide|car crash|road accident|bus crash|plane crash|"
    r"derail|cholera|epidemic|virus|disease|"
    r"capsiz|ferry (?:sank|sinking)|mudslide|cyclone|hurricane|stampede|malaria|famine|starv|hunger|drought|"
    r"heart attack|boiler|methane|firedamp|gas leak|accident\b|accidental|mishandl|collision|collided)",
    re.IGNORECASE,
)
FICTION = re.compile(
    r"\b(film|movie|drama|novel|screenplay|opera|video game|television series|in the play|documentary)\b", re.IGNORECASE
)
TO_A_MACHINE = re.compile(
    r"\b(?:(?:disregard|ignore|forget) (?:\w+ ){0,3}instructions|(?:attention|note to|dear)[^.]{0,30}"
    r"\b(?:AI|artificial intelligence|language models?|assistants?)\b)",
    re.IGNORECASE,
)
"""Words that a text addresses to whatever reads it: what they order to be reported is no report."""

YEAR = re.compile(r"\b((?:19|20)\d\d)(s?)\b")
SPORT = re.compile(
    r"\b(fifa|uefa|olympic|football|federation|handball|league match|referee|doping|"
    r"athlet|tournament|derby|championship)",
    re.IGNORECASE,
)
NOT_SANCTIONS = re.compile(r"\bsanction(?:ed|s)? by (?:the )?(?:constitution|law|parliament|god)", re.IGNORECASE)

Objection = tuple[str, str]
"""A code and a sentence."""


def objection(facts: ArticleFacts, topic: Topic, draft: Draft, sentence: int) -> Objection | None:
    """Returns why no record may be made of a draft, or `None`.

    Args:
        facts: the article.
        topic: the draft's topic.
        draft: what the model wrote, completed by what code read.
        sentence: index of the sentence that is its evidence.
    """
    words = facts.article.sentences[sentence].of(facts.article.text)
    if _to_a_machine(facts, sentence):
        return "instruction", "the text tells a machine what to report"
    if topic.name == "casualties":
        return _casualties(draft, words) or _background(facts, words)
    if topic.name == "sanctions" and (SPORT.search(words) or SPORT.search(str(draft.get("actor", "")))):
        return "sport", "a sport body's penalty is no sanction"
    if topic.name == "sanctions" and NOT_SANCTIONS.search(words):
        return "other_sense", "the word has another sense here"
    return None


def _casualties(draft: Draft, words: str) -> Objection | None:
    if HYPOTHETICAL.search(words):
        return "hypothetical", "deaths that are threatened or feared are none"
    if ACCIDENT.search(words):
        return "accident", "an accident, a disaster or a disease is no violence"
    if FICTION.search(words):
        return "fiction", "a work of fiction is no report"
    if not any(name in draft for name in VERBS):
        return "no_count", "the model gave no count"
    return None


def _to_a_machine(facts: ArticleFacts, sentence: int) -> bool:
    """Tells whether a sentence, or one before it in its paragraph, is addressed to whatever reads the text."""
    span, text = facts.article.sentences[sentence], facts.article.text
    paragraph = max(text.rfind("\n\n", 0, span.start), 0)
    return TO_A_MACHINE.search(text, paragraph, span.end) is not None


def _background(facts: ArticleFacts, words: str) -> Objection | None:
    """Deaths that a sentence places in years long gone, and in no later one, are background."""
    date = facts.article.date
    if date is None:
        return None
    years = [int(found[1]) + (9 if found[2] else 0) for found in YEAR.finditer(words)]
    ongoing = re.search(
        r"\b(?:since|so far|to date|ha(?:s|ve) (?:been )?(?:killed|died|claimed))\b", words, re.IGNORECASE
    )
    if years and not ongoing and max(years) < date.year - 1:
        return "background", "deaths over a year old are background"
    return None


def drop_unborne_counts(draft: Draft, words: str) -> Draft:
    """Returns a draft without the counts whose verb the evidence lacks, or that count no people."""
    kept = dict(draft)
    for name, verb in VERBS.items():
        if name in kept and not (verb.search(words) and _counts_people(str(kept[name]))):
            del kept[name]
    return kept


def _counts_people(words: str) -> bool:
    """Tells whether words may be a count of people: a number, or words for people or for their death."""
    count = Count.from_text(words)
    if count.key is None and not re.search(r"\b(killed|died|dead|injured|wounded|hurt)\b", words, re.IGNORECASE):
        return False
    return len(words) <= 160 and not (count.key is not None and count.key > 50_000_000)
