"""A briefing as one self-contained HTML page: records on one side, the article with its evidence marked on the other.

The page asks for nothing from anywhere. Its templates escape whatever is put into them, and its content security policy
lets run only the script and apply only the style that this package ships, by their hashes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment
from markupsafe import Markup

from summarizer.article import Article, Span
from summarizer.contract import BriefingData, Failure, topic_letters
from summarizer.pages import page_templates, policy_source
from summarizer.render.heading import about, absence, failed_topics, title
from summarizer.render.highlight import Mark, Segment, paragraphs
from summarizer.render.proof import proving_words, quote_parts
from summarizer.render.record_view import RecordView, cited, topic_title, views

FOLDER = Path(__file__).parent
LOWEST_FRAME, HIGHEST_FRAME = 220, 2_000
"""Heights of a notebook's frame in CSS pixels: of an article without a record, and where a frame stops growing."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A quote on a card, shown once on the page.

    Attributes:
        before: its words before those that prove the record.
        proof: the words that prove the record; empty where the quote is context.
        after: its words behind them.
        shown_at: the card that shows the quote already, or `None` where this one does.
    """

    before: str
    proof: str
    after: str
    shown_at: Card | None


@dataclass(frozen=True, slots=True)
class Card:
    """A record on the page.

    Attributes:
        anchor: its id.
        shown: what it says.
        kind: the class that gives its colour and pattern.
        words: id of the words that prove it in the article, or `None` where the article is not on the page.
        proof: offsets of these words.
        quotes: its evidence.
    """

    anchor: str
    shown: RecordView
    kind: str
    words: str | None
    proof: Span
    quotes: tuple[Quote, ...]

    @property
    def quoted_here(self) -> bool:
        """True if the card shows a quote of its own."""
        return any(quote.shown_at is None for quote in self.quotes)

    @property
    def quoted_at(self) -> tuple[Card, ...]:
        """The cards that show quotes of this record."""
        others = {quote.shown_at.anchor: quote.shown_at for quote in self.quotes if quote.shown_at is not None}
        return tuple(others.values())


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
        cards: the records whose evidence they are part of.
        proves: the cards that these words prove; for the others they are context.
        ids: the ids to give to this piece: it is where the words that prove these cards begin.
        ends: the cards whose proving words end here.
    """

    text: str
    cards: tuple[Card, ...]
    proves: tuple[Card, ...]
    ids: tuple[str, ...]
    ends: tuple[Card, ...]

    @property
    def kinds(self) -> str:
        """The classes of the topics that it proves, and `deep` where it proves several records; else `context`."""
        if not self.proves:
            return "context"
        names = dict.fromkeys(name for card in self.proves for name in card.kind.split())
        return " ".join([*names, "deep"] if len(self.proves) > 1 else names)

    @property
    def hint(self) -> str:
        """What it proves, for people who can't see the marking."""
        labels = ", ".join(card.shown.label for card in self.proves or self.cards)
        return labels if self.proves else f"context of {labels}"


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
    def unsure(self) -> bool:
        """True if a field of a record is marked as unsure."""
        return any(fact.unsure for block in self.blocks for card in block.cards for fact in card.shown.facts)

    @property
    def counts(self) -> Mapping[str, int]:
        """How many records each topic has, by the topic's title."""
        return {block.title: len(block.cards) for block in self.blocks}


def render_html(briefings: Sequence[tuple[BriefingData, Article | None]]) -> str:
    """One page; with more than one briefing it opens with an index.

    Args:
        briefings: each with its article, where it is at hand; without it, the records stand alone with their quotes.
    """
    return _page(briefings, framed=False)


def render_frame(briefings: Sequence[tuple[BriefingData, Article | None]]) -> str:
    """The page in a frame of its own for a notebook: its style can't touch the notebook's, nor the other way.

    The frame is as high as the records need by a rough count. Where the notebook runs scripts, the page tells its
    height and the frame follows, up to most of the window.

    Args:
        briefings: as for `render_html`.
    """
    page = _page(briefings, framed=True)
    script = Markup(_packaged("frame.js"))
    return _environment().get_template("frame.html").render(page=page, height=_rough_height(briefings), script=script)


