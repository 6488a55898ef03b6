"""One row a record, flat columns, and the same types whatever the rows hold."""

from __future__ import annotations

import pandas as pd
import pytest

from summarizer.article import Article
from summarizer.briefing import ArticleInfo, Briefing, Briefings
from summarizer.errors import UsageError

CASUALTY_TYPES = {
    "article_id": "string",
    "article_date": "datetime64[s]",
    "article_title": "string",
    "article_source": "string",
    "model": "string",
    "record": "Int64",
    "source_name": "string",
    "source_party": "string",
    "killed_best": "Int64",
    "killed_low": "Int64",
    "killed_high": "Int64",
    "killed_text": "string",
    "victims": "string",
    "victim_type": "category",
    "location": "string",
    "date": "string",
    "date_day": "datetime64[s]",
    "perpetrator_name": "string",
    "perpetrator_party": "string",
    "responsibility": "category",
    "cumulative": "boolean",
    "evidence_quote": "string",
    "evidence_start": "Int64",
    "evidence_end": "Int64",
    "evidence_spans": "Int64",
}


def types(frame: pd.DataFrame) -> dict[str, str]:
    return {str(name): str(dtype) for name, dtype in frame.dtypes.items()}


def test_one_row_a_record(briefing: Briefing, seed: Article) -> None:
    frame = briefing.to_frame("casualties")
    (row,) = frame.to_dict("records")
    assert row["killed_best"] == 9
    assert row["killed_text"] == "nine"
    assert row["perpetrator_party"] == "RUS"
    assert row["responsibility"] == "denied"
    assert seed.text[row["evidence_start"] : row["evidence_end"]] == row["evidence_quote"]
    assert row["evidence_spans"] == 2
    assert row["article_date"] == pd.Timestamp("2025-05-18")
    assert pd.isna(row["injured_best"])
    assert pd.isna(row["date_day"])


def test_a_list_of_words_is_joined(briefing: Briefing) -> None:
    frame = briefing.model_copy(update={"failures": ()}).to_frame("ceasefire")
    assert list(frame["stance"]) == ["demands", "demands", "demands", "conditional"]
    assert frame["conditions"].isna().tolist() == [True, True, True, False]
    assert frame["duration"].tolist()[:3] == ["P30D"] * 3


def test_a_thousand_briefings_keep_the_types_of_one_and_of_none(briefing: Briefing) -> None:
    reports = briefing.casualties
    empty = briefing.model_copy(update={"records": {}})
    dated = briefing.model_copy(
        update={
            "article": ArticleInfo(id="undated", characters=10),
            "records": {
                "casualties": tuple(
                    reports[0].model_copy(update={"date": date, "killed": None, "perpetrator": None, "victims": None})
                    for date in ("1066-10-14", "2025-05", "2025-02-31", None)
                )
            },
        }
    )
    many = Briefings([briefing, empty, dated] * 333 + [briefing]).to_frame("casualties")
    assert len(many) == 333 * 5 + 1
    assert {name: types(many)[name] for name in CASUALTY_TYPES} == CASUALTY_TYPES
    for frame in (
        briefing.to_frame("casualties"),
        empty.to_frame("casualties"),
        Briefings([dated]).to_frame("casualties"),
    ):
        assert types(frame) == types(many)
    assert many["killed_best"].sum() == 9 * 334
    assert many["date_day"].notna().sum() == 333
    assert set(many["responsibility"].cat.categories) == {"claimed", "denied", "alleged", "undisputed", "unknown"}


@pytest.mark.parametrize("topic", ["sanctions", "ceasefire"])
def test_empty_frames_have_the_columns_and_types_of_full_ones(briefing: Briefing, topic: str) -> None:
    whole = briefing.model_copy(update={"failures": ()})
    empty = whole.model_copy(update={"records": {}})
    assert types(empty.to_frame(topic)) == types(whole.to_frame(topic))


def test_a_failed_topic_is_told_apart_from_one_without_records(briefing: Briefing) -> None:
    with pytest.warns(UserWarning, match="ceasefire not examined in 1 of 1 articles"):
        frame = briefing.model_copy(update={"records": {}}).to_frame("ceasefire")
    assert list(frame.attrs["not_examined"]) == [briefing.article.id]
    assert briefing.to_frame("casualties").attrs["not_examined"] == {}


def test_an_unknown_topic_is_named(briefing: Briefing) -> None:
    with pytest.raises(UsageError, match="unknown topic 'weather'"):
        briefing.to_frame("weather")
