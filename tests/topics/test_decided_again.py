"""Classes of a finished toll decided again from its words: who the victims were, and whether anyone answers."""

from __future__ import annotations

from typing import Literal

import pytest

from summarizer.extraction.deciding import decided_otherwise, fields_taken
from summarizer.schemas import Actor, CasualtyReport, Count, Evidence
from summarizer.topics import CASUALTIES

SAID = "Insurgents killed six herders, the navy said."
DENIED = "The insurgents denied it."


def toll(killed: str, responsibility: Literal["alleged", "denied", "unknown"], *quotes: str) -> CasualtyReport:
    """A toll with evidence of its own."""
    return CasualtyReport(
        evidence=tuple(Evidence(quote=quote, start=0, end=len(quote)) for quote in quotes),
        killed=Count.from_text(killed),
        victim_type="civilian",
        perpetrator=Actor(name="Insurgents"),
        responsibility=responsibility,
    )


def test_a_toll_whose_words_bear_its_classes_out_holds() -> None:
    assert dict(decided_otherwise(CASUALTIES, toll("six herders", "alleged", SAID), "passages")) == {}
    assert dict(decided_otherwise(CASUALTIES, toll("six herders", "denied", SAID, DENIED), "passages")) == {}


@pytest.mark.parametrize(
    ("record", "field", "again"),
    [
        (toll("six sailors", "alleged", SAID), "victim_type", "combatant"),
        (toll("six sailors and two nurses", "alleged", SAID), "victim_type", "mixed"),
        (toll("six herders", "denied", SAID), "responsibility", "alleged"),
        (toll("six herders", "unknown", SAID), "responsibility", "alleged"),
    ],
)
def test_a_class_that_its_words_contradict_is_named(record: CasualtyReport, field: str, again: str) -> None:
    assert dict(decided_otherwise(CASUALTIES, record, "passages")) == {field: again}


def test_what_a_model_chose_is_said_to_be_taken() -> None:
    record = toll("six herders", "alleged", SAID)
    assert list(fields_taken(CASUALTIES, record, "passages")) == []
    assert list(fields_taken(CASUALTIES, record, "document")) == ["victim_type", "responsibility", "cumulative"]
