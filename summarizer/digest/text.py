"""A digest as plain text and as Markdown; words of articles are shown, never obeyed."""

from __future__ import annotations

from collections.abc import Iterator

from summarizer.digest.contents import By, Contents
from summarizer.digest.model import Quote
from summarizer.digest.view import Entry, page
from summarizer.render.markdown import escape
from summarizer.visible_text import one_line


def render_text(digest: Contents, *, by: By, explain: bool) -> str:
    """The digest as plain text."""
    shown = page(digest, by=by, explain=explain)
    lines = [shown.title.upper(), one_line(shown.about), "", one_line(" ".join(s.text for s in shown.lead))]
    for section in shown.sections:
        lines += ["", section.title.upper()]
        for entry in section.entries:
            lines += _text_entry(entry)
        lines += [f"  … and {section.more:,} more: see --format json"] if section.more else []
    return "\n".join(lines) + "\n"


def _text_entry(entry: Entry) -> Iterator[str]:
    yield f"- {'NEW ' if entry.new else ''}{one_line(entry.head)}"
    for fact in entry.facts:
        yield f"    {'* ' if fact.new else ''}{one_line(fact.text)}"
        yield from (f"      “{one_line(quote.text)}” ({_credit(quote)})" for quote in fact.quotes[:1])
    for line in entry.why:
        yield f"    = {one_line(line)}"


def _credit(quote: Quote) -> str:
    return one_line(", ".join(part for part in (quote.article.outlet, quote.article.date) if part))


def render_markdown(digest: Contents, *, by: By, explain: bool) -> str:
    """The digest as Markdown, each fact with a footnote to its words."""
    shown = page(digest, by=by, explain=explain)
    notes: dict[str, str] = {}
    lines = [f"# {escape(shown.title)}", "", escape(shown.about), ""]
    lines.append(" ".join(escape(s.text) + "".join(_note(q, notes) for q in s.quotes[:2]) for s in shown.lead))
    for section in shown.sections:
        lines += ["", f"## {escape(section.title)}", ""]
        for entry in section.entries:
            lines.append(f"- {'**New:** ' if entry.new else ''}**{escape(entry.head)}**")
            for fact in entry.facts:
                mark = "*new:* " if fact.new else ""
                lines.append(f"  - {mark}{escape(fact.text)}{''.join(_note(q, notes) for q in fact.quotes[:3])}")
            lines += [f"  - why: {escape(line)}" for line in entry.why]
        lines += [f"- … and {section.more:,} more"] if section.more else []
    lines += ["", *(f"[^{key}]: {note}" for note, key in notes.items())]
    return "\n".join(lines) + "\n"


def _note(quote: Quote, notes: dict[str, str]) -> str:
    """A footnote to a quote; one for all places that rest on it."""
    words = f"{escape(_credit(quote))}, characters {quote.start}–{quote.end}: “{escape(quote.text)}”"
    return f"[^{notes.setdefault(words, f'q{len(notes) + 1}')}]"
