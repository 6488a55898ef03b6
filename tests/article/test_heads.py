"""Headline, byline and dateline of a plain text: read where they plainly stand, and said to be."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from summarizer.article import Article

LEAD = "Four miners were killed when a shaft collapsed near Kolwezi on Tuesday, the governor said. Rescue work goes on."
DAY = datetime.date(2024, 9, 17)


@pytest.mark.parametrize(
    "dated",
    [
        "LUBUMBASHI, September 17 2024 (Reuters) - ",
        "LUBUMBASHI, Congo, Sept. 17, 2024 (AFP) — ",
        "Lubumbashi, 17 September 2024 -- ",
        "Posted: September 17, 2024 10:30 AM\n\n",
        "Published on 17 September 2024 | Updated 19 September 2024\n\n",
        "By Ada Lunda | 17 September 2024\n\n",
        "By Ada Lunda, Wire\nTuesday, September 17, 2024\n\n",
        "17/09/2024\n",
    ],
)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_headline_leaves_the_text_and_a_dateline_stays_in_it(dated: str, gap: str) -> None:
    article = Article.from_text(f"Shaft collapse kills four miners{gap}{dated}{LEAD}")
    assert (article.title, article.date, article.date_source) == ("Shaft collapse kills four miners", DAY, "dateline")
    assert article.text == f"{dated}{LEAD}".strip()
    assert not any("Shaft" in span.of(article.text) for span in article.sentences)


@pytest.mark.parametrize(
    "text",
    [
        f"{LEAD}\n\nThe mine was opened on 3 May 1998.",
        f"On 3 May 1998, the mine was opened. {LEAD}",
        f"LUBUMBASHI (Reuters) - {LEAD}",
        f"LUBUMBASHI, September 17 (Reuters) - {LEAD}",
        f"Last updated: 19 September 2024\n\n{LEAD}",
        f"Kolwezi, 3 May 1998 - the day on which it was opened - is remembered there. {LEAD}",
    ],
)
def test_a_date_of_the_story_or_of_a_change_is_not_the_articles(text: str) -> None:
    article = Article.from_text(text)
    assert (article.date, article.date_source, article.text) == (None, "none", text)


def test_two_paragraphs_without_a_dateline_keep_their_first_line() -> None:
    text = f"Shaft collapse kills four\n\n{LEAD}"
    assert (Article.from_text(text).text, Article.from_text(text).title) == (text, None)


def test_a_sentence_of_its_own_line_before_a_dateline_is_no_headline() -> None:
    text = f"Four miners were killed.\n\nBy Ada Lunda | 17 September 2024\n\n{LEAD}"
    assert Article.from_text(text).text == text


def test_a_dateline_with_two_readings_gives_no_date_and_a_warning() -> None:
    article = Article.from_text(f"Shaft collapse kills four\n\n03/04/2024\n\n{LEAD}")
    assert article.date is None
    assert "2024-03-04 or 2024-04-03" in article.warnings[0]


def test_header_lines_are_taken_off_and_count_as_metadata() -> None:
    article = Article.from_text(f"Title: Shaft collapse\nDate: 17 September 2024\nSource: Wire\n\n{LEAD}")
    assert (article.title, article.date, article.source, article.text) == ("Shaft collapse", DAY, "Wire", LEAD)
    assert article.date_source == "metadata"


def test_what_the_caller_gives_takes_the_place_of_the_texts_own() -> None:
    article = Article.from_text(
        f"Shaft collapse\n\nKOLWEZI, 17 September 2024 - {LEAD}", date="18 September 2024", title="Mine accident"
    )
    assert (article.title, article.date, article.date_source) == (
        "Mine accident",
        datetime.date(2024, 9, 18),
        "given",
    )


def test_the_day_in_a_files_name_counts_where_the_text_has_none(tmp_path: Path) -> None:
    for name, day in (("2024-09-17-kolwezi.txt", DAY), ("wire_20240917.md", DAY), ("wire_20241799.txt", None)):
        (tmp_path / name).write_text(LEAD)
        article = Article.from_file(tmp_path / name)
        assert (article.date, article.date_source) == (day, "dateline" if day else "none")
        assert bool(article.warnings) == bool(day)


def test_a_dateline_wins_over_the_files_name_and_the_choice_is_said(tmp_path: Path) -> None:
    path = tmp_path / "2024-09-20.txt"
    path.write_text(f"KOLWEZI, September 17 2024 (Wire) - {LEAD}")
    article = Article.from_file(path)
    assert article.date == DAY
    assert "2024-09-20" in article.warnings[0]
    assert Article.from_file(path, date="2024-09-18").warnings == ()
