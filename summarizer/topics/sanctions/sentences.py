"""Sentences about calls for, steps toward and statements against sanctions."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping, Sequence

from summarizer.phrasing.numbers import in_house_style
from summarizer.phrasing.wording import Wording, is_noun_phrase, joined, quoted, sentence
from summarizer.phrasing.words import LEXICON
from summarizer.schemas import Actor, SanctionsCall
from summarizer.topics.telling import according_to, grouped

_LONGEST_MEASURE, _LONGEST_TARGET, _LONGEST_QUOTE, _SHORTEST_QUOTE = 12, 8, 14, 3
_HEADS = LEXICON.measures_on | LEXICON.measures_against
_VERBAL = re.compile(
    r"(?:what|which|how|whether|to|not|no|never|that|if|and|but|or|for|on|against|under|from|of|with|by|at|still|"
    r"impos\w+|(?:un)?froze|(?:un)?freez(?:es|ing)|bann(?:ed|ing)|barr(?:ed|ing)|den(?:y|ied|ying)|refus\w+|blacklist(?:ed|ing)|"
    r"lift\w*|extend\w*|eas(?:e|es|ed|ing)|suspend\w*|remov\w*|put|str(?:ike|uck)|plac(?:e|es|ed|ing)|clos(?:e|es|ed|ing)|"
    r"forb\w+|prohibit\w*|halt\w*|stop\w*|cut|block(?:ed|ing)|renew(?:ed|ing)?|drop\w*|keep\w*|kept|widen\w*|threaten\w*|"
    r"add(?:ed|ing)?|seiz\w+|end(?:s|ed|ing)?|prolong\w*|tighten\w*|toughen\w*|punish\w*|sanctioned|sanctioning|ask\w*|"
    r"call\w*|wait\w*|ready|prepar\w+|consider\w*|draft\w*|discuss\w*|announc\w+|declar\w+|adopt\w*|approv\w+|levy|levied|"
    r"slap\w*|introduc\w+|appl(?:y|ied)|target(?:ed|ing)|hit|stay|left|leave|remain\w*|maintain\w*|forc\w+|singl\w+|join\w*)\b",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(
    r"\s(?:from|to|of|on|against|for|with|by|in|at|upon|over|that|which|who|until)\s", re.IGNORECASE
)
_OWN_TARGET = re.compile(
    r"\s(?:on|against|upon)\s|\sof\s(?!(?:\w+\s)*(?:sanctions|measures|restrictions|penalties)\b)", re.IGNORECASE
)
_ACTING = re.compile(
    r"\b(?:impos|slapp|enforc|initiat|lift|repeal|eas|extend|renew|block|freez|target|threaten|prohibit|bann|restrict)ing\b",
    re.IGNORECASE,
)
_SOFTENS = re.compile(r"lift|eas(?:e|ing)|relie|suspen|remov|waiv|exempt|exception|\bend", re.IGNORECASE)
_ANYBODY = ("anyone", "anybody", "everyone", "everybody", "someone", "others", "them", "it")
_OWN = re.compile(r"\b(?:his|her|its|their|our|own|them|it)\b", re.IGNORECASE)
_PARTS = re.compile(r",\s|\s(?:and|or)\s(?:to|for|on|against|from|in|of|by|with)\s|\s(?:that|who|which|whose|where)\s")

STATUS_VERBS: Mapping[str, str] = {
    "called_for": "called for",
    "in_preparation": "moved toward",
    "imposed": "imposed",
    "extended": "maintained",
    "eased": "eased",
    "opposed": "opposed",
}
"""What stands before the sanctions; forms that one and many actors share."""


def sanctions_text(records: Sequence[SanctionsCall], wording: Wording) -> str:
    """The sentence about records of one status, target and source.

    Args:
        records: the records; their measure is named where they have one between them.
        wording: the little words of the article.
    """
    first = records[0]
    who = joined(wording.name(r.actor.name) for r in records)
    measures = list(dict.fromkeys(r.measure for r in records if r.measure))
    measure = measures[0] if len(measures) == 1 and all(r.measure for r in records) else None
    what = _noun(measure, first, wording) if measure else None
    aside = ""
    if what is None:
        aside = _aside(measure, first) if measure else ""
        what = "sanctions"
    return sentence(
        [who, STATUS_VERBS[first.status], f"{what}{_against(first, what, wording)}", aside],
        according_to(first.source, who, wording),
    )


def groups(records: Sequence[SanctionsCall], in_substance: bool) -> list[tuple[SanctionsCall, ...]]:
    """The records of one status, target and source together, and of one measure unless they agree in substance."""
    return grouped(records, _gist if in_substance else _key)


def _key(r: SanctionsCall) -> Hashable:
    return (*_gist(r), r.measure)


def _gist(r: SanctionsCall) -> tuple[Hashable, ...]:
    return (
        r.status,
        r.target.name.casefold() if r.target else None,
        r.source.name if r.source else None,
        is_its_own_target(r),
    )


def is_its_own_target(record: SanctionsCall) -> bool:
    """True if the actor is whom the sanctions are against."""
    return record.target is not None and _bare(record.actor.name) == _bare(record.target.name)


def _bare(name: str) -> str:
    return name.casefold().removeprefix("the ")


def _noun(measure: str, record: SanctionsCall, wording: Wording) -> str | None:
    """The measure as the object of a verb such as "imposed", or `None` where it can't be one and keep its sense.

    Of what eases or opposes sanctions, only plain words can: "opposed lifting sanctions" would say the contrary.
    """
    words = re.split(r"\s+(?:--|[–—-])\s|[:;]\s", measure, maxsplit=1)[0].strip().strip('"“”')
    front = _PREPOSITION.split(f"{words} ", maxsplit=1)[0].strip()
    head = front.rpartition(" ")[2]
    softens = record.status in ("eased", "opposed", "called_for", "in_preparation") and _SOFTENS.search(words)
    fits = is_noun_phrase(words, longest=_LONGEST_MEASURE) and head.casefold() in _HEADS
    if not fits or softens or _VERBAL.match(words) or _ACTING.search(front) or _OWN.search(words):
        return None
    named = wording.name(in_house_style(words))
    if named.startswith("the ") and not words.casefold().startswith("the ") and not _OWN_TARGET.search(words):
        named = named.removeprefix("the ")  # the text speaks of sanctions known by then
    bare = named == words or named.casefold() == words.casefold()
    if (
        bare
        and not head.endswith("s")
        and not re.match(r"(?:an?|the|any|all|some|more|new and)\b", named, re.IGNORECASE)
    ):
        vowel = named[0].casefold() in "aeiou" and not re.match(r"(?:EU|UN|US|Uni|Eu)", named)
        return f"{'an' if vowel else 'a'} {named}"
    return named


def _aside(measure: str, record: SanctionsCall) -> str:
    """The measure's own words in parentheses, where they say more than the target and are not long."""
    count = len(measure.split())
    if _OWN.search(measure) or (record.target is not None and _named_in(record.target, measure)):
        return ""
    return f"({quoted(measure)})" if _SHORTEST_QUOTE < count <= _LONGEST_QUOTE else ""


