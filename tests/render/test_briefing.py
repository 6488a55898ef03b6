"""A briefing is a value: it is saved and loaded as it was, and its article at hand changes nothing about it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import pytest

from summarizer.article import Article
from summarizer.briefing import ArticleInfo, Briefing, Briefings
from summarizer.contract import BriefingData
from summarizer.render.record_view import view
from summarizer.schemas import Actor, CasualtyReport, Choice, Evidence, Record, Verbatim


class Printer:
    """What IPython's printer does with text."""

    shown = ""

    def text(self, obj: str) -> None:
        self.shown += obj


def test_what_is_saved_is_loaded(briefing: Briefing, seed: Article, tmp_path: Path) -> None:
    kept = briefing.with_article(seed)
    loaded = Briefing.load(kept.save(tmp_path / "b.json"))
    assert loaded == kept == briefing
    assert loaded.full_article is None
    assert isinstance(loaded.casualties[0], CasualtyReport)


def test_a_briefing_that_says_something_else_is_another(briefing: Briefing) -> None:
    assert briefing != briefing.model_copy(update={"model": "other"})
    assert briefing != "a briefing"


def test_the_article_at_hand_is_not_in_the_json(briefing: Briefing, seed: Article) -> None:
    assert briefing.with_article(seed).to_dict() == briefing.to_dict() == json.loads(briefing.model_dump_json())
    assert "text" not in briefing.to_dict()["article"]


def test_a_briefing_with_its_text_knows_its_article(briefing: Briefing, seed: Article, tmp_path: Path) -> None:
    with_text = briefing.model_copy(update={"article": ArticleInfo.of(seed, with_text=True)})
    loaded = Briefing.load(with_text.save(tmp_path / "b.json")).full_article
    assert loaded == seed.model_copy(update={"path": None, "source": seed.path})
    assert "<mark" in with_text.to_html()


def test_a_file_of_the_first_version_is_read(briefing: Briefing) -> None:
    old = briefing.to_dict() | {"schema_version": 1}
    del old["article"]["date_source"]
    loaded = BriefingData.model_validate(old)
    assert (loaded.schema_version, loaded.article.date_source) == (2, "given")


def test_an_article_that_names_no_source_leads_back_to_its_file(seed: Article) -> None:
    assert ArticleInfo.of(seed).source == seed.path
    assert ArticleInfo.of(seed.model_copy(update={"source": "Wire"})).source == "Wire"


def test_another_articles_text_is_refused(briefing: Briefing) -> None:
    with pytest.raises(ValueError, match="not of"):
        briefing.with_article(Article(text="Something else."))


def test_evidence_by_topic_and_index(briefing: Briefing) -> None:
    assert briefing.evidence("casualties", 0)[0].quote.startswith("a Russian drone")
    with pytest.raises(IndexError):
        briefing.evidence("casualties", 1)


def test_data_and_briefing_have_the_same_contract(briefing: Briefing) -> None:
    assert BriefingData.model_validate(briefing.to_dict()).model_dump(mode="json") == briefing.to_dict()


def test_each_thing_shows_itself_in_a_notebook(briefing: Briefing, seed: Article) -> None:
    shown = [
        seed._repr_html_(),
        briefing._repr_html_(),
        Briefings([briefing, briefing])._repr_html_(),
        briefing.casualties[0]._repr_html_(),
        briefing.casualties._repr_html_(),
    ]
    for html in shown:
        assert "Russian drone" in html
    assert briefing.model_copy(update={"records": {}}).casualties._repr_html_() == "<p>No records.</p>"


def test_ipython_in_a_terminal_gets_lines_to_read(briefing: Briefing) -> None:
    printer = Printer()
    briefing._repr_pretty_(printer, cycle=False)
    assert "CASUALTIES (1)" in printer.shown


def test_the_briefing_in_the_documentation_is_this_one(briefing: Briefing) -> None:
    saved = Path(__file__).parents[2] / "docs" / "notebooks" / "data" / "2025-05-18-sumy-bus.json"
    info = briefing.article.model_copy(update={"source": "seeds/2025-05-18-sumy-bus.txt", "date_source": "metadata"})
    assert Briefing.load(saved) == briefing.model_copy(update={"failures": (), "article": info})


class Tariff(Record):
    """A record of a topic that another package brings."""

    rate: Annotated[int, Choice()]
    imposer: Annotated[Actor, Verbatim(holds="actor")]
    duties: Annotated[tuple[str, ...], Verbatim()] = ()


def test_a_record_of_another_package_shows_its_fields() -> None:
    evidence = (Evidence(quote="25%", start=0, end=3),)
    shown = view(
        "tariffs", "Ta1", Tariff(evidence=evidence, rate=25, imposer=Actor(name="US"), duties=("steel", "tin"))
    )
    assert shown.label == "Ta1"
    assert [(f.label, f.value) for f in shown.facts] == [
        ("rate", "25"),
        ("imposer", "US"),
        ("duties", '["steel", "tin"]'),
    ]


def test_markdown_has_a_footnote_for_each_quote(briefing: Briefing) -> None:
    markdown = briefing.to_markdown()
    assert "[^C1]: Characters 68–153, 362–402: “a Russian drone killed" in markdown
    assert markdown.count("[^F1]") == 5  # the summary, three actors of one demand, and the footnote itself
    assert markdown.startswith("# ")
    assert Briefings([briefing, briefing]).to_markdown().count("\n# ") == 1