def _rough_height(briefings: Sequence[tuple[BriefingData, Article | None]]) -> int:
    """How many CSS pixels briefings need: a heading and what stands beneath it, then about a card a record."""
    lines = sum(len(briefing.summary) + len(briefing.rejected) for briefing, _ in briefings)
    found = sum(len(records) for briefing, _ in briefings for records in briefing.records.values())
    return min(LOWEST_FRAME * len(briefings) + 40 * lines + 150 * found, HIGHEST_FRAME)


def _page(briefings: Sequence[tuple[BriefingData, Article | None]], *, framed: bool) -> str:
    parts = [_part(i, briefing, article) for i, (briefing, article) in enumerate(briefings, start=1)]
    style, script = _packaged("style.css") + _tints(parts), _packaged("page.js")
    topics = dict.fromkeys(name for part in parts for name in (*part.counts, *part.failed))
    policy = (
        f"default-src 'none'; style-src {policy_source(style)}; script-src {policy_source(script)}; form-action 'none'"
    )
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
    return page_templates(FOLDER)


@cache
def _packaged(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def _part(number: int, briefing: BriefingData, article: Article | None) -> Part:
    """Lays out one article."""
    article = article or briefing.article.to_article()
    shown = views(briefing)
    anchor = f"a{number}"
    cards: dict[str, Card] = {}
    kinds = {topic: page_class(briefing, topic) for topic in shown}
    for topic, vs in shown.items():
        known = briefing.topic(topic)
        cues = known.cue_pattern if known is not None and known.cues else None
        for v, record in zip(vs, briefing.records[topic], strict=True):
            name = f"{anchor}-r{len(cards) + 1}"
            proof = proving_words(record, cues)
            words = f"{name}-words" if article is not None and _marks(article, name, v, proof) else None
            cards[v.label] = Card(name, v, kinds[topic], words, proof, tuple(_quotes(v, proof, cards.values())))
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


def _quotes(shown: RecordView, proof: Span, before: Iterable[Card]) -> Iterable[Quote]:
    """A record's quotes; one that stands on a card before it, alone or within a longer one, is only referred to."""
    for evidence in shown.evidence:
        holders = (
            card
            for card in before
            for quote, other in zip(card.quotes, card.shown.evidence, strict=True)
            if quote.shown_at is None and other.start <= evidence.start and evidence.end <= other.end
        )
        yield Quote(*quote_parts(evidence, proof), next(holders, None))


def _marks(article: Article, anchor: str, shown: RecordView, proof: Span) -> list[Mark]:
    """The evidence that stands in the article where it says, and the proving words in it; nothing else is marked."""
    there = [e for e in shown.evidence if article.text[e.start : e.end] == e.quote]
    context = [Mark(e.start, e.end, anchor, proves=False) for e in there]
    if not any(e.start <= proof.start and proof.end <= e.end for e in there):
        return [mark._replace(proves=True) for mark in context]
    return [*context, Mark(proof.start, proof.end, anchor)]


def _text(article: Article, cards: Sequence[Card]) -> tuple[tuple[Piece, ...], ...]:
    """The article's paragraphs with the evidence of all records marked."""
    by_anchor = {card.anchor: card for card in cards}
    marks = [mark for card in cards for mark in _marks(article, card.anchor, card.shown, card.proof)]
    met: set[str] = set()

    def piece(segment: Segment) -> Piece:
        new = [key for key in segment.proves if key not in met]
        met.update(new)
        cards, proves, ends = (
            tuple(by_anchor[key] for key in keys) for keys in (segment.keys, segment.proves, segment.ends)
        )
        return Piece(segment.text, cards, proves, tuple(by_anchor[key].words or "" for key in new), ends)

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
