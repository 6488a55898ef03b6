"""The headline of a briefing and the line beneath it, the same in every form."""

from __future__ import annotations

from summarizer.article import Article
from summarizer.contract import BriefingData
from summarizer.inert import one_line
from summarizer.summary.phrases import day_in_words

LONGEST = 100
"""How many characters of a text stand for a title that an article has not."""


def title(briefing: BriefingData, article: Article | None) -> str:
    """Returns the headline of the article, or its first words where it has none."""
    known = briefing.article.title or (article.title if article else None)
    if known:
        return one_line(known)
    text = briefing.article.text or (article.text if article else "")
    words = one_line(text[:400])
    first = words if len(words) <= LONGEST else words[:LONGEST].rpartition(" ")[0] + " …"
    return first or f"Article {one_line(briefing.article.id)}"


def about(briefing: BriefingData) -> str:
    """Returns the line beneath the headline: day, publisher, model, how much was found."""
    info = briefing.article
    found = sum(len(records) for records in briefing.records.values())
    day = day_in_words(info.date.isoformat()) if info.date else None
    parts = [day, info.source, f"{found} record{'' if found == 1 else 's'}", f"model {briefing.model}"]
    return " · ".join(one_line(part) for part in parts if part)
