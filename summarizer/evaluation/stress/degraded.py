"""Texts as they come from scanners, bad exports and live pages: what is left of the records?"""

from __future__ import annotations

import re
from random import Random

from summarizer.article import Span
from summarizer.evaluation.golden import GoldenArticle
from summarizer.evaluation.stress.variants import Edit, Made, Piece, edited, made_of, paragraphs

_SLIPS = (("rn", "m"), ("m", "rn"), ("li", "h"), ("cl", "d"), ("e", "c"), ("vv", "w"), ("i", "l"), ("h", "b"))
_SHARE = 0.02


def ocr(article: GoldenArticle, draw: Random) -> Made | None:
    """Letters taken for others, in 2% of the words; never a number."""
    text, edits = article.article.text, list[Edit]()
    for word in re.finditer(r"\b[A-Za-z]{5,}\b", text):
        slips = [(a, b) for a, b in _SLIPS if a in word.group()[1:]]
        if slips and draw.random() < _SHARE:
            old, new = draw.choice(slips)
            at = text.index(old, word.start() + 1)
            edits.append(Edit(at, at + len(old), new))
    return made_of(text, edits)


def missing_spaces(article: GoldenArticle, draw: Random) -> Made | None:
    """2% of the spaces between words are gone."""
    text = article.article.text
    gaps = [one for one in re.finditer(r"(?<=[a-z]) (?=[a-z])", text) if draw.random() < _SHARE]
    return made_of(text, [Edit(*one.span(), "") for one in gaps])


def capitals(article: GoldenArticle, draw: Random) -> Made | None:
    """All in capitals."""
    text = article.article.text
    same = all(len(char.upper()) == 1 for char in text)
    return Made((Piece(Span(0, len(text)), text.upper()),)) if same else None


def no_punctuation(article: GoldenArticle, draw: Random) -> Made | None:
    """Commas, colons, semicolons and quotation marks gone; full stops stay."""
    text = article.article.text
    return made_of(text, [Edit(*one.span(), "") for one in re.finditer(r"[;:\"“”]|,(?!\d)", text)])


def truncated(article: GoldenArticle, draw: Random) -> Made | None:
    """Cut off at the end of a sentence, after about two thirds."""
    text, sentences = article.article.text, article.article.sentences
    kept = [one for one in sentences if one.end <= len(text) * 2 / 3]
    if not kept:
        return None
    return Made((Piece(Span(0, kept[-1].end), text[: kept[-1].end]),))


def duplicated_paragraph(article: GoldenArticle, draw: Random) -> Made | None:
    """A paragraph that stands twice."""
    text = article.article.text
    one = draw.choice(paragraphs(text))
    return Made((
        Piece(Span(0, one.end), text[: one.end]),
        Piece(Span(one.end, one.end), "\n\n" + one.of(text)),
        Piece(Span(one.end, len(text)), text[one.end :]),
    ))  # fmt: skip


def table(article: GoldenArticle, draw: Random) -> Made | None:
    """A table about something else between two paragraphs."""
    text = article.article.text
    rows = "\n".join(
        f"| {city} | {draw.randint(2, 30)} °C | {draw.randint(0, 90)} % |" for city in ("Oslo", "Lima", "Pune")
    )
    at = draw.choice(paragraphs(text)).end
    return Made(edited(text, [Edit(at, at, f"\n\n| City | Temperature | Humidity |\n|---|---|---|\n{rows}")]))


def live_blog(article: GoldenArticle, draw: Random) -> Made | None:
    """Each paragraph an entry of a live page, with its hour."""
    text, hour = article.article.text, draw.randint(8, 12)
    edits = [
        Edit(one.start, one.start, f"{hour + number // 4:02}:{number % 4 * 15:02} GMT\n\n")
        for number, one in enumerate(paragraphs(text)[:40])
    ]
    return made_of(text, edits)
