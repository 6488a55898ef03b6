"""A briefing as Markdown for mail and wikis: a list of records by topic, each with a footnote to its words.

What comes from an article or a model is escaped: it can make no link, image, HTML, heading or table of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from summarizer.article import Article
from summarizer.contract import BriefingData
from summarizer.render.heading import about, absence, title
from summarizer.render.record_view import RecordView, cited, topic_title, views
from summarizer.visible_text import one_line

_SPECIAL = re.compile(r"([\\`*_{}\[\]#!|~$^=@])")
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def escape(text: str) -> str:
    """The text so that Markdown shows it as it is, in one line.

    Angle brackets and ampersands become entities, since not every dialect lets a backslash take their power; what
    dialects turn into links by themselves (`https://…`, `www.…`, `name@host`) is broken by a backslash.
    """
    escaped = _SPECIAL.sub(r"\\\1", one_line(text)).translate(_ENTITIES)
    escaped = re.sub(r":(?=//)|(?<=mailto):|(?<=xmpp):", r"\\:", escaped, flags=re.IGNORECASE)
    escaped = re.sub(r"\b(www)\.", r"\1\\.", escaped, flags=re.IGNORECASE)
    return re.sub(r"^(\d{1,9})([.)])|^([-:+])", lambda m: f"{m[1] or ''}\\{m[2] or m[3]}", escaped)


def render_markdown(briefing: BriefingData, article: Article | None, *, number: int | None = None) -> str:
    """A briefing as Markdown.

    Args:
        briefing: what to show.
        article: the article it is of, where it is at hand; gives the title where the briefing has none.
        number: of the briefing among several in one document, from 1; keeps the footnotes of each apart.
    """
    return "\n".join(_lines(briefing, article, "" if number is None else f"{number}-")) + "\n"


def _lines(briefing: BriefingData, article: Article | None, prefix: str) -> Iterable[str]:
    shown = views(briefing)
    yield f"# {escape(title(briefing, article))}"
    yield ""
    yield escape(about(briefing))
    for sentence in briefing.summary:
        notes = "".join(dict.fromkeys(_note(v, prefix) for v in cited(sentence, shown)))
        yield ""
        yield escape(sentence.text) + notes
    for topic, vs in shown.items():
        yield ""
        yield f"## {escape(topic_title(briefing, topic))}"
        yield ""
        yield from (_item(v, prefix) for v in vs)
    if not shown:
        yield ""
        yield escape(absence(briefing))
    yield from _troubles(briefing)
    yield ""
    for v in (v for vs in shown.values() for v in vs):
        if not v.same_words_as:
            words = " … ".join(f"“{escape(e.quote)}”" for e in v.evidence)
            spans = ", ".join(f"{e.start}–{e.end}" for e in v.evidence)
            # Words before the quote, so that a reader without footnotes never takes the line for a link's address.
            yield f"[^{prefix}{v.label}]: Characters {spans}: {words}"


def _note(v: RecordView, prefix: str) -> str:
    return f"[^{prefix}{v.same_words_as or v.label}]"


def _item(v: RecordView, prefix: str) -> str:
    """A record as an item of a list."""
    figures = ", ".join(f"{f.name} {escape(f.sign)}" for f in v.figures)
    who = f"**{escape(v.who)}**" if v.who else ""
    act = f"{v.badge.word} {escape(v.what)}".strip() if v.badge.tone != "harm" else ""
    facts = [f"{escape(f.label)}: {escape(f.value)}{' (unsure)' if f.unsure else ''}" for f in v.facts]
    source = [f"source: {escape(v.source)}"] if v.source else []
    head = " ".join(part for part in (f"{figures}:" if figures else "", who, act) if part)
    return f"- {'; '.join([head, *facts, *source])}{_note(v, prefix)}"


def _troubles(briefing: BriefingData) -> Iterable[str]:
    if briefing.failures:
        yield from ("", "## Failed", "")
        yield from (f"- {escape(f.topic)}: {escape(f.error)}: {escape(f.message)}" for f in briefing.failures)
    if briefing.rejected:
        yield from ("", "## Rejected", "")
        yield from (f"- {escape(r.topic)}: {escape(r.reason)}" for r in briefing.rejected)
