"""The store: all tables of the database together."""

from __future__ import annotations

from summarizer.service.store.access import Access
from summarizer.service.store.briefings import Briefings
from summarizer.service.store.database import Database
from summarizer.service.store.jobs import Jobs
from summarizer.service.store.replies import SharedReplies
from summarizer.service.store.reviews import Reviews
from summarizer.service.store.spending import Spending


class Store:
    """Everything that the service remembers.

    Args:
        url: the database, `sqlite:///path` or `postgresql+psycopg://user@host/name`.

    Raises:
        UsageError: it can't be opened.
    """

    def __init__(self, url: str) -> None:
        self.database = Database(url)
        self.access = Access(self.database)
        self.briefings = Briefings(self.database)
        self.jobs = Jobs(self.database)
        self.replies = SharedReplies(self.database)
        self.reviews = Reviews(self.database)
        self.spending = Spending(self.database)

    def close(self) -> None:
        """Closes the database."""
        self.database.close()
