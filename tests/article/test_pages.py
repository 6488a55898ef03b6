"""HTML: recognised behind anything that may precede it, read without gluing words, dated by what the page declares."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from summarizer.article import Article
from summarizer.errors import UnreadableInput

LEAD = "Four miners were killed when a shaft collapsed near Kolwezi on Tuesday, the governor said."
MORE = (
    "<p>The company that runs the mine said that it had sent experts and would support the families of the dead.</p>"
    "<p>Unions called for an inquiry into the accident, the third of its kind in the region within two years.</p>"
)
DAY = datetime.date(2024, 9, 17)


def page(body: str, head: str = "<title>Mine accident</title>") -> Article:
    return Article.from_bytes(f"<html><head>{head}</head><body>{body}</body></html>".encode(), name="a page")


@pytest.mark.parametrize(
    "before",
    [
        "<!DOCTYPE html>",
        '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">',
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>',
        '<?xml version="1.0"?><?xml-stylesheet href="a.css"?>',
        "<!-- saved from url=(0030)https://news.example/a -->\n<!doctype HTML>",
        "\ufeff \n<!-- a -->\n<!-- b\nb -->",
        "",
    ],
)
@pytest.mark.parametrize("name", [None, "a.html", "a.txt"])
def test_a_page_is_recognised_behind_declarations_and_comments(tmp_path: Path, before: str, name: str | None) -> None:
    data = f'{before}<html xmlns="http://www.w3.org/1999/xhtml"><body><p>{LEAD}</p>{MORE}</body></html>'.encode()
    if name is None:
        article = Article.from_bytes(data, name="standard input")
    else:
        (tmp_path / name).write_bytes(data)
        article = Article.from_file(tmp_path / name)
    assert article.text.startswith(f"{LEAD}\n\nThe company")
    assert "<" not in article.text


@pytest.mark.parametrize("tag", ["div", "p", "article", "section", "h2", "blockquote", "span"])
def test_a_part_of_a_page_is_html_too(tag: str) -> None:
    assert Article.from_bytes(f"<{tag} class='x'>{LEAD}</{tag}>".encode(), name="standard input").text == LEAD


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("14<sup>3</sup> people died", "14 people died"),
        ('14<sup id="r3"><a href="#n3">[3]</a></sup> people died', "14 people died"),
        ('14<a class="footnote-ref" href="#n3">3</a> people died', "14 people died"),
        ('14 people died<a href="#fn1">*</a>', "14 people died"),
        ('died<sup class="reference">[b]</sup> there', "died there"),
        ("on the 1<sup>st</sup> of May", "on the 1st of May"),
        ("6 km<sup>2</sup> of CO<sub>2</sub>", "6 km² of CO2"),
        ("<b>kil</b>led, <span>2</span><span>5</span> hurt", "killed, 25 hurt"),
        ("<i>four</i> <b>dead</b>, <a href='/x'>Kol</a>wezi", "four dead, Kolwezi"),
        ("one line<br>another", "one line\nanother"),
        ("R&amp;D&#8217;s 5&nbsp;men", "R&D’s 5\xa0men"),
        ("12 dead<!-- 13 --><script>14</script>", "12 dead"),
    ],
)
def test_inline_marks_neither_join_nor_split_and_notes_are_no_text(markup: str, words: str) -> None:
    article = page(f"<article><p>{LEAD}</p>{MORE}<p>In the end {markup}</p></article>")
    assert article.text.endswith(f"In the end {words}")


def test_menus_scripts_and_captions_are_left_out_and_lists_and_tables_stay() -> None:
    article = page(
        "<nav><a href='/'>Home 71</a></nav><script>var n = 72</script><style>.x{margin:73}</style>"
        f"<article><h1>Mine accident</h1><p>{LEAD}</p><figure><img><figcaption>Shaft 74</figcaption></figure>{MORE}"
        "<h2>The toll</h2><ul><li>Killed: 4</li><li>Injured: 19</li></ul>"
        "<table><tr><td>Missing</td><td>3</td></tr></table><p>No more.</p></article><footer>75</footer>"
    )
    for line in ("The toll", "Killed: 4", "Injured: 19", "Missing | 3", "No more."):
        assert line in article.text.split("\n\n")
    assert not any(str(n) in article.text for n in range(71, 76))


@pytest.mark.parametrize("title", ["Four miners were killed", "Four", "Mine accident"])
def test_a_title_whose_words_begin_the_lead_cuts_nothing(title: str) -> None:
    article = page(f"<article><p>{LEAD}</p>{MORE}</article>", f"<title>{title}</title>")
    assert article.text.startswith(LEAD)
    assert article.title == title


def test_a_whole_line_that_is_the_title_is_no_text() -> None:
    article = page(f"<article><h1>Mine  accident</h1><p>{LEAD}</p>{MORE}</article>")
    assert (article.title, article.text[: len(LEAD)]) == ("Mine accident", LEAD)


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ('<meta property="article:published_time" content="2024-09-17T23:10:00+02:00">', ""),
        ('<meta name="pubdate" content="17 September 2024">', ""),
        (
            '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2024-09-17"}</script>',
            "",
        ),
        (
            '<script type="application/ld+json">{"@graph": [{"@type": ["ReportageNewsArticle"], '
            '"datePublished": "2024-09-17", "dateModified": "2024-09-19"}]}</script>',
            "",
        ),
        ("", '<time datetime="2024-09-17T08:00Z">Tuesday</time>'),
        ('<link rel="canonical" href="https://news.example/2024/09/17/mine">', ""),
    ],
)
def test_what_a_page_declares_is_its_date(head: str, body: str) -> None:
    article = page(f"{body}<article><p>{LEAD}</p>{MORE}</article>", head)
    assert (article.date, article.date_source) == (DAY, "metadata")


@pytest.mark.parametrize(
    "line", ["By Ada Lunda | 17 September 2024", "September 17, 2024 10:30 AM", "Posted: 17 September 2024"]
)
def test_a_byline_near_the_top_gives_the_date(line: str) -> None:
    article = page(f"<article><h1>Mine accident</h1><p>{line}</p><p>{LEAD}</p>{MORE}</article>")
    assert (article.date, article.date_source) == (DAY, "dateline")


@pytest.mark.parametrize(
    "story",
    [
        "<p>The mine was opened on 3 May 1998, officials of the ministry said in a statement on the accident.</p>",
        "<p>It was the worst accident since 3 May 1998.</p>",
        '<p>Nobody had been hurt there since <time datetime="1998-05-03">3 May 1998</time>.</p>',
    ],
)
def test_a_date_of_the_story_is_not_the_pages(story: str) -> None:
    article = page(f"<article><p>{LEAD}</p>{MORE}{story}</article>")
    assert (article.date, article.date_source) == (None, "none")


def test_a_feed_is_named_and_not_read_as_an_article() -> None:
    with pytest.raises(UnreadableInput, match="feed"):
        Article.from_bytes(b'<?xml version="1.0"?><rss version="2.0"><channel></channel></rss>', name="a feed")
