"""Markdown: an article's text is what a reader sees, without marks; front matter gives date and title."""

from __future__ import annotations

import datetime

import pytest

from summarizer.article import Article
from summarizer.errors import UnreadableInput

LEAD = "Four miners were killed near Kolwezi on Tuesday, the governor said."


def md(text: str) -> Article:
    return Article.from_bytes(text.encode(), name="a.md", format="md")


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("At least [four miners](https://news.example/2024/09/17) died.", "At least four miners died."),
        ("At least [four miners][1] died.\n\n[1]: https://news.example", "At least four miners died."),
        ("**Four** _miners_ were **kil**led, ~~five~~.", "Four miners were killed, five."),
        ("Four[1] died[2][3], he said.[^4]", "Four died, he said."),
        ("Four [1](https://n.example) died[1](https://n.example).", "Four 1 died."),
        ("Four died[2].\n\n[2]: https://n.example", "Four died."),
        ("Before.\n\n![Shaft 74](a.png)\n\nAfter.", "Before.\n\nAfter."),
        ("> “Four died,”\n> he said.", "“Four died,”\nhe said."),
        ("- Killed: 4\n- Injured: 19", "Killed: 4\n\nInjured: 19"),
        ("1. Killed: 4\n2. Injured: 19", "1. Killed: 4\n\n2. Injured: 19"),
        ("| a | b |\n|---|---|\n| Killed | 4 |", "a | b\n\nKilled | 4"),
        ("### The toll\n\nFour died.", "The toll\n\nFour died."),
        ("A R&amp;D man&#8217;s 5 \\* 3.", "A R&D man’s 5 * 3."),
        ("14<sup>3</sup> men on the 1<sup>st</sup>, <b>he</b> said.", "14 men on the 1st, he said."),
        ("If 1 < 2 and 5 > 4, a_b_c * 3 * d.", "If 1 < 2 and 5 > 4, a_b_c * 3 * d."),
        ("A line\nand another.\n\n    14 men", "A line\nand another.\n\n14 men"),
    ],
)
def test_marks_are_no_text_and_words_stay(source: str, text: str) -> None:
    assert md(source).text == text


def test_a_text_without_marks_stays_as_it_is() -> None:
    text = f"KOLWEZI - {LEAD}\n\n“Stop,” he said — twice.\nThen 12 left: 3.5% (or 4).\n\n1998. That was a year."
    assert md(text).text == text


def test_the_first_heading_is_the_title_where_the_front_matter_has_none() -> None:
    article = md(f"# Mine *accident*\n\n{LEAD}")
    assert (article.title, article.text) == ("Mine accident", LEAD)
    article = md(f"---\ntitle: Accident\n---\n# A heading\n\n{LEAD}")
    assert (article.title, article.text) == ("Accident", f"A heading\n\n{LEAD}")


@pytest.mark.parametrize(
    "line",
    [
        "date: 2024-09-17",
        "date: 2024-09-17 14:30:00",
        "date: 2024-09-17T14:30:00+02:00",
        "published: 17 September 2024",
        "pubDate: Tue, 17 Sep 2024 06:05:00 GMT",
        "publishDate: '20240917'",
    ],
)
def test_front_matter_gives_the_date_with_or_without_a_time(line: str) -> None:
    article = md(f"---\n{line}\nheadline: Mine accident\n---\n{LEAD}")
    assert (article.date, article.date_source) == (datetime.date(2024, 9, 17), "given")
    assert (article.title, article.text) == ("Mine accident", LEAD)


def test_a_front_matter_date_that_can_not_be_read_is_a_warning() -> None:
    article = md(f"---\ndate: 03/04/2024\n---\n{LEAD}")
    assert (article.date, article.text) == (None, LEAD)
    assert "2024-03-04 or 2024-04-03" in article.warnings[0]


def test_front_matter_that_is_no_yaml_is_named() -> None:
    with pytest.raises(UnreadableInput, match="front matter"):
        md("---\n[}\n---\ntext")
