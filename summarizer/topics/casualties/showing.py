"""How reports of people killed, hurt, missing or captured are shown."""

from collections.abc import Mapping

from summarizer.schemas import CasualtyReport, Count
from summarizer.topics.casualties.sentences import COUNTED
from summarizer.topics.showing import Badge, Described, Showing, actor_text, facts_of, figure, when_text

RESPONSIBILITY: Mapping[str, str] = {
    "claimed": "says it did it",
    "denied": "denies it",
    "alleged": "is blamed",
    "undisputed": "undisputed",
}


def _described(record: CasualtyReport) -> Described:
    counts = ((name, getattr(record, name)) for name in COUNTED)
    figures = tuple(figure(name, count) for name, count in counts if isinstance(count, Count))
    blamed = actor_text(record.perpetrator)
    if blamed and record.responsibility in RESPONSIBILITY:
        blamed = f"{blamed}, {RESPONSIBILITY[record.responsibility]}"
    facts = facts_of(
        ("where", record.location),
        ("when", when_text(record.date, record.date_text)),
        ("weapon", record.weapon),
        ("by", blamed),
        ("total", "over a period or several incidents" if record.cumulative else None),
    )
    victims = record.victims or "people"
    if record.victim_type != "unknown":
        victims += f" ({record.victim_type})"
    return Described(Badge("†" if record.killed else "•", "harmed", "harm"), victims, "", figures, facts)


SHOWING = Showing[CasualtyReport](
    _described,
    {
        "where": ("location",),
        "when": ("date",),
        "weapon": ("weapon",),
        "by": ("perpetrator", "responsibility"),
        "total": ("cumulative",),
    },
)
