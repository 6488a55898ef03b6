"""How positions on sanctions are shown."""

from collections.abc import Mapping

from summarizer.schemas import SanctionsCall
from summarizer.topics.showing import Badge, Described, Showing, actor_text, facts_of, in_quotes

STATUSES: Mapping[str, Badge] = {
    "called_for": Badge("▲", "calls for", "for"),
    "in_preparation": Badge("◔", "prepares", "for"),
    "imposed": Badge("✓", "imposes", "for"),
    "extended": Badge("↻", "extends", "for"),
    "eased": Badge("▽", "eases", "against"),
    "opposed": Badge("✗", "opposes", "against"),
}


def _described(record: SanctionsCall) -> Described:
    facts = facts_of(
        ("against", actor_text(record.target)),
        ("sector", record.sector if record.sector != "unspecified" else None),
    )
    what = in_quotes(record.measure) or "sanctions"
    return Described(STATUSES[record.status], actor_text(record.actor), what, (), facts)


SHOWING = Showing[SanctionsCall](_described, {"against": ("target",), "sector": ("sector",)})
