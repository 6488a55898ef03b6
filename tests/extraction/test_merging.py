"""The same claim from two places is one record: both evidences stay, the fuller values win, nothing else is joined."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from summarizer.extraction.merging import merge
from summarizer.schemas import Actor, CasualtyReport, CeasefirePosition, Count, Evidence, SanctionsCall

WORDS = "Nine people died in Oruma. " * 40


def at(start: int) -> tuple[Evidence, ...]:
    """Evidence somewhere in the words."""
    return (Evidence(quote=WORDS[start : start + 10], start=start, end=start + 10),)


def toll(start: int, killed: str, **more: object) -> CasualtyReport:
    """A casualty report of so many killed."""
    return CasualtyReport.model_validate({"evidence": at(start), "killed": Count.from_text(killed), **more})


def test_the_same_toll_told_twice_is_one_record_with_both_evidences() -> None:
    (record,) = merge([toll(200, "nine people", location="Oruma"), toll(0, "nine")])
    assert isinstance(record, CasualtyReport)
    assert [e.start for e in record.evidence] == [0, 200]
    assert record.location == "Oruma"


def test_two_sources_that_differ_are_two_records() -> None:
    assert len(merge([toll(0, "nine"), toll(50, "eleven")])) == 2


def test_the_same_number_from_two_named_sources_is_two_records() -> None:
    a = toll(0, "nine", source=Actor(name="the army", party="RUS"))
    b = toll(50, "nine", source=Actor(name="the ministry", party="UKR"))
    assert len(merge([a, b])) == 2


def test_the_same_number_in_two_places_is_two_records() -> None:
    assert len(merge([toll(0, "nine", location="Oruma"), toll(50, "nine", location="Tarn")])) == 2


def test_the_same_number_on_two_days_is_two_records() -> None:
    assert len(merge([toll(0, "nine", date="2025-05-17"), toll(50, "nine", date="2025-05-19")])) == 2
    assert len(merge([toll(0, "nine", date="2025-05-17"), toll(50, "nine", date="2025-05")])) == 1


def test_two_single_deaths_are_one_record_only_if_the_victims_are_called_the_same() -> None:
    assert len(merge([toll(0, "one", victims="policeman"), toll(50, "one", victims="soldier")])) == 2
    assert len(merge([toll(0, "one", victims="a soldier"), toll(50, "one", victims="soldier")])) == 1


def test_one_actor_with_one_status_and_two_targets_is_two_records() -> None:
    actor = Actor(name="the EU", party="EU")
    calls = [
        SanctionsCall(evidence=at(n), actor=actor, target=Actor(name=name, party=party), status="imposed")
        for n, name, party in ((0, "Belarus", "BLR"), (50, "Russia", "RUS"))
    ]
    assert len(merge(list(calls))) == 2


def test_a_changed_position_is_a_second_record() -> None:
    actor = Actor(name="Kyiv", party="UKR")
    both = [
        CeasefirePosition(evidence=at(0), actor=actor, stance="rejects"),
        CeasefirePosition(evidence=at(50), actor=Actor(name="Ukraine", party="UKR"), stance="accepts"),
    ]
    assert len(merge(list(both))) == 2


@given(st.lists(st.tuples(st.integers(0, 400), st.sampled_from(["nine", "ten", "at least nine"])), max_size=6))
def test_merging_is_stable_and_keeps_the_order_of_the_article(told: list[tuple[int, str]]) -> None:
    once = merge([toll(start, killed) for start, killed in told])
    assert merge(list(once)) == once
    starts = [record.evidence[0].start for record in once]
    assert starts == sorted(starts)


@given(st.permutations([(0, "nine"), (60, "ten"), (120, "nine"), (180, "eleven")]))
def test_the_order_in_which_records_come_does_not_matter(told: list[tuple[int, str]]) -> None:
    assert merge([toll(s, k) for s, k in told]) == merge([toll(s, k) for s, k in sorted(told)])
