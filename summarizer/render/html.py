"""A briefing as one self-contained HTML page: records on one side, the article with its evidence marked on the other.

The page asks for nothing from anywhere. Its templates escape whatever is put into them, and its content security policy
lets run only the script and apply only the style that this package ships, by their hashes.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from summarizer.article import Article
from summarizer.contract import BriefingData, Failure, topic_letters
from summarizer.render.heading import about, absence, failed_topics, title
from summarizer.render.highlight import Mark, Segment, paragraphs
from summarizer.render.record_view import RecordView, cited, topic_title, views
from summarizer.visible_text import visible

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Card:
    """A record on the page.

    Attributes:
        anchor: its id.
        shown: what it says.
        kind: the class that gives its colour and pattern.
        words: id of its first marked words in the article, or `None` where the article is not on the page.
    """

    anchor: str
    shown: RecordView
    kind: str
    words: str | None


@dataclass(frozen=True, slots=True)
class Block:
    """A topic's records."""

    kind: str
    letter: str
    title: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A segment of the article's text with the cards that it proves.

    Attributes:
        text: the words.
        cards: what they prove.
        ids: the ids to give to this piece: it is where these cards' evidence begins.
        ends: the cards a piece of whose evidence ends here.
    """

    text: str
    cards: tuple[Card, ...]
    ids: tuple[str, ...]
    ends: tuple[Card, ...]

    @property
    def kinds(self) -> str:
        """The classes of its topics, and `deep` where it proves several records."""
        names = dict.fromkeys(card.kind for card in self.cards)
        return " ".join([*names, "deep"] if len(self.cards) > 1 else names)

    @property
    def proves(self) -> str:
        """What it proves, for people who can't see the marking."""
        return ", ".join(card.shown.label for card in self.cards)


@dataclass(frozen=True, slots=True)
class Refused:
    """A rejected draft."""

    topic: str
    code: str
    detail: str
    draft: str


@dataclass(frozen=True, slots=True)
class Part:
    """An article's part of the page."""

    anchor: str
    title: str
    about: str
    url: str | None
    summary: tuple[tuple[str, tuple[Card, ...]], ...]
    blocks: tuple[Block, ...]
    text: tuple[tuple[Piece, ...], ...]
    rejected: tuple[Refused, ...]
    failures: tuple[Failure, ...]
    failed: tuple[str, ...]
    absence: str
    footer: str

    @property
    def counts(self) -> Mapping[str, int]:
        """How many records each topic has, by the topic's title."""
        return {block.title: len(block.cards) for block in self.blocks}


def render_html(briefings: Sequence[tuple[BriefingData, Article | None]]) -> str:
    """Returns one page; with more than one briefing it opens with an index.

    Args:
        briefings: each with its article, where it is at hand; without it, the records stand alone with their quotes.
    """
    return _page(briefings, framed=False)


def render_frame(briefings: Sequence[tuple[BriefingData, Article | None]], *, height: int = 640) -> str:
    """Returns the page in a frame of its own for a notebook: its style can't touch the notebook's, nor the other way.

    Args:
        briefings: as for `render_html`.
        height: height of the frame in CSS pixels.
    """
    page = _page(briefings, framed=True)
    return _environment().get_template("frame.html").render(page=page, height=height)


