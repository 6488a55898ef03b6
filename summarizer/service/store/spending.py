"""The cost of the model by day (UTC), over all processes on the database."""

from __future__ import annotations

import datetime

from sqlalchemy import insert, select, update

from summarizer.service.store.database import Database
from summarizer.service.store.tables import spending


class Spending:
    """Dollars a day."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, usd: float) -> None:
        """Counts dollars toward today."""
        if usd <= 0:
            return
        day = today()
        with self._database.writing() as connection:
            if connection.dialect.name == "postgresql":
                from sqlalchemy.dialects.postgresql import insert as upsert

                statement = upsert(spending).values(day=day, usd=usd)
                connection.execute(
                    statement.on_conflict_do_update(index_elements=["day"], set_={"usd": spending.c.usd + usd})
                )
                return
            added = connection.execute(update(spending).where(spending.c.day == day).values(usd=spending.c.usd + usd))
            if not added.rowcount:
                connection.execute(insert(spending).values(day=day, usd=usd))

    def today(self) -> float:
        """Dollars spent today."""
        with self._database.reading() as connection:
            return connection.execute(select(spending.c.usd).where(spending.c.day == today())).scalar() or 0.0

    def days(self, most: int = 31) -> tuple[tuple[str, float], ...]:
        """The last days on which something was spent, the latest first."""
        with self._database.reading() as connection:
            rows = connection.execute(
                select(spending.c.day, spending.c.usd).order_by(spending.c.day.desc()).limit(most)
            )
            return tuple((day, usd) for day, usd in rows)


def today() -> str:
    """The day by which spending is counted, ISO 8601."""
    return datetime.datetime.now(datetime.UTC).date().isoformat()


def seconds_left_today() -> int:
    """Seconds until the next day of counting begins."""
    time = datetime.datetime.now(datetime.UTC)
    tomorrow = (time + datetime.timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    return int((tomorrow - time).total_seconds()) + 1
