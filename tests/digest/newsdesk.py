"""Briefings of the tests, made of a few words each."""

from __future__ import annotations

import datetime

from summarizer.contract import ArticleInfo, BriefingData
from summarizer.schemas import Actor, CasualtyReport, CeasefirePosition, Count, Evidence, Record, SanctionsCall


def evidence(words: str, start: int = 0) -> tuple[Evidence, ...]:
    return (Evidence(quote=words, start=start, end=start + len(words)),)


def actor(name: str | None, party: str | None = None) -> Actor | None:
    return Actor(name=name, party=party) if name else None


def toll(words: str, killed: str, place: str | None, day: str | None, **more: object) -> CasualtyReport:
    """A casualty report; `source` and `perpetrator` may be given as "Name/PARTY"."""
    for name in ("source", "perpetrator"):
        if isinstance(given := more.get(name), str):
            said, _, party = given.partition("/")
            more[name] = actor(said, party or None)
    fields = {"evidence": evidence(words), "killed": Count.from_text(killed), "location": place, "date": day}
    return CasualtyReport.model_validate({**fields, **more})


def stance(words: str, who: str, party: str | None, held: str, toward: str | None = None) -> CeasefirePosition:
    fields = {"evidence": evidence(words), "actor": actor(who, party), "stance": held}
    return CeasefirePosition.model_validate({**fields, "counterparty": actor(toward, toward)})


def sanction(words: str, who: str, target: str, status: str, sector: str = "energy") -> SanctionsCall:
    fields = {"evidence": evidence(words), "actor": actor(who, who), "target": actor(target, target)}
    return SanctionsCall.model_validate({**fields, "status": status, "sector": sector})


def briefing(id: str, day: str | None, outlet: str, *records: Record, made: int = 1, **info: object) -> BriefingData:
    """A briefing; `made` is the day of May on which it was made."""
    topics: dict[str, type[Record]] = {
        "casualties": CasualtyReport,
        "sanctions": SanctionsCall,
        "ceasefire": CeasefirePosition,
    }
    about = {"id": id, "date": day and datetime.date.fromisoformat(day), "source": outlet, "characters": 500, **info}
    return BriefingData(
        article=ArticleInfo.model_validate(about),
        model="local",
        created_at=datetime.datetime(2025, 5, made, tzinfo=datetime.UTC),
        records={topic: tuple(r for r in records if isinstance(r, kind)) for topic, kind in topics.items()},
    )


def sumy() -> list[BriefingData]:
    """Two attacks in one town on two days, the first with a growing toll, a total, and an actor who moves."""
    bus = {"weapon": "drone", "victims": "bus passengers"}
    return [
        briefing(
            "a1",
            "2025-05-17",
            "Daily A",
            toll("At least nine died when a drone hit a bus", "at least nine", "Sumy", "2025-05-17", **bus),
            stance("Russia turned the truce down on Saturday", "Russia", "RUS", "rejects", "UKR"),
        ),
        briefing(
            "a2",
            "2025-05-18",
            "Daily B",
            toll("A drone killed 12 people on a bus", "12", "Sumy region", "2025-05-17", source="the governor", **bus),
            stance("Putin agreed to the truce on Sunday", "Putin", "RUS", "accepts"),
        ),
        briefing(
            "a3",
            "2025-05-18",
            "Daily C",
            toll("Two killed by shelling", "two", "Sumy", "2025-05-18", weapon="shelling"),
            toll("600 killed since March", "600", "Sumy", None, cumulative=True),
        ),
    ]
