"""How many people a phrase means: the one rule for reading, checking and verifying counts.

Reads the words and the article's names, no parse, so that a count can be read again years later. What numbers and
lists of people come to stands in `summarizer.values.counting`; here a name, an office and a singular noun are one.
"""

from __future__ import annotations

import re

from summarizer.linking.actors.index import ActorIndex
from summarizer.linking.registry import default_parties
from summarizer.schemas import Count
from summarizer.values.counting import read_count
from summarizer.values.counting_phrases import PLURALS, SINGULAR_PRONOUNS, THINGS

_OFFICE = re.compile(
    r"(?:the |its |his |their |a |an )?(?:[\w'’-]+ ){0,4}(?:head|boss|number (?:two|one|three)|No\. ?\d|figure"
    r"|founder|heir|king"
    r"|queen|prince|princess|pope|ruler|emir|strongman|mastermind|kingpin|premier|bomb-?maker|chancellor|architect"
    r"|ideologue)\b"
    r"(?! of state\b.*s$)(?:,? (?:of|for|in) .*|(?: [A-Z][\w'’.-]*)+)?",
)
_BODIES = (
    r"\b(?:army|forces?|troops|brigades?|battalions?|movement|front|party|council|ministry|government|police"
    r"|militia|group|jihad|state|nation"
    r"|union|agency|court|city|town|village|province|region|camp|hospital|school|media|news|times|post|house"
    r"|office)"
)
_BODY = re.compile(rf"(?:{_BODIES}|[a-z]{{2}}s)$", re.IGNORECASE)
_PEOPLES = re.compile(
    rf"(?:{_BODIES}|(?:ian|an|ist|ite|lim|kurd|turk|arab|jew|sunni|shia|alawi|yazidi|tutsi|hutu|iraqi|israeli"
    r"|pakistani|bangladeshi|saudi|yemeni|kuwaiti|emirati|somali|kashmiri|houthi|farsi)s|peshmerga|druze)$",
    re.IGNORECASE,
)
"""Names of bodies and of peoples at the end of words that are no one's own name."""

_OWNER = re.compile(r"^(?:[\w.-]+ ){0,3}[\w.-]+['’]s? ")
_NAME = re.compile(r"(?:(?:[A-Z][\w'’.-]*|al-[A-Z][\w'’-]*|bin|ibn|abu|de|la|van|von|el|al|da|dos|ben)(?:\s|$))+")
_BARE_NAME = re.compile(
    r"(?:(?:[A-Z][\w'’.-]*|al-[A-Z][\w'’-]*|bin|ibn|abu|de|la|van|von|el|al|da|dos|ben) )+[A-Z\w][\w'’.-]*"
)
_ARTICLE_OF_NAME = re.compile(r"[ae]l-[A-Z]")
_DETERMINED = re.compile(r"(?:an?|another|the|this|that|his|her|its|their|our|my|[\w.’'-]+['’]s?) (?P<noun>.+)", re.I)
_ENDS = re.compile(
    r"\s(?:of|in|on|at|by|with|from|near|for|to|who|whom|which|that|whose|aboard|during|after|before|outside|inside"
    r"|aged|called|named|identified|believed|working|carrying|wearing|accused|suspected)\s.*$",
    re.IGNORECASE,
)
_OF_MANY = re.compile(r"^(?:[\w'’-]+ ){0,2}(?:number|rest|remainder|majority|minority|lot|couple|part|bulk) of\b", re.I)
_JOINER = re.compile(r",? (?:and|as well as|along with|together with) |, ", re.IGNORECASE)
_PLURAL = re.compile(r"(?:[^siu]s|[a-z]ies|[a-z]ses|men|women|people|children|folk|personnel|is)$", re.IGNORECASE)


def count_of(actors: ActorIndex, words: str) -> Count:
    """How many people the words of a count mean.

    Args:
        actors: the actors of the article.
        words: the article's words for people, such as "nine people", "the mayor and his driver", "the bookseller".

    Returns:
        The count; without a number for a plural that states none ("troops", "the rest").
    """
    read = Count.from_text(words)
    if read.key is None:
        one = is_one_person(actors, words) or _is_singular(words)
        return Count(text=words, best=1, low=1, high=1) if one else read
    joined = _JOINER.search(words)
    first = words[: joined.start()] if joined is not None else ""
    if joined is None or joined[0] == ", " or Count.from_text(first).key is not None:
        return read
    if is_one_person(actors, first) or _is_singular(first):
        return _one_more(read)
    return Count(text=words, low=read.low) if _is_plural(first) else read


def is_one_person(actors: ActorIndex, words: str) -> bool:
    """True of words that name one person wherever they stand: a name, or an office that one person holds.

    Args:
        actors: the actors of the article.
        words: the article's words.
    """
    bare = words.strip(" \t\n\"'“”‘’,.")
    if " and " in bare or "," in bare:
        return False
    if _OFFICE.fullmatch(bare) and not bare.endswith("heads"):
        return True
    named = actors.person_in(bare)
    if named is not None and not _BODY.search(bare) and _NAME.fullmatch(named) is not None:
        return True
    owned = _OWNER.sub("", words, count=1)
    return owned != words and read_count(owned).best == 1


def _one_more(read: Count) -> Count:
    added = (None if number is None else number + 1 for number in (read.best, read.low, read.high))
    best, low, high = added
    return Count(text=read.text, best=best, low=low, high=high)


def _is_plural(words: str) -> bool:
    """True of people without a number: "some of the crew", "women"."""
    noun = _ENDS.sub("", words).rpartition(" ")[2]
    return noun.islower() and (noun in PLURALS or _PLURAL.search(noun) is not None)


def _is_singular(words: str) -> bool:
    """True of one person by the form of the words: a singular noun with an article or owner, a pronoun, a bare name."""
    bare = " ".join(words.split()).strip("\"'“”‘’,. ")
    if bare.lower() in SINGULAR_PRONOUNS:
        return True
    if _JOINER.search(bare) or _OF_MANY.search(bare) or any(c.isdigit() for c in bare):
        return False
    found = _DETERMINED.fullmatch(bare)
    noun = _ENDS.sub("", found["noun"] if found else bare).rpartition(" ")[2]
    if noun[:1].islower() and not _ARTICLE_OF_NAME.match(noun):
        last = noun.rpartition("-")[2].lower()
        return found is not None and last not in PLURALS | THINGS and _PLURAL.search(last) is None
    if found is not None or _PEOPLES.search(bare) or not _BARE_NAME.fullmatch(bare):
        return False
    return all(mention.words != bare for mention in default_parties().mentions(bare))
