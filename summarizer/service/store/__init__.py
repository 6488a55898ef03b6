"""The database of the service: jobs, briefings, reviews, tokens, spending, cached replies.

SQLite and PostgreSQL hold the same tables; nothing above this room knows which it is.
"""

from summarizer.service.store.access import Access, Identity, Role, Token
from summarizer.service.store.briefings import BriefingRow, Briefings, Search
from summarizer.service.store.database import Database
from summarizer.service.store.job_values import BatchRow, Claimed, JobRow, LeaseLost, NewJob, QueueFull
from summarizer.service.store.jobs import Jobs
from summarizer.service.store.replies import SharedReplies
from summarizer.service.store.reviews import ReviewRow, Reviews, Verdict
from summarizer.service.store.spending import Spending
from summarizer.service.store.store import Store

__all__ = [
    "Access",
    "BatchRow",
    "BriefingRow",
    "Briefings",
    "Claimed",
    "Database",
    "Identity",
    "JobRow",
    "Jobs",
    "LeaseLost",
    "NewJob",
    "QueueFull",
    "ReviewRow",
    "Reviews",
    "Role",
    "Search",
    "SharedReplies",
    "Spending",
    "Store",
    "Token",
    "Verdict",
]
