"""The headline of a briefing and the line beneath it, the same in every form."""

from __future__ import annotations

from summarizer.article import Article
from summarizer.contract import BriefingData
from summarizer.phrasing.numbers import day_in_words
from summarizer.render.record_view import topic_title
from summarizer.visible_text import one_line

NOTHING = "Nothing found on the topics asked for."

LONGEST = 100
"""How many characters of a text stand for a title that an article has not."""


def title(briefing: BriefingData, article: Article | None) -> str:
    """The headline of the article, or its first words where it has none."""
    known = briefing.article.title or (article.title if article else None)
    if known:
        return one_line(known)
    text = briefing.article.text or (article.text if article else "")
    words = one_line(text[:400])
    first = words if len(words) <= LONGEST else words[:LONGEST].rpartition(" ")[0] + " …"
    return first or f"Article {one_line(briefing.article.id)}"


def about(briefing: BriefingData) -> str:
    """The line beneath the headline: day, publisher, model, how much was found."""
    info = briefing.article
    missed = not_examined(briefing)
    found = sum(len(records) for records in briefing.records.values())
    records = f"{found} record{'' if found == 1 else 's'}"
    if missed:
        records = f"{records}, {missed}" if found or len(failed_topics(briefing)) < _asked(briefing) else missed
    day = day_in_words(info.date.isoformat()) if info.date else None
    parts = [day, info.source, records, f"model {briefing.model}"]
    return " · ".join(one_line(part) for part in parts if part)


def failed_topics(briefing: BriefingData) -> tuple[str, ...]:
    """The titles of the topics that failed, each once."""
    return tuple(dict.fromkeys(topic_title(briefing, name) for name in _failed(briefing)))


def not_examined(briefing: BriefingData) -> str:
    """How many topics failed, of how many; empty where none did."""
    failed = len(failed_topics(briefing))
    return f"not examined: {failed} of {_asked(briefing)} topics failed" if failed else ""


def absence(briefing: BriefingData) -> str:
    """What to say where there is no record: nothing was found, or no answer was had; a failure is never absence."""
    missed = not_examined(briefing)
    if not missed:
        return NOTHING
    failed = {failure.topic for failure in briefing.failures}
    empty = [topic_title(briefing, topic) for topic in briefing.records if topic not in failed]
    found = f"Nothing found on {', '.join(empty)}. " if empty else ""
    return f"{found}{missed[0].upper()}{missed[1:]} ({', '.join(failed_topics(briefing))})."


def _asked(briefing: BriefingData) -> int:
    """How many topics were asked about."""
    return len({*briefing.records, *_failed(briefing)})


def _failed(briefing: BriefingData) -> list[str]:
    """The names of the topics that failed; a summary that failed is no topic."""
    named = [failure.topic for failure in briefing.failures if failure.topic]
    return [name for name in named if name in briefing.records or name != "summary"]
