"""Counts of people with their harm, put together to tolls: one for each incident that a sentence tells of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.article import Span
from summarizer.schemas import Count
from summarizer.topics.casualties.lemmas import lemmas
from summarizer.topics.roles_in_sentences import PhraseRole
from summarizer.values.counting_phrases import THINGS

if TYPE_CHECKING:
    from spacy.tokens import Token

HARMS = ("killed", "injured", "missing", "captured")
JOINT = "killed_or_injured"
PERSONAL = frozenset({"he", "she", "him", "her", "me"})
PLURAL_PRONOUNS = frozenset({"they", "them", "we", "us", "many", "others", "some", "all", "most", "several", "both"})


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


def people_in(text: str, roles: Iterable[PhraseRole]) -> list[CountedPeople]:
    """The people of a sentence to whom something happened; joined phrases with one harm are counted together."""
    harmed = _counted_once([one for one in roles if one.role in (*HARMS, JOINT) and not _is_thing(one.phrase.head)])
    groups: list[list[PhraseRole]] = []
    for one in harmed:
        if groups and one.role == groups[-1][-1].role and _is_joined(groups[-1], one):
            groups[-1].append(one)
        else:
            groups.append([one])
    return [_counted(text, group) for group in groups]


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


def _counts_by_itself(head: Token) -> bool:
    """True of a head that names people or their number, not what happened to them."""
    return head.pos_ in {"NUM", "PRON", "PROPN"} or head.lemma_.lower() not in lemmas("events")


def _is_part(one: PhraseRole, whole: PhraseRole) -> bool:
    """True of a phrase that names some of the people of another with the same harm, or says who they were."""
    if one.role != whole.role:
        return False
    at = one.phrase.head
    while at.head.i != at.i and at.i != whole.phrase.head.i:
        if at.dep_ == "appos" or at.lower_ in {"including", "among"}:
            return True
        if at.pos_ in {"VERB", "AUX"} and at.lower_ != "including":
            return False
        at = at.head
    return False


def _is_joined(group: Sequence[PhraseRole], one: PhraseRole) -> bool:
    """True if a phrase is joined by "and" to one of a group."""
    heads = {member.phrase.head.i for member in group}
    return one.phrase.head.dep_ == "conj" and one.phrase.head.head.i in heads


def _counted(text: str, group: Sequence[PhraseRole]) -> CountedPeople:
    span = Span(group[0].phrase.span.start, group[-1].phrase.span.end)
    heads = tuple(member.phrase.head for member in group)
    counts = [count_of(member.phrase.span.of(text), member.phrase.head) for member in group]
    return CountedPeople(span, heads, group[0].role, _sum(span.of(text), counts))


def count_of(words: str, head: Token) -> Count:
    """How many people a phrase names: its number, or one where it is a single person without a number."""
    count = Count.from_text(words)
    if count.key is None and _is_single(head):
        return Count(text=words, best=1, low=1, high=1)
    return count


def _is_single(head: Token) -> bool:
    if head.pos_ == "PRON":
        return head.lower_ in PERSONAL
    if head.lower_ in PLURAL_PRONOUNS or any(child.dep_ == "nummod" for child in head.children):
        return False
    return "Plur" not in head.morph.get("Number", []) and head.lower_ not in lemmas("collective")


def _sum(words: str, counts: Sequence[Count]) -> Count:
    """The sum of the counts of joined phrases; without a number where one of them has none."""
    if len(counts) == 1:
        return counts[0]
    return Count(
        text=words,
        best=_added([count.best for count in counts]),
        low=_added([count.low for count in counts]),
        high=_added([count.high for count in counts]),
    )


def _added(numbers: Sequence[int | None]) -> int | None:
    known = [number for number in numbers if number is not None]
    return sum(known) if len(known) == len(numbers) else None


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