def _page(briefings: Sequence[tuple[BriefingData, Article | None]], *, framed: bool) -> str:
    parts = [_part(i, briefing, article) for i, (briefing, article) in enumerate(briefings, start=1)]
    style, script = _packaged("style.css") + _tints(parts), _packaged("page.js")
    topics = dict.fromkeys(name for part in parts for name in (*part.counts, *part.failed))
    policy = f"default-src 'none'; style-src {_source(style)}; script-src {_source(script)}; form-action 'none'"
    return (
        _environment()
        .get_template("page.html")
        .render(
            heading=parts[0].title if len(parts) == 1 else f"{len(parts)} briefings",
            parts=parts,
            topics=list(topics),
            style=Markup(style),
            script=Markup(script),
            policy=policy if framed else f"{policy}; base-uri 'none'",
            framed=framed,
        )
    )


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_inert,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _inert(value: object) -> object:
    """What every value passes through on its way into a page; what this package ships is left alone."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@cache
def _packaged(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def _source(content: str) -> str:
    """What a content security policy calls a piece of inline code: its hash."""
    digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
    return f"'sha256-{digest}'"


def _part(number: int, briefing: BriefingData, article: Article | None) -> Part:
    """Lays out one article."""
    article = article or briefing.article.to_article()
    shown = views(briefing)
    anchor = f"a{number}"
    cards: dict[str, Card] = {}
    kinds = {topic: page_class(briefing, topic) for topic in shown}
    for topic, vs in shown.items():
        for v in vs:
            name = f"{anchor}-r{len(cards) + 1}"
            words = f"{name}-words" if article is not None and _marks(article, name, v) else None
            cards[v.label] = Card(name, v, kinds[topic], words)
    url = briefing.article.url
    return Part(
        anchor=anchor,
        title=title(briefing, article),
        about=about(briefing),
        url=url if url and url.lower().startswith(("http://", "https://")) else None,
        summary=tuple((s.text, tuple(cards[v.label] for v in cited(s, shown))) for s in briefing.summary),
        blocks=tuple(_block(briefing, topic, [cards[v.label] for v in vs]) for topic, vs in shown.items()),
        text=_text(article, list(cards.values())) if article is not None else (),
        rejected=tuple(
            Refused(
                r.topic, r.code, r.reason.partition(":")[2].strip(), json.dumps(r.draft, ensure_ascii=False, indent=2)
            )
            for r in briefing.rejected
        ),
        failures=briefing.failures,
        failed=failed_topics(briefing),
        absence=absence(briefing),
        footer=_footer(briefing),
    )


def _block(briefing: BriefingData, topic: str, cards: Sequence[Card]) -> Block:
    letters = topic_letters(briefing.records)[topic]
    return Block(cards[0].kind, letters, topic_title(briefing, topic), tuple(cards))


def page_class(briefing: BriefingData, topic: str) -> str:
    """The classes that give a topic its colour and pattern: the pattern's, and one for a colour of the user's."""
    known = briefing.topic(topic)
    if known is None:
        return "other"
    form = known.form
    tint = f" tint-{form.colour[1:].lower()}" if form is not None and form.colour else ""
    return f"{known.page_class}{tint}"


def _tints(parts: Sequence[Part]) -> str:
    """The rules for the colours that users gave their topics; paler where the page is dark."""
    kinds = {kind for part in parts for block in part.blocks for kind in block.kind.split()}
    rules = []
    for kind in sorted(kind for kind in kinds if kind.startswith("tint-")):
        colour = f"#{kind.removeprefix('tint-')}"
        light = f"--hue: {colour}; --tint: {colour}22; --other: {colour}; --other-tint: {colour}22;"
        pale = f"color-mix(in srgb, {colour}, white 45%)"
        dark = f"--hue: {pale}; --tint: {colour}55; --other: {pale}; --other-tint: {colour}55;"
        rules.append(f".{kind} {{ {light} }}\n@media (prefers-color-scheme: dark) {{ .{kind} {{ {dark} }} }}\n")
    return "".join(rules)


def _marks(article: Article, anchor: str, shown: RecordView) -> list[Mark]:
    """The evidence that stands in the article where it says; anything else is not marked."""
    return [Mark(e.start, e.end, anchor) for e in shown.evidence if article.text[e.start : e.end] == e.quote]


def _text(article: Article, cards: Sequence[Card]) -> tuple[tuple[Piece, ...], ...]:
    """The article's paragraphs with the evidence of all records marked."""
    by_anchor = {card.anchor: card for card in cards}
    marks = [mark for card in cards for mark in _marks(article, card.anchor, card.shown)]
    met: set[str] = set()

    def piece(segment: Segment) -> Piece:
        new = [key for key in segment.keys if key not in met]
        met.update(new)
        ids = tuple(by_anchor[key].words or "" for key in new)
        return Piece(
            segment.text, tuple(by_anchor[k] for k in segment.keys), ids, tuple(by_anchor[k] for k in segment.ends)
        )

    return tuple(tuple(piece(segment) for segment in paragraph) for paragraph in paragraphs(article.text, marks))


def _footer(briefing: BriefingData) -> str:
    """How the briefing was made and what it cost."""
    usage = briefing.usage
    cost = (
        "price unknown" if usage.cost_usd is None else f"{usage.cost_usd:.4f} US dollars" if usage.cost_usd else "free"
    )
    prompts = ", ".join(f"{topic} {version}" for topic, version in briefing.prompts.items())
    parts = [
        f"Made {briefing.created_at:%Y-%m-%d %H:%M} UTC by model {briefing.model}",
        f"{usage.calls} calls ({usage.cached_calls} more from the cache)",
        f"{usage.prompt_tokens:,} tokens read, {usage.completion_tokens:,} written",
        f"{usage.seconds:.1f} s, {cost}",
        f"prompts: {prompts}" if prompts else "",
        f"article {briefing.article.id}",
    ]
    return " · ".join(part for part in parts if part)
