"""Counts of people with their harm, put together to tolls: one for each incident that a sentence tells of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.article import Span
from summarizer.indexing import IndexedArticle
from summarizer.linking.actors.index import ActorIndex
from summarizer.linking.counted_people import count_of
from summarizer.schemas import Count
from summarizer.syntax.phrases import phrase_of, phrases_in
from summarizer.topics.casualties.harm import HARMS, harm_by_verb
from summarizer.topics.casualties.lemmas import lemmas
from summarizer.topics.roles_in_sentences import PhraseRole
from summarizer.values.counting import joint_harms
from summarizer.values.counting_phrases import THINGS
from summarizer.values.ranges import range_start

if TYPE_CHECKING:
    from spacy.tokens import Span as TokenSpan
    from spacy.tokens import Token

NO_PEOPLE = frozenset({"DATE", "TIME", "PERCENT", "MONEY", "QUANTITY"})
"""Kinds of entity that are no number of people."""

LEAST = 0.5
"""The least probability of a harm that becomes a toll."""

JOINT = "killed_or_injured"


@dataclass(frozen=True)
class CountedPeople:
    """People with what happened to them.

    Attributes:
        span: the words that count them; people joined by "and" are one count.
        heads: the head of each phrase of it.
        harm: one of `HARMS`, or `JOINT`.
        count: how many they are.
    """

    span: Span
    heads: tuple[Token, ...]
    harm: str
    count: Count


def people_in(article: IndexedArticle, roles: Iterable[PhraseRole]) -> list[CountedPeople]:
    """The people of a sentence to whom something happened; joined phrases with one harm are counted together."""
    sure = [one for one in roles if one.role in (*HARMS, JOINT) and one.probability >= LEAST]
    harmed = _counted_once([o for o in sure if not (_is_thing(o.phrase.head) or _is_scene(o.phrase.head))])
    groups: list[list[PhraseRole]] = []
    for one in harmed:
        if groups and one.role == groups[-1][-1].role and _is_joined(groups[-1], one):
            groups[-1].append(one)
        else:
            groups.append([one])
    return [_counted(article.article.text, article.actors, group) for group in groups]


def with_stated_toll(sentence: TokenSpan, roles: Sequence[PhraseRole]) -> tuple[PhraseRole, ...]:
    """The roles of a sentence with the number that it states as the toll: "put the toll at 14, saying three more …"."""
    stated = next((number for token in sentence if token.lemma_.lower() == "toll" for number in _stated(token)), None)
    known = [one.phrase.span for one in roles if one.role == "killed"]
    if stated is None or any(span.start <= stated.idx < span.end for span in known):
        return tuple(roles)
    others = (one for one in roles if one.role != "killed" or not _is_addition(one.phrase.head))
    return (*others, PhraseRole(phrase_of(stated), "killed", 1.0))


def with_plain_harm(sentence: TokenSpan, roles: Sequence[PhraseRole]) -> tuple[PhraseRole, ...]:
    """The roles of a sentence with the people whom its main verb plainly harms: "A mine killed two divers"."""
    known = [one.phrase.span for one in roles if one.role in (*HARMS, JOINT, "part")]
    found = []
    for phrase in phrases_in(sentence):
        harm = harm_by_verb(phrase.head)
        counted = any(child.dep_ == "nummod" for child in phrase.head.children)
        if harm is None or not counted or _is_thing(phrase.head) or not _is_told(phrase.head.head):
            continue
        if not any(span.start <= phrase.head.idx < span.end for span in known):
            found.append(PhraseRole(phrase, harm, 1.0))
    return (*roles, *found)


def _is_told(verb: Token) -> bool:
    """True of the main verb of a sentence in a tense of fact, neither negated nor under another verb."""
    beside = {child.dep_: child for child in verb.children if child.dep_ in {"neg", "aux", "mark"}}
    return (
        verb.dep_ == "ROOT"
        and verb.tag_ in {"VBD", "VBN"}
        and not beside.keys() & {"neg", "mark"}
        and ("aux" not in beside or beside["aux"].lemma_ == "have")
    )


def _stated(toll: Token) -> Iterator[Token]:
    """The numbers that a verb or a preposition ties to the word "toll"."""
    verb = toll.head if toll.head.pos_ in {"VERB", "AUX"} else None
    holders = [toll, verb] if verb is not None else [toll]
    behind = [child for holder in holders for child in holder.children if child.dep_ == "prep" and child.i > toll.i]
    behind += [
        p for one in behind if one.lower_ == "from" for p in one.subtree if p.dep_ == "prep" and p.lower_ == "to"
    ]
    near = [c for p in behind if p.lower_ in {"at", "to", "of"} for c in p.children if c.dep_ == "pobj"]
    if verb is not None and toll.dep_ in {"nsubj", "nsubjpass"}:
        near += [c for c in verb.children if c.dep_ in {"dobj", "attr", "npadvmod"} and c.i > verb.i]
    for token in near:
        people = any(child.dep_ == "nummod" for child in token.children) and token.ent_type_ not in NO_PEOPLE
        if token.pos_ == "NUM" or people:
            yield token


def _is_addition(head: Token) -> bool:
    """True of people who are added to a toll: "three more bodies"."""
    return any(child.lower_ in {"more", "another", "further", "additional"} for child in head.children)


def _counted_once(roles: Sequence[PhraseRole]) -> list[PhraseRole]:
    """The phrases that count people, without those that stand within another or name part of it again."""
    kept: list[PhraseRole] = []
    for one in sorted(roles, key=lambda r: (r.phrase.span.start, -r.phrase.span.end)):
        holder = next((k for k in kept if k.phrase.span.start <= one.phrase.span.start < k.phrase.span.end), None)
        if holder is not None and not _counts_by_itself(holder.phrase.head):
            kept.remove(holder)  # "the murder of a convert" counts by the convert
            kept.append(one)
        elif holder is None and not any(_is_part(one, whole) for whole in kept):
            kept.append(one)
    return kept


def _is_thing(head: Token) -> bool:
    """True of a common noun for what is no person: "a transport plane", "250 buildings"."""
    return head.pos_ == "NOUN" and head.lemma_.lower() in THINGS and head.lemma_.lower() not in lemmas("collective")


def _is_scene(head: Token) -> bool:
    """True of the dead or hurt whom a scene shows and no verb harms: "a body lies on the pavement", "an injured man".

    A number makes a toll of them ("the bodies of 12 men"), and so does a name ("Aldous's body").
    """
    if any(t.ent_type_ == "PERSON" for t in head.subtree):
        return False
    if harm_by_verb(head) is not None or any(t.pos_ == "NUM" or t.lemma_ in lemmas("numbers") for t in head.subtree):
        return False
    participle = any(c.dep_ == "amod" and c.lemma_.lower() in lemmas("harming", "injured") for c in head.children)
    return head.lemma_.lower() in lemmas("remains") or (participle and head.tag_ == "NN")


def _counts_by_itself(head: Token) -> bool:
    """True of a head that names people or their number, not what happened to them."""
    return head.pos_ in {"NUM", "PRON", "PROPN"} or head.lemma_.lower() not in lemmas("events")


def _is_part(one: PhraseRole, whole: PhraseRole) -> bool:
    """True of a phrase that names some of the people of another with the same harm, or says who they were."""
    if one.role != whole.role:
        return False
    at = one.phrase.head
    while at.head.i != at.i and at.i != whole.phrase.head.i:
        if (at.dep_ == "appos" and not _is_listed(at, whole)) or at.lower_ in {"including", "among"}:
            return True
        if at.pos_ in {"VERB", "AUX"} and at.lower_ != "including":
            return False
        at = at.head
    return False


def _is_listed(apposed: Token, whole: PhraseRole) -> bool:
    """True of the second member of a list that the parser takes for an apposition: "three farmers, a nurse and two …".

    An apposition says who the people before it were: its members come to their number, or to any number of "people".
    """
    last = max((t.i for t in apposed.conjuncts), default=apposed.i)
    if last == apposed.i or whole.phrase.head.lemma_.lower() in lemmas("generic"):
        return False
    doc = apposed.doc
    members = Count.from_text(doc[apposed.left_edge.i : last + 1].text)
    stated = Count.from_text(whole.phrase.words)
    said = (members.best, members.low, members.high), (stated.best, stated.low, stated.high)
    return None not in (members.key, stated.key) and said[0] != said[1]


def _is_joined(group: Sequence[PhraseRole], one: PhraseRole) -> bool:
    """True if a phrase is joined by "and" to one of a group."""
    heads = {member.phrase.head.i for member in group}
    return one.phrase.head.dep_ in {"conj", "appos"} and one.phrase.head.head.i in heads


def _counted(text: str, actors: ActorIndex, group: Sequence[PhraseRole]) -> CountedPeople:
    """The people of joined phrases as one count, by the words from the first of them to the last."""
    first, end = group[0].phrase.span.start, group[-1].phrase.span.end
    span = Span(range_start(text, first, end), end)
    heads = tuple(member.phrase.head for member in group)
    if group[0].role == JOINT:
        return CountedPeople(span, heads, JOINT, Count(text=_with_both_harms(text, heads[0].sent, span).of(text)))
    return CountedPeople(span, heads, group[0].role, count_of(actors, span.of(text)))


def _with_both_harms(text: str, sentence: TokenSpan, span: Span) -> Span:
    """The words of a count that two harms share, with the words for these: "killed or wounded 12 people"."""
    found = joint_harms(text[sentence.start_char : sentence.end_char])
    places = [Span(sentence.start_char + start, sentence.start_char + end) for start, end in found]
    near = min(places, key=lambda p: max(p.start - span.end, span.start - p.end), default=None)
    if near is None:
        head = next(t for t in reversed(sentence) if t.idx < span.end)
        return Span(head.idx, span.end)
    return Span(min(near.start, span.start), max(near.end, span.end))


def incidents_of(people: Sequence[CountedPeople]) -> list[dict[str, CountedPeople]]:
    """Puts the people of one sentence together: different harms are one toll, two groups of one harm are two."""
    tolls: list[dict[str, CountedPeople]] = []
    for one in people:
        harms = ("killed", "injured") if one.harm == JOINT else (one.harm,)
        if tolls and not any(harm in tolls[-1] for harm in harms):
            tolls[-1].update(dict.fromkeys(harms, one))
        else:
            tolls.append(dict.fromkeys(harms, one))
    return tolls
