"""The kinds of change: a table of names, families and functions."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from summarizer.errors import UsageError
from summarizer.evaluation.stress import degraded, directional, hostile, invariant
from summarizer.evaluation.stress.variants import Change, Family


@dataclass(frozen=True)
class Kind:
    """A kind of change.

    Attributes:
        name: its name.
        family: what its effect on the records must be.
        change: makes it.
        prose: whether it changes prose, so that a changed sentence must still read as one.
    """

    name: str
    family: Family
    change: Change
    prose: bool = False


def _named(module: object, family: Family, names: str, *, prose: bool = False) -> list[Kind]:
    return [Kind(name.replace("_", "-"), family, getattr(module, name), prose) for name in names.split()]


KINDS: tuple[Kind, ...] = (
    *_named(invariant, "invariant", "attribution passive sentence_order loaded_adjectives", prose=True),
    *_named(invariant, "invariant", "typography quotation_marks spelling unrelated_paragraph boilerplate headline"),
    *_named(directional, "directional", "number_changed killed_to_wounded hypothetical nobody_killed", prose=True),
    *_named(directional, "directional", "bound_dropped date_moved denial_added actor_swapped", prose=True),
    *_named(directional, "directional", "status_changed stance_changed negated", prose=True),
    *_named(hostile, "hostile", "order foreign_order comment inside_sentence hidden_element code_fence zero_width"),
    *_named(hostile, "hostile", "lookalikes invisible_tags closing_tag second_article system_message chat_tokens"),
    *_named(hostile, "hostile", "fake_reply json_reply prompt_imitation title source url byline address_in_text"),
    *_named(hostile, "limit", "unattributed"),
    *_named(degraded, "degraded", "ocr missing_spaces capitals no_punctuation truncated duplicated_paragraph"),
    *_named(degraded, "degraded", "table live_blog"),
)
"""Every kind, by family."""


def chosen_kinds(names: Collection[str] = ()) -> tuple[Kind, ...]:
    """The kinds that are asked for by their own name or that of their family; all when none is named.

    Raises:
        UsageError: there is no such kind or family.
    """
    known = {kind.name for kind in KINDS} | {str(kind.family) for kind in KINDS}
    unknown = sorted(set(names) - known)
    if unknown:
        raise UsageError(f"unknown kind {unknown[0]!r}; choose a family or a kind: {', '.join(sorted(known))}")
    return tuple(kind for kind in KINDS if not names or kind.name in names or kind.family in names)
