"""Whatever an article or a model says comes out as text, in every form: no markup, no link, no terminal control."""

from __future__ import annotations

import datetime
import io
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from rich.console import Console

from summarizer import render
from summarizer.article import Article
from summarizer.briefing import ArticleInfo, Briefing, Briefings, Failure, Rejected, SummarySentence
from summarizer.render import render_html, render_markdown, render_terminal
from summarizer.schemas import Record
from summarizer.visible_text import ACTING, visible

from .generated import records
from .hostile import PIECES, hostile


def made_of(text: str, found: dict[str, list[Record]]) -> tuple[Briefing, Article]:
    """A briefing in which everything that an article or a model can say is the text."""
    article = Article(text=text * 3, title=text, source=text, url=text)
    return Briefing(
        article=ArticleInfo.of(article),
        model=text,
        prompts={text: text},
        created_at=datetime.datetime(2025, 5, 18, tzinfo=datetime.UTC),
        summary=(SummarySentence(text=text),),
        records=found,
        rejected=(Rejected(topic=text, reason=f"not_found: {text}", draft={text: text}),),
        failures=(Failure(topic=text, error=text, message=text),),
    ), article


class Page(HTMLParser):
    """What a browser would make of a page."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.words: list[str] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def assert_html_inert(source: str) -> None:
    page = Page(source)
    assert page.tags.count("script") == page.tags.count("style") == 1
    assert not {"img", "svg", "iframe", "object", "link", "base", "form", "input"} & set(page.tags)
    for name, value in page.attributes:
        assert not name.startswith("on")
        assert name not in ("style", "src", "srcdoc")
        if name == "href":
            assert value.startswith(("#", "http://", "https://"))
    assert not ACTING.search(source)


@settings(max_examples=25, deadline=None)
@given(hostile, st.data())
def test_html_is_inert(text: str, data: st.DataObject) -> None:
    briefing, article = made_of(text, data.draw(records(st.just(text))))
    assert_html_inert(render_html([(briefing, article)]))
    assert_html_inert(Briefings([briefing, briefing]).to_html())


def test_html_keeps_the_words_that_it_makes_inert() -> None:
    text = "".join(PIECES)
    briefing, article = made_of(text, {})
    body = "".join(Page(render_html([(briefing, article)])).words)
    for piece in ("<img src=x onerror=alert(1)>", "{{ 7 * 7 }}{% raw %}", "⟨U+202E⟩gnp.exe", "␛[31mred"):
        assert piece in body


@settings(max_examples=25, deadline=None)
@given(hostile, st.data())
def test_a_notebook_gets_one_sandboxed_frame_and_the_packaged_script(text: str, data: st.DataObject) -> None:
    found = data.draw(records(st.just(text)))
    briefing, article = made_of(text, found)
    frame = Page(briefing.with_article(article)._repr_html_())
    assert frame.tags == ["iframe", "script"]
    packaged = (Path(render.__file__).parent / "frame.js").read_text(encoding="utf-8")
    assert "".join(frame.words).strip() == packaged.strip()  # the script is ours to the letter, whatever the briefing
    assert "allow-same-origin" not in dict(frame.attributes)["sandbox"]
    # Its links must lead within the frame, not to the notebook around it.
    assert dict(frame.attributes)["srcdoc"].count('<base href="about:srcdoc">') == 1
    assert_html_inert(dict(frame.attributes)["srcdoc"].replace('<base href="about:srcdoc">', ""))
    cards = Page(article._repr_html_() + "".join(r._repr_html_() for rs in found.values() for r in rs))
    assert set(cards.tags) <= {"article", "h3", "p", "small", "table", "caption", "tr", "th", "td", "blockquote"}
    assert {name for name, _ in cards.attributes} <= {"dir", "style"}


@settings(max_examples=25, deadline=None)
@given(hostile, st.data())
def test_a_terminal_is_told_nothing(text: str, data: st.DataObject) -> None:
    briefing, article = made_of(text, data.draw(records(st.just(text))))
    for terminal in (True, False):
        out = io.StringIO()
        render_terminal(briefing, article, Console(file=out, force_terminal=terminal, width=80, color_system=None))
        assert not ACTING.search(out.getvalue())


@settings(max_examples=25, deadline=None)
@given(hostile, st.data())
def test_markdown_is_inert(text: str, data: st.DataObject) -> None:
    briefing, article = made_of(text, data.draw(records(st.just(text))))
    source = render_markdown(briefing, article)
    assert not ACTING.search(source)
    assert not re.search(r"(?<!\\):(?=//)|\bwww\.|(?<!\\)@", source, re.IGNORECASE)
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(source)
    inline = [child for token in tokens for child in token.children or ()]
    assert not {t.type for t in [*tokens, *inline]} & {
        "html_block", "html_inline", "link_open", "image", "code_inline", "code_block", "fence", "em_open", "s_open",
        "table_open", "hr", "ordered_list_open", "blockquote_open",
    }  # fmt: skip
    headings = [tokens[i + 1].content for i, token in enumerate(tokens) if token.type == "heading_open"]
    ours = {"## Casualties", "## Sanctions", "## Ceasefire", "## Failed", "## Rejected"}
    assert {f"## {heading}" for heading in headings[1:]} <= ours


@pytest.mark.parametrize("text", [*PIECES, "\ud800"], ids=range(len(PIECES) + 1))
def test_what_acts_is_shown(text: str) -> None:
    assert not ACTING.search(visible(text))
    assert len(visible(text)) >= len(text)
