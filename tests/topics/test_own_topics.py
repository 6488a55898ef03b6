"""Topics of one's own: a file or a class becomes grounded, typed records that every form shows and that verify."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Annotated, Any, Literal

import pytest
from pydantic import BaseModel, Field

from summarizer import Summarizer
from summarizer.article import Article
from summarizer.briefing import Briefing
from summarizer.contract import briefing_schema, topic_letters
from summarizer.errors import UnreadableInput, UsageError
from summarizer.evaluation.value_agreement import key_differences, strict_fields
from summarizer.llm.scripted import ScriptedLLM
from summarizer.render.data_frame import to_frame
from summarizer.schemas import Actor, Count, Evidence, Money, Record, Verbatim, count_of_anything
from summarizer.topics import Topic, choose_topics
from summarizer.topics.topic_file import read_topic_file
from summarizer.verification import verify_file

from .own_topics import ARTICLE, REPLY, TEXT, WITHDRAWALS, withdrawals, written


@pytest.fixture
def topic(tmp_path: Path) -> Topic:
    return withdrawals(tmp_path)


def brief(topic: Topic | str, replies: Any, article: Article = ARTICLE, strategy: str = "document") -> Briefing:
    """The briefing of an article by a model that answers from a script."""
    with Summarizer(llm=ScriptedLLM(replies), topics=(topic,), strategy=strategy) as summarizer:
        return summarizer.brief(article)


def test_a_file_gives_records_whose_every_field_is_grounded_and_computed(topic: Topic) -> None:
    found = brief(topic, [REPLY]).records["troop-withdrawals"]
    done, announced = (record.model_dump(mode="json", exclude={"evidence"}) for record in found)
    assert done["who"]["name"] == "Ruritania"
    assert done["troops"] == {"text": "at least 900 soldiers", "best": 900, "low": 900, "high": None}
    assert (done["cost"]["amount"], done["cost"]["currency"]) == (2_500_000, "USD")
    assert (done["when"], done["when_text"]) == ("2025-05-17", "on Saturday")
    assert (done["units"], done["status"], done["complete"]) == (["the Third Brigade"], "done", False)
    assert (announced["within"], announced["complete"]) == ("P30D", True)
    assert all(TEXT[e.start : e.end] == e.quote for record in found for e in record.evidence)


@pytest.mark.parametrize(
    ("words", "bounds"),
    [("nine tanks", (9, 9, 9)), ("up to 40 lorries", (None, None, 40)), ("a man and his son", (2, 2, 2))],
)
def test_a_count_is_of_people_or_of_things(words: str, bounds: tuple[int | None, int | None, int | None]) -> None:
    count = count_of_anything(words)
    assert (count.best, count.low, count.high) == bounds


def test_what_the_article_does_not_say_is_refused(topic: Topic) -> None:
    wrong = json.loads(json.dumps(REPLY))
    wrong["records"][0] |= {"cost": "$3.5 million", "troops": "800 soldiers"}
    briefing = brief(topic, [wrong])
    record = briefing.records["troop-withdrawals"][0].model_dump()
    assert (record["cost"], record["troops"]) == (None, None)
    assert {r.code for r in briefing.rejected} == {"number_mismatch"}


def test_a_small_model_is_asked_about_sentences_with_a_cue(topic: Topic) -> None:
    answers = [{"records": [{k: v for k, v in one.items() if k != "evidence"}]} for one in REPLY["records"]]
    article = ARTICLE.model_copy(update={"text": TEXT.replace("\n\n", "\n\nThe sea was calm.\n\n"), "id": "other"})
    briefing = brief(topic, answers, Article.from_text(article.text, date="2025-05-18"), "passages")
    assert briefing.usage.calls == 2
    assert [r.model_dump()["who"]["name"] for r in briefing.records["troop-withdrawals"]] == ["Ruritania", "Norway"]


def test_a_stored_briefing_is_read_shown_and_verified_without_the_file(topic: Topic, tmp_path: Path) -> None:
    briefing = brief(topic, [REPLY])
    info = briefing.article.model_copy(update={"text": TEXT})
    path = briefing.model_copy(update={"article": info}).save(tmp_path / "briefing.json")
    (tmp_path / "troop-withdrawals.yaml").unlink()
    again = Briefing.load(path)
    assert again.records == briefing.records
    assert again.to_markdown() == briefing.to_markdown()
    assert verify_file(path).findings == ()


def test_a_briefing_that_does_not_describe_its_topic_asks_for_the_file(topic: Topic, tmp_path: Path) -> None:
    stored = brief(topic, [REPLY]).to_dict()
    del stored["topics"]
    stored["article"]["text"] = TEXT
    path = tmp_path / "briefing.json"
    path.write_text(json.dumps(stored), encoding="utf-8")
    with pytest.raises(UnreadableInput, match="--topic FILE"):
        verify_file(path)
    assert verify_file(path, (), (str(written(tmp_path)),)).findings == ()


def test_a_changed_sum_does_not_verify(topic: Topic, tmp_path: Path) -> None:
    stored = brief(topic, [REPLY]).to_dict()
    stored["records"]["troop-withdrawals"][0]["cost"]["amount"] = 9
    stored["article"]["text"] = TEXT
    path = tmp_path / "briefing.json"
    path.write_text(json.dumps(stored), encoding="utf-8")
    assert [(f.place, f.code) for f in verify_file(path).findings] == [("troop-withdrawals 1, cost", "number_mismatch")]


def test_the_summary_follows_the_pattern_and_leaves_out_what_is_not_said(topic: Topic) -> None:
    texts = {sentence.text for sentence in brief(topic, [REPLY]).summary}
    assert texts == {
        "Ruritania done a withdrawal from the port of Strelsau.",
        "Norway announced a withdrawal from Zenda within 30 days.",
    }


def test_every_form_shows_the_topic_by_its_title_and_colour(topic: Topic) -> None:
    briefing = brief(topic, [REPLY])
    page, text = briefing.to_html(), briefing.to_markdown()
    assert "## Troop withdrawals" in text
    assert "2,500,000 USD" in text
    assert "tint-336699" in page
    assert "--hue: #336699" in page
    frame = to_frame([briefing], "troop-withdrawals")
    assert next(iter(frame["cost_amount"])) == 2_500_000
    assert list(frame["status"]) == ["done", "announced"]


def test_records_fit_the_exported_schema(topic: Topic) -> None:
    from jsonschema import Draft202012Validator

    Draft202012Validator(briefing_schema([topic])).validate(brief(topic, [REPLY]).to_dict())


def test_scoring_follows_the_key_of_the_file_and_the_kinds_of_the_fields(topic: Topic) -> None:
    done, announced = brief(topic, [REPLY]).records["troop-withdrawals"]
    assert set(key_differences(done, announced)) == {"who", "place"}
    assert key_differences(done, done.model_copy(update={"troops": None})) == ()
    assert set(strict_fields(type(done))) == {"troops", "status", "complete"}


def test_topics_that_begin_alike_have_labels_of_their_own() -> None:
    letters = topic_letters(["arms-deliveries", "arms-exports", "casualties", "armies"])
    assert len(set(letters.values())) == 4
    assert letters["casualties"] == "C"


BROKEN = {
    "unknown kind": ("kind: money, says: What", "kind: colour, says: What", "cost: {", "unknown kind 'colour'"),
    "choice without meaning": (
        "      done: they have left",
        "      done:",
        "      done:",
        "choice 'done' has no meaning",
    ),
    "quote not in its text": ("troops: 300 men", "troops: 400 men", "troops: 400 men", "not in the text"),
    "class that is none": ("status: done}", "status: finished}", "status: finished}", "write one of announced, done"),
    "a name that is taken": ("name: troop-withdrawals", "name: casualties", "name: ", "belongs to another"),
    "no YAML": ("fields:\n", "fields: [\n", "", "invalid YAML"),
    "unknown key": ("colour: ", "color: ", "color: ", "did you mean 'colour'"),
    "unknown field in the pattern": ("{who} {status}", "{whom} {status}", "{whom}", "there is no field 'whom'"),
    "no cue in an example": ("cues: [withdr, pull out, pulled out]", "cues: [retreat]", "  - text:", "no cue"),
    "a part that refers to itself": ("cues: [withdr", "cues: &c [withdr, *c", "cues: ", "refers to another part"),
    "nesting without end": ("cues: [", f"cues: {'[' * 40}", "cues: ", "nested too deep"),
    "a brace alone": ("{who} {status}", "{who {status}", "{who {", "a brace of the summary stands alone"),
    "a colour that is a comment": ('colour: "#336699"', "colour: #336699", "colour: #", "# begins a comment"),
    "a field that is one word": (
        "who: {kind: actor, says: Whose troops they are, required: true}",
        "who: actor",
        "who: actor",
        "write its kind and what it says",
    ),
    "a list where words belong": (
        "record: One withdrawal",
        "record: [One] # ",
        "record: ",
        "must be words, not a list",
    ),
    "a name that the package needs": ("name: troop-withdrawals", "name: summary", "name: ", "is reserved"),
    "a field without a kind": ("who: {kind: actor, says", "who: {says", "who: {says", "'kind' is missing"),
}


@pytest.mark.parametrize(("old", "new", "place", "message"), BROKEN.values(), ids=BROKEN)
def test_what_is_wrong_in_a_file_is_one_sentence_with_its_line(
    old: str, new: str, place: str, message: str, tmp_path: Path
) -> None:
    assert WITHDRAWALS.count(old) == 1
    text = WITHDRAWALS.replace(old, new)
    faults = read_topic_file(written(tmp_path, text), taken={"casualties"}).faults
    (line,) = {fault.line for fault in faults if message in fault.message}
    assert place in text.splitlines()[line - 1]
    with pytest.raises(UsageError, match="line"):
        choose_topics((str(tmp_path / "troop-withdrawals.yaml"),))


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "- a\n- b\n", "just words"])
def test_a_file_that_is_no_topic_is_told_how_to_begin(text: str, tmp_path: Path) -> None:
    (fault,) = read_topic_file(written(tmp_path, text)).faults
    assert "summarizer topics new" in fault.message


class Withdrawal(BaseModel):
    """One withdrawal of troops from one place."""

    who: str = Field(description="Whose troops they are")
    place: str | None = None
    troops: int | None = None
    when: datetime.date | None = None
    units: list[str] = []
    status: Literal["announced", "done"]
    complete: bool = False
    evidence: tuple[Evidence, ...] = ()


class Evacuation(Record):
    """One evacuation of one place."""

    who: Annotated[Actor, Verbatim(compare="actor", holds="actor")] = Field(description="Who leaves")
    people: Annotated[Count | None, Verbatim(compare="count", holds="count")] = Field(default=None, description="Many")
    cost: Annotated[Money | None, Verbatim(compare="money", holds="money")] = Field(default=None, description="Cost")


def test_a_plain_class_comes_back_typed_and_with_evidence() -> None:
    topic = Topic.from_record(Withdrawal, cues=["withdr"])
    reply = {"records": [{k: v for k, v in one.items() if k in _OF_WITHDRAWAL} for one in REPLY["records"]]}
    briefing = brief(topic, [reply])
    done, announced = briefing.records_of(Withdrawal)
    assert (done.who, done.troops, done.when) == ("Ruritania", 900, datetime.date(2025, 5, 17))
    assert (announced.complete, announced.troops, announced.status) == (True, None, "announced")
    assert done.evidence == briefing.evidence("withdrawal", 0)
    assert Briefing.model_validate(briefing.to_dict()).records_of(Withdrawal) == [done, announced]


_OF_WITHDRAWAL = {"evidence", "who", "place", "troops", "when_text", "units", "status", "complete"}


def test_a_record_class_comes_back_as_itself() -> None:
    topic = Topic.from_record(Evacuation)
    draft = {"evidence": [TEXT.partition("\n")[0]], "who": "Ruritania", "people": "900", "cost": "$2.5 million"}
    (found,) = brief(topic, [{"records": [draft]}]).records_of(Evacuation)
    assert found.people is not None
    assert found.cost is not None
    assert (found.people.best, found.cost.currency) == (900, "USD")


def test_a_record_that_the_class_does_not_take_is_rejected() -> None:
    class Strict(BaseModel):
        who: str
        troops: int = Field(ge=5000)

    draft = {"evidence": [TEXT.partition("\n")[0]], "who": "Ruritania", "troops": "900"}
    briefing = brief(Topic.from_record(Strict), [{"records": [draft]}] * 2)
    assert briefing.records_of(Strict) == []
    assert {r.code for r in briefing.rejected} == {"invalid_record"}


@pytest.mark.parametrize(
    ("annotation", "said"),
    [
        (dict[str, str], "dictionary"),
        (list[list[str]], "nested list"),
        (int | str, "union"),
        (float, "float"),
        (Withdrawal, "object of its own"),
    ],
)
def test_a_field_that_cannot_be_asked_for_is_named_before_any_call(annotation: Any, said: str) -> None:
    model = type("Shipment", (BaseModel,), {"__annotations__": {"cargo": annotation}})
    with pytest.raises(UsageError, match=rf"Shipment\.cargo is .*{said}.*make it str"):
        Topic.from_record(model)


def test_too_many_fields_are_refused_with_what_to_do() -> None:
    model = type("Wide", (BaseModel,), {"__annotations__": {f"field_{i}": str for i in range(25)}})
    with pytest.raises(UsageError, match="25 fields are too many"):
        Topic.from_record(model)
