"""A digest as one self-contained HTML page: lead, pictures, entries with their quotes. It fetches nothing."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from pathlib import Path

from jinja2 import Environment
from markupsafe import Markup

from summarizer.digest.contents import By, Contents
from summarizer.digest.pictures import pictures
from summarizer.digest.view import anchor_of, page
from summarizer.pages import page_templates, policy_source

TITLES = {"tolls": "Killed, by attack and day of the report", "positions": "Positions over time", "map": "Attacks"}


def render_html(digest: Contents, *, by: By = "incident", explain: bool = True) -> str:
    """The page."""
    return _page(digest, by=by, explain=explain, framed=False)


def render_frame(digest: Contents, *, height: int = 720) -> str:
    """The page in a frame of its own for a notebook.

    Args:
        digest: what to show.
        height: of the frame, in CSS pixels.
    """
    from html import escape

    whole = _page(digest, by="incident", explain=True, framed=True)
    return (
        f'<iframe title="Digest" sandbox="allow-popups" srcdoc="{escape(whole)}" '
        f'style="width:100%;height:{height}px;border:1px solid #8888;border-radius:8px"></iframe>'
    )


def _page(digest: Contents, *, by: By, explain: bool, framed: bool) -> str:
    style = _style()
    policy = f"default-src 'none'; style-src {policy_source(style)}; form-action 'none'"
    drawn = [(name, TITLES[name], Markup(_inline(svg))) for name, svg in pictures(digest).items()]
    return (
        _environment()
        .get_template("page.html")
        .render(
            page=page(digest, by=by, explain=explain),
            pictures=drawn,
            style=Markup(style),
            policy=policy if framed else f"{policy}; base-uri 'none'",
            framed=framed,
            anchor=anchor_of,
            link=_link,
        )
    )


def _inline(svg: str) -> str:
    """A picture as part of the page: its links stay on the page, and its style is in attributes of its own."""
    svg = re.sub(r"<\?xml[^>]*>|<!DOCTYPE[^>]*>", "", svg)
    svg = re.sub(r'\s+style="[^"]*"', "", svg)  # pointers and the like, which the page's policy refuses
    svg = re.sub(r'\s+target="[^"]*"', "", svg)
    return svg.strip()


def _link(url: str | None) -> str | None:
    return url if url and url.lower().startswith(("http://", "https://")) else None


@cache
def _environment() -> Environment:
    return page_templates(Path(__file__).parent)


@cache
def _style() -> str:
    shared = resources.files("summarizer.render").joinpath("style.css").read_text(encoding="utf-8")
    return shared + resources.files("summarizer.digest").joinpath("page.css").read_text(encoding="utf-8")
