"""Groups positions into lines: who, toward whom, on what; a counterparty that one paper leaves out is filled in."""

from __future__ import annotations

from summarizer.digest.claims import actor_key, quote_hash
from summarizer.digest.spelling import plain
from summarizer.digest.store import Store
from summarizer.digest.tolls import LAST
from summarizer.topics import position_topics


def make_stands(store: Store) -> None:
    """Reduces the records of positions to who stands where, and joins what is of one line."""
    for topic, telling in position_topics().items():
        for row, place, record in store.records(topic):
            position = telling.position(record)
            if position is None:
                continue
            where = (topic, actor_key(position.actor), actor_key(position.other), position.matter)
            speaker, quote = plain(position.actor.name), quote_hash(position.evidence) or plain(position.evidence)
            values = (*where, row["date"] or LAST, row["id"], place, position.stand, speaker, quote)
            store.db.execute("INSERT INTO stands VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values)
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
