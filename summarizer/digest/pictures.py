"""Pictures of a digest: tolls over time with their ranges, positions over time, a map; drawn here, without a browser.

A point of a picture leads to its entry on the page. The map's backdrop is the towns of the gazetteer: no shapes are
fetched from anywhere.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from summarizer.digest.bounds import Bounds
from summarizer.digest.contents import Contents
from summarizer.digest.gazetteer import gazetteer
from summarizer.digest.model import Incident
from summarizer.digest.positions import line_id
from summarizer.digest.view import anchor_of
from summarizer.errors import UsageError
from summarizer.files import write_whole

_ON_THE_PAGE = re.compile(r'href="https?://[^"#]*#')
"""The renderer makes addresses whole; these links lead to an entry of the same page."""

MOST_INCIDENTS = 8
MOST_LINES = 14
MOST_POINTS = 200
MOST_TOWNS = 1500
WIDTH = 680
INK, FAINT, RED = "#3b3a37", "#c9c4ba", "#b3241b"
STANCES = {
    "accepts": "#17692f",
    "demands": "#4f9d5d",
    "mediates": "#7a5200",
    "conditional": "#c98a00",
    "noncommittal": "#8a8880",
    "rejects": "#8f1d63",
    "called_for": "#8fb7e0",
    "in_preparation": "#4f86c6",
    "imposed": "#1a56c4",
    "extended": "#0d2f75",
    "eased": "#c98a00",
    "opposed": "#8f1d63",
}


def pictures(digest: Contents) -> dict[str, str]:
    """The pictures that the digest has points for, as SVG, by name: `tolls`, `positions`, `map`.

    Raises:
        UsageError: the libraries for charts are not installed.
    """
    try:
        import altair
        import vl_convert
    except ImportError:
        raise UsageError("charts need altair: run `pip install 'summarizer[digest]'`") from None
    incidents = list(digest.incidents(most=MOST_POINTS))
    charts = {
        "tolls": _tolls(altair, list(_toll_rows(incidents[:MOST_INCIDENTS]))),
        "positions": _positions(altair, list(_position_rows(digest))),
        "map": _map(altair, [i for i in incidents if i.latitude is not None]),
    }
    made = {}
    for name, chart in charts.items():
        if chart is not None:
            made[name] = _ON_THE_PAGE.sub('href="#', str(vl_convert.vegalite_to_svg(_dressed(chart).to_dict())))
    return made


def save_pictures(digest: Contents, folder: Path) -> list[Path]:
    """Writes the pictures as SVG files and returns their paths.

    Raises:
        UsageError: the libraries for charts are not installed.
        UnwritableOutput: the folder can't be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for name, svg in pictures(digest).items():
        path = folder / f"{name}.svg"
        write_whole(path, svg)
        made.append(path)
    return made


def _dressed(chart: Any) -> Any:
    return (
        chart.configure_view(stroke=None)
        .configure_axis(labelColor=INK, titleColor=INK, labelLimit=260, gridColor="#e4dfd7", domainColor="#bdb6aa")
        .configure_legend(labelColor=INK, titleColor=INK)
        .configure(background="transparent")
    )


def _toll_rows(incidents: list[Incident]) -> Iterator[dict[str, Any]]:
    for incident in incidents:
        for figure in incident.figures:
            if figure.measure != "killed" or not figure.date:
                continue
            low, high = Bounds(figure.low, figure.best, figure.high).span
            best = Bounds(figure.low, figure.best, figure.high).key
            yield {
                "incident": incident.label,
                "date": figure.date,
                "killed": best,
                "low": low,
                "high": best if high == float("inf") else high,
                "said": "holds" if figure.standing else "replaced",
                "href": f"#{incident.id}",
            }


def _days_axis(alt: Any, rows: list[dict[str, Any]]) -> Any:
    """Ticks a day, week, month or year apart, as the longest of the panels has room for."""
    days: dict[str, list[int]] = {}
    for row in rows:
        days.setdefault(row["incident"], []).append(datetime.date.fromisoformat(row["date"]).toordinal())
    longest = max(max(of) - min(of) for of in days.values())
    step = next((name for most, name in ((10, "day"), (70, "week"), (300, "month")) if longest <= most), "year")
    return alt.Axis(format="%Y" if step == "year" else "%-d %b", tickCount=step)


