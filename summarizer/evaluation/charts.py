"""The charts of the report, as SVG made on this machine: no browser, no network."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt
import vl_convert

from summarizer.evaluation.table_rows import Row

INK = "#33312e"
BLUE = "#2b6cb0"
ORANGE = "#c05621"
GREY = "#8a857d"


def score_chart(rows: Sequence[Row]) -> str:
    """F1 and strict F1 of each topic with their 95% intervals."""
    values = [
        {"topic": row["topic"], "score": name, "f1": row[key], "low": row[f"{key}_low"], "high": row[f"{key}_high"]}
        for row in rows
        for name, key in (("relaxed", "f1"), ("strict", "strict_f1"))
    ]
    base = alt.Chart({"values": values}).encode(
        y=alt.Y("topic:N", sort=None, title=None),
        yOffset=alt.YOffset("score:N", sort=["relaxed", "strict"]),
        color=alt.Color(
            "score:N",
            scale=alt.Scale(domain=["relaxed", "strict"], range=[BLUE, ORANGE]),
            legend=alt.Legend(title=None, orient="top"),
        ),
    )
    scale = alt.Scale(domain=[0, 1])
    spread = base.mark_rule(strokeWidth=2).encode(x=alt.X("low:Q", scale=scale, title="F1"), x2="high:Q")
    points = base.mark_point(filled=True, size=70).encode(x=alt.X("f1:Q", scale=scale, title="F1"))
    return _svg(spread + points, height=alt.Step(18))


def bar_chart(rows: Sequence[Row], *, name: str, value: str, title: str) -> str:
    """A bar of 0 to 1 for each row, in the order of the rows.

    Args:
        rows: what to show; rows without a value are left out.
        name: column that names the bar.
        value: column with its length.
        title: of the axis.
    """
    values = [{"name": row[name], "value": row[value]} for row in rows if row[value] is not None]
    bars = (
        alt.Chart({"values": values})
        .mark_bar(color=BLUE, height=alt.RelativeBandSize(0.7))
        .encode(
            y=alt.Y("name:N", sort=None, title=None),
            x=alt.X("value:Q", scale=alt.Scale(domain=[0, 1]), title=title),
        )
    )
    return _svg(bars, height=alt.Step(18))


def error_chart(rows: Sequence[Row], topics: Sequence[str]) -> str:
    """How often each kind of disagreement occurs, by topic."""
    colours = [BLUE, ORANGE, "#2f855a", "#805ad5", GREY]
    bars = (
        alt.Chart({"values": [{"kind": row["kind"], "topic": row["topic"]} for row in rows]})
        .mark_bar(height=alt.RelativeBandSize(0.7))
        .encode(
            y=alt.Y("kind:N", sort="-x", title=None),
            x=alt.X("count():Q", title="disagreements"),
            color=alt.Color(
                "topic:N",
                scale=alt.Scale(domain=list(topics), range=colours[: len(topics)]),
                legend=alt.Legend(title=None, orient="top"),
            ),
        )
    )
    return _svg(bars, height=alt.Step(20))


def change_chart(rows: Sequence[Row]) -> str:
    """The change of each compared score with its 95% interval."""
    values = [{**row, "name": f"{row['topic']} {row['score']}"} for row in rows]
    base = alt.Chart({"values": values}).encode(
        y=alt.Y("name:N", sort=None, title=None),
        color=alt.Color(
            "verdict:N",
            scale=alt.Scale(domain=["better", "no difference", "worse"], range=["#2f855a", GREY, "#c53030"]),
            legend=alt.Legend(title=None, orient="top"),
        ),
    )
    spread = base.mark_rule(strokeWidth=2).encode(x=alt.X("low:Q", title="change"), x2="high:Q")
    points = base.mark_point(filled=True, size=60).encode(x=alt.X("change:Q", title="change"))
    zero = alt.Chart({"values": [{"x": 0}]}).mark_rule(color=INK, strokeDash=[3, 3]).encode(x="x:Q")
    return _svg(zero + spread + points, height=alt.Step(16), width=700)


def _svg(chart: Any, *, height: Any, width: int = 420) -> str:
    """Draws a chart in the report's colours."""
    finished = (
        chart.properties(width=width, height=height, background="transparent")
        .configure_view(stroke=None)
        .configure_axis(labelColor=INK, titleColor=INK, labelLimit=260, gridColor="#e4dfd7", domainColor="#bdb6aa")
        .configure_legend(labelColor=INK)
    )
    svg: str = vl_convert.vegalite_to_svg(finished.to_dict())
    return svg
