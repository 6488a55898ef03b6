"""The report is one page that needs nothing else, and shows every article with what was found and missed."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from evaluation_cases import STORY, perfect, toll_set
from hypothesis import given
from hypothesis import strategies as st

from summarizer.article import Article
from summarizer.errors import UsageError
from summarizer.evaluation import GoldenSet, compare, evaluate
from summarizer.evaluation.golden import GoldenArticle
from summarizer.evaluation.html_report import marked
from summarizer.schemas import Evidence

GOLDEN = toll_set(10)
FULL = evaluate(GOLDEN, perfect(GOLDEN), label="full")
PART = evaluate(GOLDEN, perfect(GOLDEN, without=8), failures={"a003": ["ReplyError: no"]}, label="part <1>")


class Page(HTMLParser):
    """Collects ids, links and open elements of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.sources: list[str] = []
        self.names: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        for name, value in attrs:
            if name == "id":
                self.ids.add(value or "")
            if name in ("src", "href", "xlink:href"):
                self.sources.append(value or "")


def test_the_page_needs_no_network_and_no_script() -> None:
    html = compare(FULL, PART).to_html()
    page = Page(html)
    assert [source for source in page.sources if not source.startswith(("#", "data:"))] == []
    assert "script" not in page.names
    assert not re.search(r"url\(|@import", html)


def test_the_page_shows_every_article_scores_charts_and_the_comparison() -> None:
    comparison = compare(FULL, PART)
    html = comparison.to_html()
    assert {article.id for article in GOLDEN} <= Page(html).ids
    assert html.count("<svg") == 5
    assert comparison.overall.sentence in html
    assert "part &lt;1&gt;" in html
    assert "ReplyError: no" in html
    assert PART.errors[0].words in html


def test_an_article_cannot_put_anything_into_the_page() -> None:
    article = Article(text="<script>alert(1)</script> was all it said.", id="x")
    golden = GoldenSet((GoldenArticle(article, {"casualties": (), "sanctions": (), "ceasefire": ()}),))
    assert "script" not in Page(evaluate(golden, []).to_html()).names


def test_characters_that_turn_the_reading_order_are_shown_in_the_page() -> None:
    article = Article(text="The envoy said \u202eyadnuS no\u202c that talks went on.", id="x")
    golden = GoldenSet((GoldenArticle(article, {"casualties": (), "sanctions": (), "ceasefire": ()}),))
    page = evaluate(golden, []).to_html()
    assert "\u202e" not in page
    assert "U+202E" in page


@given(st.lists(st.tuples(st.integers(0, len(STORY.text) - 1), st.integers(1, 30)), max_size=6))
def test_marked_pieces_joined_are_the_text_and_mark_what_the_evidence_covers(places: list[tuple[int, int]]) -> None:
    evidence = [
        Evidence(quote=STORY.text[start : start + size], start=start, end=start + len(STORY.text[start : start + size]))
        for start, size in places
    ]
    pieces = marked(STORY.text, evidence[:3], evidence[3:])
    assert "".join(piece.text for piece in pieces) == STORY.text
    covered = {i for one in evidence[:3] for i in range(one.start, one.end)}
    marks = [piece.gold for piece in pieces for _ in piece.text]
    assert {i for i, gold in enumerate(marks) if gold} == covered


def test_tables_are_data_frames() -> None:
    scores = PART.to_frame()
    assert list(scores["topic"]) == ["casualties", "sanctions", "ceasefire", "overall"]
    assert scores["f1"][3] == PART.tallies["overall"].f1
    assert set(PART.to_frame("errors")["kind"]) == {"missed"}
    assert len(PART.to_frame("articles")) == 10
    assert set(PART.to_frame("tags")["tag"]) == {"even", "odd"}
    assert PART.to_frame("fields")["accuracy"].eq(1).all()
    compared = compare(FULL, PART)
    assert list(compared.to_frame()["verdict"]) == [row.verdict for row in compared.rows]
    with pytest.raises(UsageError, match="unknown table"):
        PART.to_frame("score")  # type: ignore[arg-type]  # the point of the test


def test_a_notebook_shows_scores_and_verdict() -> None:
    assert "overall" in PART._repr_html_()
    assert compare(FULL, PART).overall.sentence in compare(FULL, PART)._repr_html_()
