"""Golden sets load from folders and JSON Lines, and every problem in one is named."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from evaluation_cases import casualty_yaml, write_gold, write_golden

from summarizer.article import Article
from summarizer.errors import UnreadableInput, UsageError
from summarizer.evaluation import GoldenSet, evaluate
from summarizer.evaluation.entry_forms import add_entry
from summarizer.evaluation.evaluation import agreement, annotation_briefing
from summarizer.evaluation.golden_check import check_golden
from summarizer.evaluation.quote_places import locate_quotes
from summarizer.evaluation.splits import assign_splits, extend_splits


def test_a_folder_loads_with_ids_tags_halves_and_offsets(tmp_path: Path) -> None:
    golden = GoldenSet.load(write_golden(tmp_path))
    article = golden["entry-1"]
    [gold] = article.records["casualties"]
    [evidence] = gold.record.evidence
    assert (article.split, article.tags) == ("test", ("real-event",))
    assert article.article.text[evidence.start : evidence.end] == evidence.quote == "A rocket killed 11 people"
    assert golden.size == {"casualties": 4, "sanctions": 0, "ceasefire": 0}


def test_json_lines_load_with_bare_sources_and_counts_without_words(tmp_path: Path) -> None:
    articles, gold = tmp_path / "articles.jsonl", tmp_path / "gold.jsonl"
    text = "A rocket killed at least nine people, police said.\u2028France called for sanctions."
    lines = [
        {"id": "x1", "text": text, "date": "2025-05-18", "split": "dev", "origin": "somewhere"},
        {"id": "x2", "text": "?"},
    ]
    articles.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8")
    record = {
        "evidence": ["killed at least nine people"],
        "source": "police",
        "killed": {"best": 9, "low": 9, "high": None},
        "doubt": True,
    }
    gold.write_text(json.dumps({"id": "x1", "casualties": [record], "sanctions": []}) + "\n", encoding="utf-8")
    golden = GoldenSet.load(f"{articles}+{gold}")
    [article] = golden
    [found] = article.records["casualties"]
    loaded = found.record.model_dump()
    assert found.doubt
    assert loaded["source"] == {"name": "police", "party": None}
    assert loaded["killed"] == {"text": "", "best": 9, "low": 9, "high": None}
    # Ceasefire was not annotated: it is not scored, rather than scored as having nothing in it.
    assert {case.topic for case in evaluate(golden, []).cases} == {"casualties", "sanctions"}


def test_gold_without_its_article_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"id": "x1", "text": "Nothing."}\n', encoding="utf-8")
    (tmp_path / "g.jsonl").write_text('{"id": "x2", "casualties": []}\n', encoding="utf-8")
    with pytest.raises(UnreadableInput, match="'x2'"):
        GoldenSet.from_jsonl(tmp_path / "a.jsonl", tmp_path / "g.jsonl")


def test_a_quote_that_occurs_twice_is_found_where_the_record_s_other_words_are() -> None:
    article = Article(text="He was killed in Kyiv. Two people were killed in Sumy. A man was killed in Lviv.")
    [near_words] = locate_quotes(article, ["killed in"], ["Sumy", "Two people"])
    near_quote, anchor = locate_quotes(article, ["killed in", "A man was"], [])
    assert near_words is not None
    assert near_quote is not None
    assert anchor is not None
    assert near_words.start == article.text.index("killed in Sumy")
    assert near_quote.start == article.text.index("killed in Lviv")
    assert locate_quotes(article, ["killed in Odesa"], []) == (None,)


def test_a_part_of_a_set_is_selected_and_an_empty_part_refused(tmp_path: Path) -> None:
    golden = GoldenSet.load(write_golden(tmp_path))
    assert [article.id for article in golden.select(split="dev")] == ["entry-0", "entry-2"]
    assert golden.select(topics=["sanctions"]).size == {"sanctions": 0}
    with pytest.raises(UsageError, match="tag 'no such'"):
        golden.select(tags=["no such"])
    with pytest.raises(UnreadableInput, match="no golden article"):
        GoldenSet.load(tmp_path / "entry-0")


def test_a_good_set_has_no_problems(tmp_path: Path) -> None:
    assert check_golden(write_golden(tmp_path)) == []


def _gold(*records: dict[str, object]) -> Callable[[Path], None]:
    return lambda folder: write_gold(folder / "entry-0", records)


def _file(name: str, content: str) -> Callable[[Path], None]:
    def write(folder: Path) -> None:
        (folder / name).write_text(content, encoding="utf-8")

    return write


def _without_splits(folder: Path) -> None:
    (folder / "splits.yaml").unlink()


QUOTE = "A rocket killed 10 people"
GOOD = casualty_yaml([QUOTE], 10)
NO_SOURCE = "---\ntitle: t\ndate: 2025-05-18\ntags: [a]\n---\nA rocket killed 10 people."


@pytest.mark.parametrize(
    ("spoil", "expected"),
    [
        (_gold(casualty_yaml(["A rocket killed 99 people"], 10)), "casualties[0]: the quote"),
        (_gold(casualty_yaml([], 10)), "'evidence' must have"),
        (_gold(casualty_yaml([QUOTE], 10, victim_type="soldier")), "'victim_type' must be"),
        (_gold(casualty_yaml([QUOTE], 10, wapon="rocket")), "'wapon' is unknown"),
        (_gold(casualty_yaml([QUOTE], 10, weapon="missile")), "weapon 'missile' is not in the article"),
        (_gold(casualty_yaml([QUOTE], 10, killed=None)), "has no count"),
        (
            _gold(casualty_yaml([QUOTE], 10, killed={"text": "10", "best": 10, "low": 12, "high": None})),
            "low is above high",
        ),
        (_gold(GOOD, GOOD), "casualties[1]: says the same as casualties[0]"),
        (_file("entry-0/article.md", NO_SOURCE), "the front matter lacks 'source'"),
        (_file("entry-0/gold.yaml", "casualties: []\nsanctions: []\n"), "topic 'ceasefire' is missing"),
        (_file("entry-0/gold.yaml", "casualties: [\n"), "can't read front matter"),
        (_without_splits, "splits.yaml: is missing"),
        (_file("splits.yaml", "dev: [entry-0, entry-1, entry-2, entry-3]\ntest: []\n"), "puts no article into 'test'"),
        (_file("splits.yaml", "dev: [entry-0, entry-2]\ntest: [entry-1]\n"), "does not list entry-3"),
        (_file("splits.yaml", "dev: [entry-0, entry-2]\ntest: [entry-1, entry-3, gone]\n"), "lists gone"),
        (_file("splits.yaml", "dev: [entry-0, entry-2]\ntest: [entry-1, entry-3, entry-3]\n"), "more than once"),
    ],
)
def test_every_problem_is_named(tmp_path: Path, spoil: Callable[[Path], None], expected: str) -> None:
    folder = write_golden(tmp_path)
    spoil(folder)
    found = "\n".join(map(str, check_golden(folder)))
    assert expected in found


def test_a_quote_of_many_sentences_and_an_article_twice_are_named(tmp_path: Path) -> None:
    folder = write_golden(tmp_path)
    text = "A rocket killed 10 people. It rained. It hailed. It blew."
    for name in ("entry-0", "entry-1"):
        head = (folder / name / "article.md").read_text(encoding="utf-8").rsplit("---\n", 1)[0]
        (folder / name / "article.md").write_text(f"{head}---\n{text}\n", encoding="utf-8")
        write_gold(folder / name, [casualty_yaml([text], 10)])
    found = "\n".join(map(str, check_golden(folder)))
    assert "a quote of 4 sentences" in found
    assert "entry-1: has the text of entry-0" in found


def test_halves_are_even_fixed_by_the_seed_and_kept_when_articles_come(tmp_path: Path) -> None:
    folder = write_golden(tmp_path, articles=9)
    golden = GoldenSet.from_folder(folder)
    halves = assign_splits(golden, seed=1)
    assert halves == assign_splits(golden, seed=1)
    assert sorted(len(ids) for ids in halves.values()) == [4, 5]
    (folder / "splits.yaml").write_text("dev: [entry-0, entry-1, entry-2]\ntest: [entry-8]\n", encoding="utf-8")
    extended = extend_splits(folder, seed=1)
    assert {"entry-0", "entry-1", "entry-2"} <= set(extended["dev"])
    assert "entry-8" in extended["test"]
    assert check_golden(folder) == []


def test_a_new_entry_is_a_form_that_loads_and_explains_every_field(tmp_path: Path) -> None:
    article = Article.from_text("A rocket killed 10 people.", date="2025-05-18", title="Rocket hits the port city")
    entry = add_entry(article, tmp_path)
    form = (entry / "gold.yaml").read_text(encoding="utf-8")
    assert entry.name == "2025-05-18-rocket-hits-the-port"
    assert GoldenSet.from_folder(tmp_path)[entry.name].article.text == article.text
    assert "[called_for, in_preparation, imposed, extended, eased, opposed]" in form
    assert set(yaml.safe_load(form)) == {"casualties", "sanctions", "ceasefire"}
    with pytest.raises(UsageError, match="exists already"):
        add_entry(article, tmp_path)
    with pytest.raises(UsageError, match="--id"):
        add_entry(Article.from_text("Nothing."), tmp_path)


def test_agreement_of_two_annotations_is_the_f1_of_one_held_against_the_other(tmp_path: Path) -> None:
    first, second = write_golden(tmp_path / "first"), write_golden(tmp_path / "second")
    write_gold(second / "entry-0", [])
    result = agreement(GoldenSet.from_folder(first), GoldenSet.from_folder(second))
    assert result.tallies["casualties"].f1 == 2 * 3 / (4 + 3)
    same = GoldenSet.from_folder(first)
    assert evaluate(same, map(annotation_briefing, same)).tallies["overall"].f1 == 1
