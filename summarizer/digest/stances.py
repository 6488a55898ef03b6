"""Records of positions into lines: who, toward whom, on what; a counterparty that one paper leaves out is filled in."""

from __future__ import annotations

from summarizer.digest.claims import actor_key, quote_hash
from summarizer.digest.spelling import plain
from summarizer.digest.store import Store
from summarizer.digest.tolls import LAST
from summarizer.schemas import CeasefirePosition, SanctionsCall

ACCUSED = "violates_alleged"
"""Said of an actor, not its own position: no change of stance."""


def make_stands(store: Store) -> None:
    """Reduces the records on ceasefires and sanctions to who stands where, and joins what is of one line."""
    for topic in ("ceasefire", "sanctions"):
        for row, place, record in store.records(topic):
            if isinstance(record, CeasefirePosition):
                stance = str(record.stance)
                other, sector = actor_key(record.counterparty), "accused" if stance == ACCUSED else ""
            elif isinstance(record, SanctionsCall):
                other, sector, stance = actor_key(record.target), str(record.sector), str(record.status)
            else:
                continue
            first = record.evidence[0].quote
            values = (topic, actor_key(record.actor), other, sector, row["date"] or LAST, row["id"], place, stance)
            speaker, quote = plain(record.actor.name), quote_hash(first) or plain(first)
            store.db.execute("INSERT INTO stands VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", (*values, speaker, quote))
    _fill(store, "sector", "unspecified", "topic, actor, other")
    _fill(store, "other", "", "topic, actor, sector")


def _fill(store: Store, column: str, unsaid: str, group: str) -> None:
    """What one paper leaves out is what the others say, where these say one thing only."""
    same = " AND ".join(f"s.{name.strip()} = stands.{name.strip()}" for name in group.split(","))
    store.db.execute(
        f"CREATE TEMP TABLE said_{column} AS SELECT {group}, MIN({column}) AS said FROM stands WHERE {column} != ? "
        f"GROUP BY {group} HAVING COUNT(DISTINCT {column}) = 1",
        (unsaid,),
    )
    store.db.execute(
        f"UPDATE OR IGNORE stands SET {column} = s.said FROM said_{column} AS s WHERE stands.{column} = ? AND {same}",
        (unsaid,),
    )
