"""What a sentence copies from the evidence stands; what it changes in it does not."""

from __future__ import annotations

import pytest

from summarizer.schemas import Actor, CasualtyReport, CeasefirePosition, Count, Evidence, Record, SanctionsCall
from summarizer.summary import check_sentence
from summarizer.summary.gate.echo import echoes


def proof(quote: str) -> tuple[Evidence, ...]:
    return (Evidence(quote=quote, start=0, end=len(quote)),)


def test_a_stretch_ends_where_a_word_or_a_negation_changes() -> None:
    quote = "Velmar does not want the truce of the twelve villages"
    (whole,) = echoes("Velmar does not want the truce of the 12 villages.", quote)
    assert (whole.whole, whole.words) == (True, 10)
    assert echoes("Velmar does want the truce of the twelve villages.", quote) == []


@pytest.mark.parametrize(
    ("sentence", "accepted"),
    [
        ("Orland's envoys have asked the bank to list the ships whose owners could be penalised.", True),
        ("Pesk's envoys have asked the bank to list the ships whose owners could be penalised.", False),
        ("Orland's envoys have not asked the bank to list the ships whose owners could be penalised.", False),
    ],
)
def test_a_verb_of_another_class_stands_in_the_evidence_own_words(sentence: str, accepted: bool) -> None:
    record = SanctionsCall(
        evidence=proof("Orland's envoys have asked the bank to list the ships whose owners could be penalised"),
        actor=Actor(name="Orland"),
        measure="list the ships whose owners could be penalised",
        status="in_preparation",
    )
    other = SanctionsCall(evidence=proof("Pesk objected."), actor=Actor(name="Pesk"), status="opposed")
    assert (check_sentence(sentence, [record], siblings=[other]) is None) == accepted


def test_the_figures_of_one_source_are_not_told_as_the_word_of_another() -> None:
    records: list[Record] = [
        CasualtyReport(
            evidence=proof(f"{number} people were killed, {name} said."),
            source=Actor(name=name),
            killed=Count.from_text(f"{number} people"),
        )
        for number, name in (("14", "Ada Brell"), ("19", "the harbour union"))
    ]
    told = "{} said 14 people were killed, while {} said 19 were killed."
    assert check_sentence(told.format("Ada Brell", "the harbour union"), records) is None
    assert check_sentence(told.format("The harbour union", "Ada Brell"), records) is not None


def test_who_is_accused_is_whom_the_record_accuses() -> None:
    record = CeasefirePosition(
        evidence=proof("Orland accused Pesk of breaking the truce."),
        source=Actor(name="Orland"),
        actor=Actor(name="Pesk"),
        counterparty=Actor(name="Orland"),
        stance="violates_alleged",
    )
    assert check_sentence("Orland accused Pesk of breaking the truce.", [record]) is None
    assert check_sentence("Pesk accused Orland of breaking the truce.", [record]) is not None
