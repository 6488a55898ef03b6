"""A briefing in the terminal: rich panels by topic, counts aligned, the quote and its source beneath each record.

On a stream that is no terminal it is plain lines without boxes or colours, made to be read, searched and mailed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rich.box import ROUNDED, SIMPLE_HEAD
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from summarizer.article import Article
from summarizer.contract import BriefingData
from summarizer.render.heading import about, absence, title
from summarizer.render.record_view import RecordView, cited, counted_names, topic_title, views
from summarizer.topics.showing import Fact, Tone
from summarizer.visible_text import one_line

STYLES: Mapping[Tone, str] = {
    "harm": "bold red",
    "for": "bold green",
    "against": "bold magenta",
    "between": "bold yellow",
    "neutral": "bold",
}
NARROW = 60
"""Below this many columns, counts stand in a line of their own instead of columns."""


def render_terminal(briefing: BriefingData, article: Article | None, console: Console) -> None:
    """Prints a briefing: the summary, then who, what, and the quote beneath, by topic.

    Args:
        briefing: what to show.
        article: the article it is of, where it is at hand; gives the title where the briefing has none.
        console: where to print; plain lines when it is no terminal.
    """
    if console.is_terminal:
        console.print(panels(briefing, article, console.width))
        return
    for line in plain_lines(briefing, article):
        console.print(Text(_writable(line, console.encoding)), soft_wrap=True)


def panels(briefing: BriefingData, article: Article | None, width: int) -> RenderableType:
    """The briefing as rich panels for a terminal of a width in columns."""
    shown = views(briefing)
    parts: list[RenderableType] = [_head(briefing, article)]
    if briefing.summary:
        lines = [_sentence(s.text, [v.label for v in cited(s, shown)]) for s in briefing.summary]
        parts.append(Padding(Group(*lines), (1, 2)))
    parts += [_topic(briefing, topic, vs, width) for topic, vs in shown.items()]
    if not shown:
        parts.append(Padding(Text(one_line(absence(briefing))), (1, 2)))
    parts += _troubles(briefing)
    return Group(*parts)


def plain_lines(briefing: BriefingData, article: Article | None) -> Iterable[str]:
    """Yields the briefing as lines without boxes, colours or wrapping."""
    shown = views(briefing)
    yield title(briefing, article)
    yield about(briefing)
    for sentence in briefing.summary:
        yield ""
        yield _sentence(sentence.text, [v.label for v in cited(sentence, shown)]).plain
    for topic, vs in shown.items():
        yield ""
        yield f"{one_line(topic_title(briefing, topic)).upper()} ({len(vs)})"
        for v in vs:
            yield f"{v.label:>3}  {_headline(v, alone=True).plain}"
            yield from (f"     {line.plain}" for line in _beneath(v))
    if not shown:
        yield ""
        yield one_line(absence(briefing))
    for failure in briefing.failures:
        yield ""
        yield f"FAILED {one_line(failure.topic)}: {one_line(failure.error)}: {one_line(failure.message)}"
    if briefing.rejected:
        yield ""
        yield f"REJECTED ({len(briefing.rejected)})"
        yield from (f"     {one_line(r.topic)}: {one_line(r.reason)}" for r in briefing.rejected)


def _head(briefing: BriefingData, article: Article | None) -> RenderableType:
    return Group(Rule(style="dim"), Text(title(briefing, article), style="bold"), Text(about(briefing), style="dim"))


def _sentence(text: str, labels: list[str]) -> Text:
    line = Text(one_line(text))
    if labels:
        line.append(f" [{', '.join(labels)}]", style="dim")
    return line


def _topic(briefing: BriefingData, topic: str, shown: tuple[RecordView, ...], width: int) -> RenderableType:
    """A topic's records in a panel: a column for each count that occurs, or one for stances."""
    counted = counted_names(briefing, topic, shown)
    wide = width >= NARROW
    table = Table(box=SIMPLE_HEAD if counted and wide else None, expand=True, pad_edge=False)
    table.show_header = bool(counted) and wide
    table.add_column("", style="dim", no_wrap=True)
    for name in _columns(shown, counted) if wide else ():
        table.add_column(name, justify="right" if counted else "left", no_wrap=True, style=STYLES["harm"])
    table.add_column("who, where, by whom" if counted and shown[0].badge.tone == "harm" else "", ratio=1)
    for i, v in enumerate(shown):
        cells: list[RenderableType] = _cells(v, counted) if wide else []
        body = Group(_headline(v, alone=not wide), *_beneath(v))
        table.add_row(v.label, *cells, Padding(body, (0, 0, 0 if i == len(shown) - 1 else 1, 0)))
    known = briefing.topic(topic)
    colour = known.colour if known is not None else "blue"
    heading = Text(f"{one_line(topic_title(briefing, topic))} · {len(shown)}", style="bold")
    return Panel(table, title=heading, title_align="left", box=ROUNDED, border_style=colour)