def _against(record: SanctionsCall, what: str, wording: Wording) -> str:
    """Whom the sanctions are against, as the measure's noun wants it."""
    if record.target is None or _named_in(record.target, what):
        return ""
    if is_its_own_target(record):
        return " on it" if record.status in ("opposed", "eased", "extended") and what == "sanctions" else ""
    target = _target(record.target, wording)
    if not target:
        return ""
    head = _PREPOSITION.split(f"{what} ", maxsplit=1)[0].strip().rpartition(" ")[2].casefold()
    if _OWN_TARGET.search(what):
        return f", targeting {target}"
    return f" {'against' if head in LEXICON.measures_against else 'on'} {target}"


def _target(target: Actor, wording: Wording) -> str:
    """The target's name; of a long list, the first and that there are others."""
    name = re.sub(r"\s*\([^()]*\)", "", target.name)
    pieces = _PARTS.split(name, maxsplit=1)
    if len(pieces) > 1 and (len(name.split()) > _LONGEST_TARGET or not pieces[0].strip()):
        clause = re.search(r"\s(?:that|who|which|whose|where)\s", name)
        listed = not (clause and name.startswith(pieces[0]) and clause.start() == len(pieces[0]))
        more = ", among others" if " and " in pieces[0] else " and others"
        name = f"{pieces[0]}{more}" if listed else pieces[0]
    if not is_noun_phrase(name, longest=_LONGEST_TARGET + 4):
        return ""
    return "" if name.casefold() in _ANYBODY else in_house_style(wording.name(name))


def _named_in(actor: Actor, words: str) -> bool:
    bare = _bare(actor.name)
    if words.isascii() and bare not in words.lower():
        return False
    return bool(re.search(rf"(?<!\w){re.escape(bare)}(?!\w)", words, re.IGNORECASE))
