"""An attack drafted as claimed: the words by which the accused owns it, or there is no claim."""

from __future__ import annotations

import re

from summarizer.article import Span
from summarizer.indexing import IndexedArticle
from summarizer.schemas import Actor, CasualtyReport
from summarizer.topics.checks import Turn, name_pattern, said_in
from summarizer.values.markup import plain

_CLAIMING = (
    r"claim(?:s|ed|ing)? (?:(?:their|its|full|joint|the) )?(?:responsibilit(?:y|ies)|credit|attack|bombing|killing)"
    r"|claim(?:s|ed) (?:to have|that (?:it|its|they|their))"
    r"|(?:t(?:ook|aken|aking|akes?)|assum(?:e[ds]?|ing)|accept(?:s|ed|ing)?|own(?:s|ed) up to) (?:the )?(?:full )?"
    r"(?:responsibility|credit|blame)"
    r"|(?:responsibility|credit) (?:was|has been|had been) claimed"
    r"|(?:put|set|lent) (?:its|their|his|her) names? to"
    r"|(?:was|were|is|as) (?:theirs|its own|their own|their work|its work)"
    r"|admit(?:s|ted|ting)?|acknowledg(?:e[ds]?|ing)|conced(?:e[ds]?|ing)|confess(?:es|ed)|boast(?:s|ed|ing)?"
)
"""Words that own a deed, whoever speaks them."""

_SPEAKING = (
    r"(?:said|says?|saying|stated?|states|told|tells|according to|statement|announc(?:e[ds]?|ing)"
    r"|confirm(?:s|ed|ing)?|insist(?:s|ed|ing)?|maintain(?:s|ed)|explain(?:s|ed)|added|adds|wrote|writes|declared"
    r"|let it be known)"
)
_DEED = (
    r"(?:struck|hit|strik\w+|target(?:ed|ing)|attack(?:ed|ing)?|ambush\w*|carried out|conducted|launched|kill(?:ed|ing)"
    r"|eliminat\w+|destroy(?:ed|ing)|shell(?:ed|ing)|bomb(?:ed|ing)|fir(?:ed|ing)|operat\w+|raid(?:ed|s)?|neutrali[sz]ed"
    r"|shot|dismantl\w+|captur(?:ed|ing)|seized|hold(?:s|ing)?|held|took|taken|stormed|blew up|blown up"
    r"|put out of action|opened fire|returned fire|were? aimed|was aimed|sank|sunk|downed|brought down"
    r"|retaliat\w+|responded)"
)
_OWN = (
    r"(?:it|its|they|their|them|he|his|she|her|we|us|our|i"
    r"|the (?:army|military|air force|forces|navy|troops|soldiers|fighters))"
)
_ATTACK = r"the (?:strikes?|attacks?|raids?|operations?|shelling|bombing|ambush)"
_OWNING = re.compile(
    rf"\b(?:{_CLAIMING}|(?:investigation|inquiry|probe) (?:has )?found)\b"
    rf"|\b{_SPEAKING}\b[^.;]{{0,140}}?\b{_OWN}\b[^.;]{{0,60}}?\b{_DEED}\b"
    rf"|\b{_SPEAKING}\b[^.;]{{0,60}}?\b{_ATTACK}\b[^.;]{{0,40}}?\b{_DEED}\b"
    rf"|\b{_OWN}\b[^.;]{{0,60}}?\b{_DEED}\b[^.;]{{0,140}}?\b{_SPEAKING}\b",
    re.I,
)
_CLAIMED = re.compile(rf"\b(?:{_CLAIMING})\b", re.I)
_DENYING = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|denials?|disown\w*|repudiat\w+|dismiss\w+|fabricat\w+|no (?:part|hand|role) in"
    r"|(?:had|has|have|did|does|do|was|were|would) (?:not|never)|\w+n['’]t|nothing to do with)\b",
    re.I,
)
_REACH = 3
"""Sentences on each side of the evidence in which the accused may own the deed."""


def turned(facts: IndexedArticle, record: CasualtyReport) -> Turn | None:
    """What the evidence, and the sentences around it, make of a claim; `None` where it says what was drafted."""
    if record.responsibility != "claimed" or _owning(said_in(record)) or _own_account(record):
        return None
    return _unclaimed(facts, record)


def _unclaimed(facts: IndexedArticle, record: CasualtyReport) -> Turn | None:
    """A claim without words that own the deed: those from near by as further evidence; without any, no claim."""
    first, last = record.evidence[0].start, record.evidence[-1].end
    sentences = facts.article.sentences
    inside = [n for n, s in enumerate(sentences) if s.start < last and first < s.end]
    reach = range(inside[0] - _REACH, inside[-1] + _REACH + 1) if inside else range(0)
    owning = [
        n
        for n, span in enumerate(sentences)
        if record.perpetrator
        and (
            _owns(facts, record.perpetrator, span)
            or (n in reach and _CLAIMED.search(plain(span.of(facts.article.text))))
        )
    ]
    if not owning:
        responsibility = "alleged" if record.perpetrator is not None else "unknown"
        detail = "responsibility: no words of the accused that own the attack stand in the article"
        return Turn("not_claimed", detail, record.model_copy(update={"responsibility": responsibility}))
    near = next((n for n in owning if n in reach), None)
    if near is None:
        return None
    answer = facts.evidence(sentences[near])
    return Turn("", "", record.model_copy(update={"evidence": (*record.evidence, *answer)}))


def _own_account(record: CasualtyReport) -> bool:
    """True where the accused itself gives the toll."""
    source, accused = record.source, record.perpetrator
    if source is None or accused is None:
        return False
    return (source.party is not None and source.party == accused.party) or bool(
        re.search(name_pattern(accused), source.name) or re.search(name_pattern(source), accused.name)
    )


def _owning(said: str) -> bool:
    """True where words own a deed and do not deny it."""
    return bool(_CLAIMED.search(said)) or (bool(_OWNING.search(said)) and not _DENYING.search(said))


def _owns(facts: IndexedArticle, accused: Actor, span: Span) -> bool:
    """True where a sentence names the accused, or its party, and owns a deed."""
    said = plain(span.of(facts.article.text))
    if not _owning(said):
        return False
    parties = {m.party for m in facts.actors.actors_in(span.start, span.end)} if accused.party is not None else set()
    return re.search(name_pattern(accused), said) is not None or accused.party in parties
