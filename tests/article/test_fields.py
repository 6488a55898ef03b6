"""JSON objects and rows under the names that crawlers give their fields, entities decoded."""

from __future__ import annotations

import datetime
import json

import pytest

from summarizer.article import Article
from summarizer.errors import UnreadableInput

LEAD = "Four miners were killed near Kolwezi on Tuesday, the governor said."
DAY = datetime.date(2024, 9, 17)


def read(**fields: object) -> Article:
    return Article.from_bytes(json.dumps(fields).encode(), name="a.json")


@pytest.mark.parametrize("text", ["text", "content", "body", "articleBody", "maintext", "full_text"])
@pytest.mark.parametrize("date", ["date", "published_at", "publishedAt", "datePublished", "pubDate", "date_publish"])
def test_usual_names_are_known(text: str, date: str) -> None:
    article = read(**{text: LEAD, date: "2024-09-17T06:05:00Z", "headline": "Mine accident"})
    assert (article.text, article.date, article.date_source) == (LEAD, DAY, "metadata")
    assert article.title == "Mine accident"


def test_a_nested_publisher_and_a_list_of_one_are_read() -> None:
    data = [{"articleBody": LEAD, "publisher": {"@type": "Organization", "name": "Wire"}, "dateModified": "2024-09-18"}]
    article = Article.from_bytes(json.dumps(data).encode(), name="a.json", format="json")
    assert (article.source, article.text, article.date) == ("Wire", LEAD, None)


def test_entities_are_decoded_also_where_written_twice() -> None:
    article = read(
        text="Congo&#8217;s shaft killed&#160;4 at R&amp;D; AT&T &amp;#8212; he said 1 &lt; 2", title="A &amp; B"
    )
    assert (article.text, article.title) == ("Congo’s shaft killed\xa04 at R&D; AT&T — he said 1 < 2", "A & B")


def test_a_text_in_html_is_read_as_that() -> None:
    article = read(content=f"<p>{LEAD}</p><p>14<sup>3</sup> were <b>hu</b>rt.</p>", date="2024-09-17")
    assert (article.text, article.date) == (f"{LEAD}\n\n14 were hurt.", DAY)


def test_different_texts_are_not_chosen_between() -> None:
    with pytest.raises(UnreadableInput, match="different texts"):
        read(content=LEAD, body="Another text.")


def test_a_preview_gives_way_to_the_whole_text() -> None:
    assert read(content=f"{LEAD[:30]}… [+400 chars]", body=LEAD).text == LEAD


def test_a_text_that_is_only_a_preview_is_said_to_be() -> None:
    assert "only the beginning" in read(content=f"{LEAD} [+400 chars]").warnings[0]


def test_two_dates_that_differ_are_a_warning() -> None:
    article = read(text=LEAD, date="2024-09-17", published="2023-01-02")
    assert article.date == DAY
    assert "2023-01-02" in article.warnings[0]


def test_a_bad_date_gives_way_to_a_good_one() -> None:
    article = read(text=LEAD, date="03/04/2024", published_at="2024-09-17")
    assert article.date == DAY
    assert "'date'" in article.warnings[0]


def test_several_objects_in_one_file_point_to_batch() -> None:
    with pytest.raises(UnreadableInput, match="batch"):
        Article.from_bytes(b'{"text": "a"}\n{"text": "b"}\n', name="standard input")