def _tolls(alt: Any, rows: list[dict[str, Any]]) -> Any:
    """Figures over time, a panel an incident, each with its range."""
    if not rows:
        return None
    base = alt.Chart({"values": rows}).encode(
        x=alt.X("date:T", title=None, axis=_days_axis(alt, rows)),
        opacity=alt.Opacity("said:N", scale=alt.Scale(domain=["holds", "replaced"], range=[1, 0.35]), title=None),
        href="href:N",
    )
    ranges = base.mark_rule(color=RED, strokeWidth=3).encode(y=alt.Y("low:Q", title="killed"), y2="high:Q")
    points = base.mark_point(filled=True, size=70, color=RED).encode(y=alt.Y("killed:Q", title="killed"))
    return (
        alt.layer(ranges, points)
        .properties(width=WIDTH / 2 - 40, height=110)
        .facet(facet=alt.Facet("incident:N", title=None, sort=None), columns=2)
        .resolve_scale(x="independent", y="independent")
    )


def _position_rows(digest: Contents) -> Iterator[dict[str, Any]]:
    for number, line in digest.lines(most=MOST_LINES):
        for statement in digest.statements(number, most=30):
            if statement.date and statement.stance in STANCES:
                sector = f", {line.sector}" if line.sector and line.sector != "unspecified" else ""
                toward = f" → {line.other}" if line.other else ""
                yield {
                    "line": f"{line.actor}{toward} ({line.topic}{sector})",
                    "date": statement.date,
                    "stance": statement.stance,
                    "href": f"#{anchor_of(line_id(line.topic, line.actor, line.other, line.sector))}",
                }


def _positions(alt: Any, rows: list[dict[str, Any]]) -> Any:
    """Statements over time, a row a line, coloured by stance."""
    if not rows:
        return None
    met = [stance for stance in STANCES if any(row["stance"] == stance for row in rows)]
    colours: Mapping[str, Any] = {"domain": met, "range": [STANCES[stance] for stance in met]}
    return (
        alt.Chart({"values": rows})
        .mark_point(filled=True, size=110)
        .encode(
            x=alt.X("date:T", title=None, axis=alt.Axis(format="%-d %b")),
            y=alt.Y("line:N", title=None, sort=None),
            color=alt.Color("stance:N", scale=alt.Scale(**colours), legend=alt.Legend(title=None, orient="top")),
            shape=alt.Shape("stance:N", legend=None),
            href="href:N",
        )
        .properties(width=WIDTH - 240, height=alt.Step(22))
    )


def _map(alt: Any, incidents: list[Incident]) -> Any:
    """Where attacks were, over the towns around."""
    if not incidents:
        return None
    found = [(i.latitude or 0.0, i.longitude or 0.0) for i in incidents]
    south, north = min(p[0] for p in found) - 3, max(p[0] for p in found) + 3
    west, east = min(p[1] for p in found) - 4, max(p[1] for p in found) + 4
    towns = gazetteer().within((south, west, north, east), MOST_TOWNS)
    backdrop = alt.Chart(
        {"values": [{"latitude": t.latitude, "longitude": t.longitude} for t in towns] or [{}]}
    ).mark_circle(size=5, color=FAINT)
    rows = [
        {
            "latitude": i.latitude,
            "longitude": i.longitude,
            "killed": (i.now["killed"].low or 0) if "killed" in i.now else 0,
            "href": f"#{i.id}",
            "place": i.place,
        }
        for i in incidents
    ]
    spots = (
        alt.Chart({"values": rows})
        .mark_circle(color=RED, opacity=0.65)
        .encode(size=alt.Size("killed:Q", scale=alt.Scale(range=[40, 900]), legend=None), href="href:N")
    )
    names = alt.Chart({"values": rows[:12]}).mark_text(dy=-12, color=INK, fontSize=10).encode(text="place:N")
    x, y = (
        alt.X("longitude:Q", axis=None, scale=alt.Scale(domain=[west, east])),
        alt.Y("latitude:Q", axis=None, scale=alt.Scale(domain=[south, north])),
    )
    wide = max(1.0, (east - west) * 0.65 / (north - south))
    layers = [part.encode(x=x, y=y) for part in (backdrop, spots, names)]
    return alt.layer(*layers).properties(width=min(WIDTH, 380 * wide), height=min(380, WIDTH / wide))
