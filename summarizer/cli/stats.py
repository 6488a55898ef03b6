"""The forms of `summarizer stats`: tables and bars on the terminal, a chart as SVG or HTML."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from io import StringIO
from pathlib import Path

from rich.table import Table

from summarizer.batch.stats import Stats
from summarizer.cli.printing import Output, output
from summarizer.errors import UsageError
from summarizer.files import write_whole
from summarizer.usage import dollars
from summarizer.visible_text import one_line

MOST_PARTIES = 15
BAR = 40
"""Width of the longest bar, in characters."""


def show(stats: Stats) -> None:
    """Prints what a run gave."""
    console = output()
    usage = stats.usage
    cost = "unknown" if usage.cost_usd is None else dollars(usage.cost_usd)
    console.print(
        f"{stats.articles:,} articles ({stats.repeats:,} repeat another and are not counted below, "
        f"{stats.updates:,} update another and are, {stats.partial:,} lack a topic), "
        f"{usage.calls:,} calls, {usage.cached_calls:,} cached, "
        f"{usage.prompt_tokens:,} tokens read, {usage.completion_tokens:,} written, cost {cost}",
        highlight=False,
    )
    for topic, missed in sorted(stats.not_examined.items()):
        total = stats.articles + stats.lost
        console.print(f"{one_line(topic)}: not examined in {missed:,} of {total:,} articles", highlight=False)
    _bars(console, "Records over time", ("topic", "period"), sorted(stats.periods().items()))
    _bars(console, "Parties", ("topic", "role", "party"), _most(stats.parties, MOST_PARTIES))
    _bars(console, "Classes", ("topic", "field", "class"), sorted(stats.classes.items()))
    _bars(console, "Rejected drafts", ("topic", "code"), stats.rejects.most_common())
    _bars(console, "Failures", ("error",), [((name,), count) for name, count in stats.failures.most_common()])


def check_chart(path: Path) -> None:
    """Refuses a chart that can't be drawn, before anything is counted.

    Raises:
        UsageError: the name ends otherwise than in .svg or .html.
    """
    if path.suffix.lower() not in (".svg", ".html"):
        raise UsageError(f"can't draw {str(path)!r}: name it .svg or .html")


def draw(stats: Stats, path: Path) -> None:
    """Draws records over time, by topic, into an SVG or HTML file, which needs nothing from the internet.

    Raises:
        UsageError: the name ends otherwise, or the libraries for charts are not installed.
        UnwritableOutput: the file can't be written.
    """
    check_chart(path)
    try:
        import altair  # an extra of this package, and 0.5 s
    except ImportError:
        raise UsageError("--chart needs altair: run `pip install 'summarizer[eval]'`") from None
    values = [
        {"topic": topic, "period": period or "no date", "records": count}
        for (topic, period), count in sorted(stats.periods().items())
    ]
    chart = (
        altair.Chart({"values": values}, title="Records by the day or month of their article")
        .mark_bar()
        .encode(
            x=altair.X("period:O", title=None),
            y=altair.Y("records:Q", title="records", axis=altair.Axis(tickMinStep=1)),
            color=altair.Color("topic:N", legend=altair.Legend(title=None, orient="top")),
        )
        .properties(width=640, height=280)
    )
    if path.suffix.lower() == ".html":
        page = chart.to_html(inline=True)  # the scripts stand in the page itself
    else:
        drawn = StringIO()
        chart.save(drawn, format="svg")
        page = drawn.getvalue()
    write_whole(path, page)


def _most(counts: Counter[tuple[str, str, str]], most: int) -> list[tuple[tuple[str, str, str], int]]:
    """The largest counts of each topic, in the order of topic and size."""
    kept: list[tuple[tuple[str, str, str], int]] = []
    for topic in sorted({key[0] for key in counts}):
        own = [(key, n) for key, n in counts.most_common() if key[0] == topic]
        kept += own[:most]
    return kept


def _bars(console: Output, title: str, columns: tuple[str, ...], rows: Iterable[tuple[tuple[str, ...], int]]) -> None:
    """Prints counts as a table with a bar each; nothing where there are none."""
    rows = list(rows)
    if not rows:
        return
    longest = max(count for _, count in rows)
    table = Table(title=title, title_justify="left", box=None, pad_edge=False)
    for column in columns:
        table.add_column(column)
    table.add_column("records", justify="right")
    table.add_column("")
    for names, count in rows:
        table.add_row(
            *(one_line(name) or "-" for name in names), f"{count:,}", "█" * max(1, round(BAR * count / longest))
        )
    console.print()
    console.print(table)
