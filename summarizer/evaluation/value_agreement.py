"""Compares values: when two values of a field agree, and when two records describe the same thing.

Each field's way of being compared is declared with the field (`summarizer.schemas`); here is what each way means.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from summarizer.schemas import Actor, Choice, Comparison, Count, Money, Record, kinds


def tokens(text: str) -> tuple[str, ...]:
    """The words of a text, folded: no case, no accents, no possessive, no punctuation."""
    plain = unicodedata.normalize("NFKD", text.replace("\u2019", "'")).casefold()
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return tuple(re.findall(r"[^\W_]+", re.sub(r"'s\b", "", plain)))


FUNCTION_WORDS = frozenset(tokens("a an the of for and in on at to its his her their"))

NAMELESS = FUNCTION_WORDS | frozenset(
    tokens(
        "president prime minister ministers ministry foreign defence defense secretary general chief head leader "
        "leaders official officials spokesman spokeswoman spokesperson spokesmen government governments authorities "
        "state states council commission office department party group forces force army military police source "
        "sources new former acting united republic people country countries national international sir mr mrs ms dr"
    )
)
"""Words in names of actors that name nobody: sharing one of them says nothing ("President" of two countries)."""


def same_actor(gold: Actor | None, predicted: Actor | None) -> bool:
    """True if two actors are one: the same party, or else a shared word of the name.

    Words that name nobody ("the", "president") do not count, unless the names have the same words all through.
    """
    if gold is None or predicted is None:
        return gold is predicted
    if gold.party is not None and gold.party == predicted.party:
        return True
    ours, theirs = set(tokens(gold.name)), set(tokens(predicted.name))
    return bool((ours & theirs) - NAMELESS) or ours - FUNCTION_WORDS == theirs - FUNCTION_WORDS


def same_count(gold: Count | None, predicted: Count | None) -> bool:
    """True if two counts give the same best, low and high."""
    if gold is None or predicted is None:
        return gold is predicted
    return (gold.best, gold.low, gold.high) == (predicted.best, predicted.low, predicted.high)


def same_money(gold: Money | None, predicted: Money | None) -> bool:
    """True if two sums give the same amount, low, high and currency."""
    if gold is None or predicted is None:
        return gold is predicted
    return gold.model_dump(exclude={"text"}) == predicted.model_dump(exclude={"text"})


def word_f1(gold: object, predicted: object) -> float:
    """The F1 over word tokens, 0 to 1; lists are read as one text, absent and empty are the same."""
    ours, theirs = Counter(tokens(_as_text(gold))), Counter(tokens(_as_text(predicted)))
    if not ours or not theirs:
        return float(ours == theirs)
    return 2 * (ours & theirs).total() / (ours.total() + theirs.total())


def _as_text(value: object) -> str:
    if value is None:
        return ""
    return " ".join(map(str, value)) if isinstance(value, tuple | list) else str(value)


COMPARATORS: Mapping[Comparison, Callable[[Any, Any], float]] = {
    "exact": lambda gold, predicted: float(gold == predicted),
    "count": lambda gold, predicted: float(same_count(gold, predicted)),
    "money": lambda gold, predicted: float(same_money(gold, predicted)),
    "actor": lambda gold, predicted: float(same_actor(gold, predicted)),
    "words": word_f1,
}
"""What each declared way of comparing does: gold value, predicted value → agreement, 0 to 1."""


SAME_KEY = 0.5
"""The agreement from which words of a key are taken for the same."""


def scored_fields(record: type[Record]) -> dict[str, Comparison]:
    """The fields of a record class that are scored, with their way of being compared."""
    return {name: kind.compare for name, kind in kinds(record).items() if kind.compare in COMPARATORS}


def strict_fields(record: type[Record]) -> tuple[str, ...]:
    """The fields that must all be right for a strict match: the classes and the counts."""
    return tuple(name for name, kind in kinds(record).items() if kind.compare == "count" or isinstance(kind, Choice))


def field_scores(gold: Record, predicted: Record) -> dict[str, float]:
    """The agreement of every scored field of two records of one class, 0 to 1."""
    return {
        name: COMPARATORS[way](getattr(gold, name), getattr(predicted, name))
        for name, way in scored_fields(type(gold)).items()
    }


def keys_agree(gold: Record, predicted: Record) -> bool:
    """True if two records of one class may speak of the same thing.

    Where the class declares a key, its fields must agree. Else one of the counts must be equal (best, else low, else
    high) and every actor that a record can't be without must be the same. Of classes with groups, the group counts.
    """
    return not key_differences(gold, predicted)


def key_differences(gold: Record, predicted: Record) -> tuple[str, ...]:
    """The names of the key's fields that differ; empty when the key agrees."""
    markers = kinds(type(gold))
    ways = scored_fields(type(gold))
    declared = any(kind.key is not None for kind in markers.values())
    counts = [name for name, way in ways.items() if way == "count" and not declared]
    different = list(counts) if counts and not _a_count_agrees(gold, predicted, counts) else []
    for name, way in ways.items():
        kind = markers[name]
        by_kind = not declared and way == "actor" and type(gold).model_fields[name].is_required()
        groups = dict(kind.groups) if isinstance(kind, Choice) else {}
        if (kind.key or by_kind or groups) and not _agree(getattr(gold, name), getattr(predicted, name), way, groups):
            different.append(name)
    return tuple(different)


def _agree(ours: Any, theirs: Any, way: Comparison, groups: Mapping[str, str]) -> bool:
    if groups:
        return bool(groups.get(ours, ours) == groups.get(theirs, theirs))
    return COMPARATORS[way](ours, theirs) >= SAME_KEY


def _a_count_agrees(gold: Record, predicted: Record, names: list[str]) -> bool:
    """True if a count that both records have is equal; two that have no figure are; or neither record has any."""
    pairs: list[tuple[Count | None, Count | None]] = [(getattr(gold, n), getattr(predicted, n)) for n in names]
    both = [(ours, theirs) for ours, theirs in pairs if ours is not None and theirs is not None]
    if not both:
        return all(ours is None and theirs is None for ours, theirs in pairs)
    return any(ours.key == theirs.key for ours, theirs in both)
