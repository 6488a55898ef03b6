"""Harm that a sentence says did not happen is no toll; the clause of the count decides, not the sentence."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.topics.casualties.reality import Counted, UnrealCode, unreal

CHANCE = st.integers(0, 2**32).map(random.Random)


def verdict(sentence: str) -> UnrealCode | None:
    """What is thought of the words between double angle brackets; what follows `//` is the next sentence."""
    marked = re.search(r"<<(.*?)>>", sentence)
    assert marked is not None
    rest, _, following = sentence[marked.end() :].partition(" // ")
    return unreal(Counted(sentence[: marked.start()], marked[1], rest, following))


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("A device that would have killed <<dozens of shoppers>> was found in Strelsau.", "hypothetical"),
        ("Had it gone off, <<thirty people>> could easily have died.", "hypothetical"),
        ("Another metre and the shell might have hurt <<six pupils>>.", "hypothetical"),
        ("If <<thirty people>> were killed there, the court will hear of it.", "hypothetical"),
        ("A raid like that could kill <<thirty people>>.", "hypothetical"),
        ("The exercise assumed that <<thirty people>> were killed in the blast.", "hypothetical"),
        ("The report that <<thirty people>> were killed proved to be an invention.", "denied_report"),
        ("The navy, which denied that there was a raid, now admits that <<nine people>> died.", None),
        ("In a mock attack on the station, <<thirty people>> died.", "hypothetical"),
        ("In the novel, a sniper kills <<nine ministers>>.", "hypothetical"),
        ("Detectives broke up a plot to kill <<three judges>>.", "planned"),
        ("The guerrillas threatened to execute <<eleven hostages>>.", "planned"),
        ("He admitted planning to murder <<two envoys>>.", "planned"),
        ("<<Four prisoners>> were to be executed at dawn.", "planned"),
        ("The attempted murder of <<two constables>> shocked the port.", "planned"),
        ("Guards kept him from killing <<two envoys>>.", "planned"),
        ("The shelling did not kill <<nine people>>.", "negated"),
        ("None of <<the 12 sailors>> was hurt.", "negated"),
        ("The blast killed <<nobody>>.", "negated"),
        ("The marines took the pier without killing <<any of the 30 guards>>.", "negated"),
        ("All <<30 guards>> survived.", "negated"),
        ("Reports that <<nine sailors>> died are untrue, the navy said.", "denied_report"),
        ("The navy denied rumours that <<nine sailors>> had died.", "denied_report"),
        ("It is not true that <<nine sailors>> were killed.", "denied_report"),
        ("State radio falsely reported that <<nine sailors>> had been killed.", "denied_report"),
        ("A post said <<nine sailors>> were dead. // The claim was false, the navy said.", "denied_report"),
    ],
)
def test_harm_that_did_not_happen_has_a_code(sentence: str, code: UnrealCode) -> None:
    assert verdict(sentence) == code


@pytest.mark.parametrize(
    "sentence",
    [
        "<<Nine sailors>> are feared dead.",
        "<<Nine sailors>> are believed killed.",
        "Up to <<nine sailors>> may have been killed.",
        "Ruritania is believed to have killed <<nine sailors>>.",
        "The navy could not say how <<the nine sailors>> were killed.",
        "The raid killed <<nine sailors>> in what would be the deadliest day of the war.",
        "The raid killed <<a cadet>> who would have been 20 in May.",
        "The raid killed <<nine sailors>> and could have sunk the ferry.",
        "A day after a foiled plot that could have killed hundreds, a mine killed <<nine sailors>>.",
        "Hundreds could have died, but only <<two people>> were hurt.",
        "The gunman went on to kill <<nine sailors>>.",
        "Six died at once and <<two more>> would later die in hospital.",
        "The navy denied that its guns killed <<nine fishermen>>.",
        "The navy rejected claims that it had killed <<nine fishermen>>.",
        "No group has claimed the bombing that killed <<nine sailors>>.",
        "Troops foiled the raid, killing <<nine gunmen>>.",
        "The drone used to kill <<nine sailors>> was new.",
        "The raid killed not only <<nine sailors>> but their dog.",
        "At a film festival, a gunman killed <<nine visitors>>.",
        "The navy did not deny reports that <<nine sailors>> were killed.",
    ],
)
def test_harm_that_happened_or_is_feared_stands(sentence: str) -> None:
    assert verdict(sentence) is None


REAL = (
    "a mine killed <<{n} sailors>>",
    "<<{n} sailors>> were killed by a mine",
    "a mine left <<{n} sailors>> dead",
    "<<at least {n} sailors>> died",
    "gunmen wounded <<{n} guards>>",
)
UNREAL = (
    "a mine would have killed <<{n} sailors>>",
    "a mine could also have killed <<{n} sailors>>",
    "<<{n} sailors>> might well have been killed by a mine",
    "a mine did not kill <<{n} sailors>>",
    "<<{n} sailors>> were not killed",
    "rebels threatened to kill <<{n} sailors>>",
    "rebels had planned to kill <<{n} sailors>>",
    "reports that <<{n} sailors>> died are false",
    "reports that a mine killed <<{n} sailors>> were untrue",
    "none of <<the {n} sailors>> was killed",
)
BESIDE = (
    "the bridge stayed shut",
    "a plot to burn the mill was foiled",
    "the mayor would have liked more guards",
    "nobody claimed responsibility",
    "the minister did not speak",
    "a raid killed two farmers",
    "a fire could have destroyed the mill",
)
JOINTS = ("; ", ", but ", ", while ", " — ", ". ")


@given(st.sampled_from(REAL), st.sampled_from(UNREAL), st.integers(2, 999), st.lists(st.sampled_from(BESIDE)), CHANCE)
def test_what_stands_in_other_clauses_changes_no_verdict(
    real: str, imagined: str, number: int, others: list[str], chance: random.Random
) -> None:
    for clause, is_real in ((real, True), (imagined, False)):
        clauses = [*others[:2], clause.format(n=number), *others[2:3]]
        sentence = clauses[0]
        for piece in clauses[1:]:
            joint = chance.choice(JOINTS)
            sentence += joint + (piece[0].upper() + piece[1:] if joint == ". " else piece)
        assert (verdict(sentence) is None) == is_real, sentence