def _columns(shown: tuple[RecordView, ...], counted: list[str]) -> list[str]:
    """The names of the columns between label and text."""
    return counted or ([""] if any(v.badge.tone != "harm" for v in shown) else [])


def _cells(v: RecordView, counted: list[str]) -> list[RenderableType]:
    """What stands in these columns: the counts, else the sign and word of the stance."""
    if counted:
        figures = {f.name: f.sign for f in v.figures}
        return [Text(figures.get(name, "–")) for name in counted]
    return [] if v.badge.tone == "harm" else [_badge(v)]


def _badge(v: RecordView) -> Text:
    return Text(f"{v.badge.sign} {v.badge.word}", style=STYLES[v.badge.tone])


def _headline(v: RecordView, *, alone: bool) -> Text:
    """Who and what, in one line; with the counts or the stance where these have no column of their own."""
    line = Text()
    if v.figures and alone:
        line.append(", ".join(f"{f.name} {f.sign}" for f in v.figures) + "  ", style=STYLES["harm"])
    if v.badge.tone == "harm":
        return line.append(one_line(v.who), style="bold")
    line.append(one_line(v.who), style="bold")
    if alone or v.figures:
        line.append("  ").append_text(_badge(v))
    if v.what:
        line.append(f"{' ' if alone else ': '}{one_line(v.what)}")
    return line


def _beneath(v: RecordView) -> Iterable[Text]:
    """The facts, the quote and who says so."""
    facts = Text()
    for i, fact in enumerate(v.facts):
        facts.append(" · " if i else "", style="dim")
        label, value = f"{one_line(fact.label)} ", one_line(fact.value)
        facts.append(label, style="dim").append(f"{value} (unsure)" if fact.unsure else value, _certainty(fact))
    if v.facts:
        yield facts
    source = f"— {one_line(v.source)}" if v.source else "— the article"
    if v.same_words_as:
        yield Text(f"the words of {v.same_words_as} {source}", style="dim")
        return
    for evidence in v.evidence:
        yield Text(f"“{one_line(evidence.quote)}”", style="italic")
    yield Text(source, style="dim")


def _certainty(fact: Fact) -> str:
    return "dim" if fact.unsure else ""


def _troubles(briefing: BriefingData) -> list[RenderableType]:
    """What failed and what was rejected, where there is any."""
    parts: list[RenderableType] = []
    for failure in briefing.failures:
        line = Text(f"✗ {one_line(failure.topic)} failed: ", style="bold red")
        parts.append(line.append(f"{one_line(failure.error)}: {one_line(failure.message)}", style="not bold default"))
    if briefing.rejected:
        table = Table(box=None, show_header=False, pad_edge=False)
        for r in briefing.rejected:
            table.add_row(Text(one_line(r.topic), style="dim"), Text(one_line(r.reason)))
        heading = Text(f"Rejected · {len(briefing.rejected)}", style="bold")
        parts.append(Panel(table, title=heading, title_align="left", box=ROUNDED, border_style="dim"))
    return parts


def _writable(text: str, encoding: str) -> str:
    """The text with what the stream's encoding can't write replaced by question marks."""
    return text.encode(encoding, "replace").decode(encoding)
