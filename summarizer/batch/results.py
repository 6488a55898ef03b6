"""What the batch engine reads from a result: its article, failures, and dates that another article takes over."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import BaseModel

from summarizer.article import Article
from summarizer.batch.journal import Failed
from summarizer.briefing import Briefing
from summarizer.recomposition import summary_again
from summarizer.schemas import Derived, Record, Verbatim, kinds
from summarizer.values.dates.resolving import resolve_date


class ResultLine(BaseModel):
    """The part of a line of the output that says whose it is and what failed."""

    class Info(BaseModel):
        """Names the article."""

        id: str

    class Topic(BaseModel):
        """A topic that failed."""

        topic: str
        error: str
        message: str

    article: Info
    failures: tuple[Topic, ...] = ()

    @property
    def failure(self) -> Failed | None:
        """The failure of some topics, as the journal keeps it."""
        return failure_of(self.article.id, self.failures, partial=True)


def failure_of(article_id: str, failures: Iterable[object], *, partial: bool) -> Failed | None:
    """Failed topics as one failure of their article: the first's class, and what befell each.

    Args:
        article_id: the article.
        failures: objects with `topic`, `error` and `message`.
        partial: whether other topics have a result.
    """
    told = [(getattr(f, "topic", ""), getattr(f, "error", ""), getattr(f, "message", "")) for f in failures]
    if not told:
        return None
    return Failed(article_id, told[0][1], "; ".join(f"{topic}: {message}" for topic, _, message in told), partial)


def redated(briefing: Briefing, article: Article) -> Briefing:
    """A briefing with its derived dates read anew, for an article with the same text and another date."""
    if briefing.article.date == article.date:
        return briefing
    records = {
        topic: tuple(record.model_copy(update=_dates(record, article)) for record in records)
        for topic, records in briefing.records.items()
    }
    dated = briefing.model_copy(update={"records": records})
    if briefing.summary_by != "composed":
        return dated
    return dated.model_copy(update={"summary": summary_again(dated, article)})


def _dates(record: Record, article: Article) -> dict[str, str | None]:
    markers = kinds(type(record))
    found = {}
    for name, marker in markers.items():
        source = markers.get(marker.source) if isinstance(marker, Derived) else None
        if isinstance(marker, Derived) and isinstance(source, Verbatim) and source.holds == "date":
            words = getattr(record, marker.source)
            found[name] = resolve_date(words, article.date) if words else None
    return found
