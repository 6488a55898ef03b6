"""Classes that a draft's own evidence turns: a call to lift sanctions, a side urged to accept, a claim not made.

Few rules, each of which holds whatever the article: they read only the record's evidence and, for who owns an attack,
the sentences around it. What they can't tell stays as drafted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from summarizer.article import Span
from summarizer.indexing import IndexedArticle
from summarizer.schemas import Actor, CasualtyReport, CeasefirePosition, Evidence, Record, SanctionsCall
from summarizer.values.markup import plain


@dataclass(frozen=True, slots=True)
class Turn:
    """What the evidence makes of a record.

    Attributes:
        code: why it can't stand as drafted.
        detail: the same in words.
        record: the record as the evidence has it; `None` where it is none.
    """

    code: str
    detail: str
    record: Record | None


_EASING = (
    r"(?:lift(?:s|ed|ing)?|eas(?:e[ds]?|ing)|remov(?:e[ds]?|ing|al of)|suspend(?:s|ed|ing)?|suspension of"
    r"|repeal(?:s|ed|ing)?"
    r"|relax(?:es|ed|ing)?|scrap(?:s|ped|ping)?|drop(?:s|ped|ping)?|withdraw(?:s|n|ing)?|revok(?:e[ds]?|ing)"
    r"|rescind(?:s|ed|ing)?"
    r"|abolish(?:es|ed|ing)?|terminat(?:e[ds]?|ing)|loosen(?:s|ed|ing)?|end(?:s|ed|ing)?|an (?:immediate )?end to"
    r"|relief from)"
)
_SANCTIONS = r"(?:sanctions?|embargo(?:es)?|blockade|restrictions|restrictive measures|travel bans?|asset freezes?)"
_CALLING = (
    r"(?:call(?:s|ed|ing)? (?:on|for|upon)|appeal(?:s|ed|ing)?|urg(?:e[ds]?|ing)|ask(?:s|ed|ing)?|demand(?:s|ed"
    r"|ing)?|plead(?:s|ed|ing)?"
    r"|press(?:es|ed|ing)?|request(?:s|ed|ing)?|want(?:s|ed|ing)?|seek(?:s|ing)?|sought|campaign(?:s|ed|ing)? for"
    r"|push(?:es|ed|ing)? for|lobb\w+"
    r"|beg(?:s|ged)?|petition(?:s|ed)?)"
)
_CALL_TO_EASE = re.compile(
    rf"\b(?P<call>{_CALLING})\b(?P<gap>[^.;]{{0,90}}?)\b(?:{_EASING}(?: (?!to\b|impos)[\w'’-]+){{0,6}}? {_SANCTIONS}"
    rf"|{_SANCTIONS}(?: [\w'’-]+){{0,5}}? (?:to|should|must) be {_EASING})\b",
    re.I,
)
_NOT_CALLING = re.compile(
    r"\b(?:not|never|n['’]t|refus\w+|reject\w*|oppos\w+|against|ruled? out|until|unless|before|no)\b|\bwithout\b", re.I
)
_OTHER_CLAUSE = re.compile(r"[;:]|\b(?:while|whereas|but|although|after|as)\b", re.I)
_TO_ACCEPT = (
    r"(?:accept|agree|sign|declare|observe|honou?r|respect|commit|implement|extend|halt|cease|stop|lay down|take up"
    r"|embrace|endorse"
    r"|approve|adhere|comply|abide|hold their fire|hold its fire|join)\w*"
)
_EXHORTING = (
    r"(?:time for|call(?:s|ed|ing)? (?:on|for|upon)|urg(?:e[ds]?|ing)|press(?:es|ed|ing|ure[ds]?|uring)?(?: on)?"
    r"|ask(?:s|ed|ing)?|appeal(?:s|ed|ing)? (?:to|for)"
    r"|demand(?:s|ed|ing)? (?:that|of)|want(?:s|ed)?|insist(?:s|ed|ing)? that|up to|push(?:es|ed|ing)?|persuad\w+"
    r"|convinc\w+|expect(?:s|ed)?|hop(?:es|ed|ing) that|wait(?:s|ed|ing)? for)"
)
_DUTY = (
    r"(?:should|must|needs? to|ha(?:s|ve) to|ought to|would have to|could|might|(?:has|have|had) yet to"
    r"|(?:is|are) expected to)"
)
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


def turned(facts: IndexedArticle, record: Record) -> Turn | None:
    """What a record's evidence makes of its class where it contradicts it; `None` where it does not."""
    said = " ".join(plain(e.quote) for e in record.evidence)
    if isinstance(record, SanctionsCall) and record.status == "called_for" and _calls_to_ease(record.actor, said):
        opposed = record.model_copy(update={"status": "opposed"})
        return Turn("status_turned", "status: the evidence calls for the sanctions to be lifted or eased", opposed)
    if isinstance(record, CeasefirePosition) and record.stance == "accepts" and _is_called_on(record.actor, said):
        return Turn(
            "called_on", f"{record.actor.name!r} is called on to accept; the evidence does not say that it did", None
        )
    if isinstance(record, CasualtyReport) and record.responsibility == "claimed":
        return None if _owning(said) or _own_account(record) else _unclaimed(facts, record)
    return None


def _calls_to_ease(actor: Actor, said: str) -> bool:
    """True where the actor's own clause calls for sanctions to be lifted or eased."""
    for match in _CALL_TO_EASE.finditer(said):
        if _NOT_CALLING.search(said[max(0, match.start() - 30) : match.start()]) or _NOT_CALLING.search(match["gap"]):
            continue
        places = [m.end() for m in re.finditer(_named(actor), said[: match.start()])]
        if places and not _OTHER_CLAUSE.search(said[places[-1] : match.start()]):
            return True
    return False


def _is_called_on(actor: Actor, said: str) -> bool:
    """True where the actor is urged to accept, or should, and nowhere in the evidence does."""
    name = _named(actor)
    urged = re.search(
        rf"\b{_EXHORTING}\s(?:[\w'’-]+\s){{0,3}}?{name}(?:\s[\w'’-]+){{0,4}}?\s(?:to\s|must\s|should\s)?{_TO_ACCEPT}",
        said,
    )
    bound = re.search(rf"{name}(?:\s[\w'’-]+){{0,3}}?\s{_DUTY}\s(?:\w+ly\s)?{_TO_ACCEPT}", said)
    if not (urged or bound):
        return False
    own = (
        rf"{name}(?:[^.;]{{0,60}}?)\b(?:accepted|agreed|declared|announced|signed|has accepted|has agreed"
        r"|said (?:it|they) (?:would|will|had|accepts?))\b"
    )
    return re.search(own, said) is None


def _named(actor: Actor) -> str:
    """A pattern for an actor's name, or its last word."""
    last = re.findall(r"[\w'’-]+", actor.name)[-1]
    return rf"(?<!\w)(?:{re.escape(actor.name)}|{re.escape(last)})(?!\w)"


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
    answer = Evidence(
        quote=sentences[near].of(facts.article.text), start=sentences[near].start, end=sentences[near].end
    )
    return Turn("", "", record.model_copy(update={"evidence": (*record.evidence, answer)}))


def _own_account(record: CasualtyReport) -> bool:
    """True where the accused itself gives the toll."""
    source, accused = record.source, record.perpetrator
    if source is None or accused is None:
        return False
    return (source.party is not None and source.party == accused.party) or bool(
        re.search(_named(accused), source.name) or re.search(_named(source), accused.name)
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
    return re.search(_named(accused), said) is not None or accused.party in parties
