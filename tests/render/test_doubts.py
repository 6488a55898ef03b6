"""What a briefing does not know is said in every form: failed topics are no absence, weak fields are unsure."""

from __future__ import annotations

import io
import re

import pytest
from rich.console import Console

from summarizer.article import Article
from summarizer.briefing import Briefing, Briefings, Failure
from summarizer.render import render_html, render_terminal
from summarizer.render.heading import absence

TOPICS = ("casualties", "sanctions", "ceasefire")


def forms(briefing: Briefing) -> dict[str, str]:
    """The briefing in each form for people, without line breaks."""
    shown = {"markdown": briefing.to_markdown(), "html": render_html([(briefing, None)])}
    for name, terminal in (("terminal", True), ("plain", False)):
        out = io.StringIO()
        render_terminal(briefing, None, Console(file=out, force_terminal=terminal, width=100, color_system=None))
        shown[name] = out.getvalue()
    return {name: " ".join(re.sub(r"\\", "", text).split()) for name, text in shown.items()}


def failing(briefing: Briefing, *topics: str) -> Briefing:
    """The briefing without any record, some of its topics failed."""
    failures = tuple(Failure(topic=topic, error="ReplyError", message="HTTP 400") for topic in topics)
    records = {topic: () for topic in TOPICS}
    return briefing.model_copy(update={"records": records, "summary": (), "failures": failures, "rejected": ()})


def test_when_all_topics_failed_no_form_says_that_nothing_was_found(briefing: Briefing) -> None:
    for name, text in forms(failing(briefing, *TOPICS)).items():
        assert "Nothing found" not in text, name
        assert "0 records" not in text, name
        assert "ot examined: 3 of 3 topics failed" in text, name


def test_when_some_topics_failed_nothing_found_names_the_others(briefing: Briefing) -> None:
    partly = failing(briefing, "casualties", "ceasefire")
    assert absence(partly) == (
        "Nothing found on Sanctions. Not examined: 2 of 3 topics failed (Casualties, Ceasefire)."
    )
    for name, text in forms(partly).items():
        assert absence(partly) in text, name
        assert "0 records, not examined: 2 of 3 topics failed" in text, name


def test_records_do_not_hide_a_failed_topic(briefing: Briefing) -> None:
    for name, text in forms(briefing).items():
        assert "8 records, not examined: 1 of 3 topics failed" in text, name


def test_the_index_of_many_articles_tells_a_failed_topic_from_an_empty_one(briefing: Briefing) -> None:
    page = Briefings([failing(briefing, "sanctions"), failing(briefing)]).to_html()
    assert re.findall(r'data-of="Sanctions">([^<]*)<', page) == ["– failed", "–"]


def test_a_field_that_is_rarely_right_is_marked_as_unsure(briefing: Briefing) -> None:
    for name, text in forms(briefing).items():
        plain = re.sub(r"<[^>]*>", "", text)
        assert re.search(r"Russian drone[ │]*\(?unsure", plain), name
        assert re.search(r"bus passengers(?!\s*\(?unsure)", plain), name


def test_on_another_road_the_same_field_is_sure(briefing: Briefing) -> None:
    hosted = briefing.model_copy(update={"model": "openai/some-model"})
    for name, text in forms(hosted).items():
        assert not re.search(r"\bunsure\b(?!,| dd)", text.partition("<body>")[2] or text), name


@pytest.mark.parametrize("several", [2, 3])
def test_footnotes_of_several_articles_are_told_apart(briefing: Briefing, seed: Article, several: int) -> None:
    text = Briefings([briefing.with_article(seed)] * several).to_markdown()
    defined = re.findall(r"^\[\^([^\]]+)\]:", text, re.MULTILINE)
    assert len(defined) == len(set(defined))
    used = set(re.findall(r"\[\^([^\]]+)\](?!:)", text))
    assert used == set(defined)
    parts = text.split("\n---\n")
    for number, part in enumerate(parts, start=1):
        assert set(re.findall(r"\[\^(\d+)-", part)) == {str(number)}
