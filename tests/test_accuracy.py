"""Fields that are rarely right: which are voiced, by the measured figures and one floor."""

from __future__ import annotations

from pathlib import Path

import pytest

from summarizer.accuracy import FieldAccuracy, field_accuracy, is_voiced, read_accuracy
from summarizer.topics import all_topics, road_of

TABLE = """
floor = 0.6
[[measured]]
road = "document"
model = "a/large"
set = "ten articles"
[measured.casualties]
date = 0.55
[measured.sanctions]
date = 0.9
[[measured]]
road = "document"
model = "a/small"
set = "ten articles"
[measured.casualties]
date = 0.2
"""


@pytest.fixture
def accuracy(tmp_path: Path) -> FieldAccuracy:
    path = tmp_path / "figures.toml"
    path.write_text(TABLE, encoding="utf-8")
    return read_accuracy(path)


def test_a_field_below_the_floor_is_not_voiced_and_one_without_a_figure_is() -> None:
    assert not is_voiced("passages", "perpetrator")
    assert not is_voiced("passages", "counterparty", model="local:1.5b")
    assert is_voiced("passages", "killed")
    assert is_voiced("document", "perpetrator")


def test_figures_are_those_of_the_model_or_else_of_the_road(accuracy: FieldAccuracy) -> None:
    assert accuracy.of("document", "casualties.date", model="a/small") == 0.2
    assert accuracy.of("document", "casualties.date", model="another") == 0.55
    assert accuracy.of("document", "sanctions.date") == 0.9
    assert accuracy.of("passages", "date") is None


def test_every_figure_is_of_a_field_that_exists() -> None:
    for table in field_accuracy().measured:
        for topic, shares in table.topics.items():
            assert set(shares) <= set(all_topics()[topic].record.model_fields)


def test_a_share_above_one_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "figures.toml"
    path.write_text(TABLE.replace("0.55", "55"), encoding="utf-8")
    with pytest.raises(ValueError, match="less than or equal to 1"):
        read_accuracy(path)


def test_the_road_is_read_off_the_prompts_and_else_off_the_model() -> None:
    versions = {road: all_topics()["sanctions"].version(road) for road in ("passages", "document")}
    assert road_of({"sanctions": versions["document"]}, "local") == "document"
    assert road_of({"sanctions": versions["passages"]}, "openai/x") == "passages"
    assert road_of({"sanctions": "0" * 12}, "local:0.5b") == "passages"
    assert road_of({}, "openai/x") == "document"
