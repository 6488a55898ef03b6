"""How positions on a ceasefire are shown."""

from collections.abc import Mapping

from summarizer.schemas import CeasefirePosition
from summarizer.topics.showing import Badge, Described, Showing, actor_text, facts_of, lasting_text

STANCES: Mapping[str, Badge] = {
    "demands": Badge("▲", "demands", "for"),
    "accepts": Badge("✓", "accepts", "for"),
    "conditional": Badge("◐", "on condition", "between"),
    "rejects": Badge("✗", "rejects", "against"),
    "mediates": Badge("⇄", "mediates", "between"),
    "violates_alleged": Badge("⚠", "accused of a breach", "against"),
    "noncommittal": Badge("○", "takes no side", "neutral"),
}


def _described(record: CeasefirePosition) -> Described:
    scope = f"{record.scope} " if record.scope != "unspecified" else ""
    what = f"{'unconditional ' if record.unconditional else ''}{scope}ceasefire"
    facts = facts_of(
        ("with", actor_text(record.counterparty)),
        ("lasting", lasting_text(record.duration, record.duration_text)),
        ("if", "; ".join(f"“{condition}”" for condition in record.conditions)),
    )
    return Described(STANCES[record.stance], actor_text(record.actor), what, (), facts)


SHOWING = Showing[CeasefirePosition](
    _described, {"with": ("counterparty",), "lasting": ("duration",), "if": ("conditions",)}
)
