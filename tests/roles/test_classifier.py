"""The packaged classifier: one answer a phrase in the order asked, and `none` for what it did not read."""

from __future__ import annotations

import hashlib
import re
from importlib import resources

import pytest

from summarizer.article import Span
from summarizer.roles import NONE, RoleQuestion, adapter_version, default_classifier
from summarizer.topics import all_topics

KILLED = "Rebels killed nine soldiers near the harbour on Monday."
LONG = "The council, which had met in the old town hall since the morning because of the storm, said nothing of it. "


def question(text: str, *phrases: str, context: str = "") -> RoleQuestion:
    """A question about the first places where phrases stand in a sentence."""
    spans = tuple(Span(at, at + len(phrase)) for phrase in phrases for at in [text.index(phrase)])
    return RoleQuestion(text, context, spans)


def likeliest(topic: str, asked: RoleQuestion) -> list[str]:
    """The most likely role of each phrase."""
    (answer,) = default_classifier().classify(topic, [asked])
    return [max(roles, key=lambda role: roles[role]) for roles in answer]


def test_the_version_is_the_hash_of_what_was_trained() -> None:
    data = resources.files("summarizer.roles").joinpath("adapter.safetensors").read_bytes()
    assert re.fullmatch("[0-9a-f]{12}", adapter_version())
    assert hashlib.sha256(data).hexdigest().startswith(adapter_version())


def test_every_topic_that_the_classifier_reads_has_its_version() -> None:
    assert {topic.version("passages") for topic in all_topics().values() if topic.reader} == {adapter_version()}


@pytest.mark.parametrize("topic", ["casualties", "sanctions", "ceasefire"])
def test_the_roles_of_a_phrase_sum_to_one(topic: str) -> None:
    (answer,) = default_classifier().classify(topic, [question(KILLED, "Rebels", "nine soldiers", "the harbour")])
    assert len(answer) == 3
    for roles in answer:
        assert NONE in roles
        assert sum(roles.values()) == pytest.approx(1, abs=1e-4)


def test_who_kills_is_told_from_who_is_killed() -> None:
    assert likeliest("casualties", question(KILLED, "Rebels", "nine soldiers")) == ["perpetrator", "killed"]
    passive = "Nine rebels were killed by soldiers near the harbour."
    assert likeliest("casualties", question(passive, "Nine rebels", "soldiers")) == ["killed", "perpetrator"]


def test_answers_come_in_the_order_of_questions_of_any_length() -> None:
    asked = [
        question(LONG * n + KILLED, *(["Rebels", "nine soldiers"] if n % 2 else ["nine soldiers"]))
        for n in (2, 0, 1, 3, 0, 2, 1, 0, 2, 1)
    ]
    together = default_classifier().classify("casualties", asked)
    assert [len(answer) for answer in together] == [len(q.spans) for q in asked]
    for one, answer in zip(asked, together, strict=True):
        (alone,) = default_classifier().classify("casualties", [one])
        for roles, others in zip(answer, alone, strict=True):
            assert dict(roles) == pytest.approx(dict(others), abs=1e-3)


def test_a_phrase_behind_what_is_read_has_no_role() -> None:
    asked = question(KILLED + " " + LONG * 12 + "Gunmen shot four pilots.", "nine soldiers", "four pilots")
    ((first, second),) = default_classifier().classify("casualties", [asked])
    assert max(first, key=lambda role: first[role]) == "killed"
    assert dict(second) == {NONE: 1.0}


def test_a_sentence_of_which_no_phrase_is_read_has_no_role() -> None:
    asked = question(LONG * 12 + "Gunmen shot four pilots.", "four pilots", "Gunmen")
    assert default_classifier().classify("casualties", [asked]) == [[{NONE: 1.0}, {NONE: 1.0}]]


def test_no_question_has_no_answer() -> None:
    assert default_classifier().classify("casualties", []) == []
    assert default_classifier().classify("casualties", [RoleQuestion(KILLED, "", ())]) == [[]]


def test_a_long_sentence_before_changes_no_offset() -> None:
    asked = question(KILLED, "Rebels", "nine soldiers", context=LONG * 20)
    assert likeliest("casualties", asked) == ["perpetrator", "killed"]
