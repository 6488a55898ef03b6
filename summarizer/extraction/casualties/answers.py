"""What those who are held responsible for a deed say of it: that it was theirs, or that they did not do it."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from summarizer.extraction.drafts import Draft
from summarizer.extraction.facts import ArticleFacts
from summarizer.extraction.mentions import around
from summarizer.extraction.merging import same_actor
from summarizer.linking.actors.index import ActorMention
from summarizer.schemas import Actor

Answer = Literal["claimed", "denied"]

AFTER = 3
"""In how many sentences after a toll the one who is held responsible may answer."""

_ADVERBS = r"(?:,[^,;.]{1,60},)?(?: (?:has|have|had|later|also|since|then|itself|at once|repeatedly|first|now))*"
_SAID_OF_ITSELF = r"sa(?:id|ys) (?:that )?(?:it|they|he|she|(?:its|their|his|her) \w+)(?: had)?"
OWNS_UP = re.compile(
    rf"{_ADVERBS} (?:claimed (?:responsibility|the (?:attack|strike|raid|bombing))|"
    r"took (?:the )?(?:credit|responsibility)|"
    r"sa(?:id|ys) (?:that )?(?:it was (?:theirs|(?:its|their) (?:own|doing|work))|the \w+ was (?:its|their) own)|"
    r"(?:admit(?:s|ted)|acknowledg(?:es|ed)|conced(?:es|ed)|confirm(?:s|ed)) (?:that )?"
    r"(?:its|their|it had|they had|the (?:attack|strike|raid|bombing|shelling))|"
    rf"{_SAID_OF_ITSELF} (?:struck|hit|targeted|carried out|killed|bombed|attacked|shelled))\b",
    re.IGNORECASE,
)
"""Behind its subject: it says that the deed was its own."""

DISOWNS = re.compile(
    rf"{_ADVERBS} (?:den(?:y|ies|ied) (?:any |all )?(?:involvement|responsibility|targeting|carrying|having|"
    r"the (?:charge|accusation|allegation)s?|(?:that )?(?:it|they|its|their)\b)|dismiss(?:es|ed) (?:the|this|that) "
    r"(?:charge|accusation|allegation)s?|dismissed as (?:a |an )?(?:lie|fabrication|invention|false|untrue|propaganda)|"
    r"disclaim(?:s|ed)|disown(?:s|ed)|"
    rf"{_SAID_OF_ITSELF} (?:nothing to do with|done no such thing))\b",
    re.IGNORECASE,
)
"""Behind its subject: it says that it did not do what it was charged with."""

_ADMITS = re.compile(rf"{_ADVERBS} (?:admit(?:s|ted)|acknowledg(?:es|ed)|conced(?:es|ed))\b", re.IGNORECASE)
_DENIES = re.compile(
    rf"{_ADVERBS} (?:den(?:y|ies|ied)|disput(?:es|ed)|reject(?:s|ed) (?:the|any|all|this|that)|"
    r"dismiss(?:es|ed) (?:the|it|this|that|as|any|all)|"
    r"called (?:it|this|that|the \w+) an? (?:lie|fabrication|provocation|hoax)|"
    rf"{_SAID_OF_ITSELF} (?:nothing|no|not|never|does not|did not|do not|was not|were not))\b",
    re.IGNORECASE,
)


class Answered(NamedTuple):
    """What an accused says, and the index of the sentence in which it does."""

    answer: Answer
    sentence: int


def answer_of(facts: ArticleFacts, sentence: int, accused: Actor) -> Answered | None:
    """Returns what an actor that is held responsible says of the deed; `None` where it says neither.

    Args:
        facts: the article.
        sentence: that of the toll; the answer may stand in the one before or in those soon after.
        accused: the actor.
    """
    text = facts.article.text
    for at in range(max(0, sentence - 1), min(sentence + 1 + AFTER, len(facts.article.sentences))):
        span = facts.article.sentences[at]
        for mention in facts.actors.actors_in(*span):
            after = around(text, span, mention)[1]
            if not _is_same(mention, accused):
                continue
            if OWNS_UP.match(after) or _ADMITS.match(after):
                return Answered("claimed", at)
            if DISOWNS.match(after) or _DENIES.match(after):
                return Answered("denied", at)
    return None


def answer_to(facts: ArticleFacts, draft: Draft, sentence: int) -> Answered | None:
    """Returns what the one whom a casualty draft blames says of it; who tells of its own deed has claimed it."""
    near = facts.article.sentences[sentence].start
    accused = facts.actors.resolve(str(draft.get("perpetrator", "")), near=near)
    if accused is None:
        return None
    source = facts.actors.resolve(str(draft.get("source", "")), near=near)
    if source is not None and same_actor(source, accused):
        return Answered("claimed", sentence)
    return answer_of(facts, sentence, accused)


def _is_same(mention: ActorMention, accused: Actor) -> bool:
    return same_actor(Actor(name=mention.name, party=mention.party), accused)
