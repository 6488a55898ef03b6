"""Records are matched as the scoring rules say, and the order in which they come never matters."""

from __future__ import annotations

import pytest
from evaluation_cases import STORY, call, exactly, firm, killed, position, quote, toll_article
from hypothesis import given
from hypothesis import strategies as st

from summarizer.evaluation.golden import GoldRecord
from summarizer.evaluation.metrics import score_case
from summarizer.evaluation.record_alignment import align, evidence_overlap, near
from summarizer.evaluation.value_agreement import keys_agree, same_actor, word_f1
from summarizer.schemas import Actor, CasualtyReport, Count, Evidence, Record

FIRST = quote(STORY, "A drone killed nine people")
SECOND = quote(STORY, "12 people were injured")
THIRD = quote(STORY, "The weather was calm")
FOURTH = quote(STORY, "France called for sanctions on Russia")


def test_the_hand_worked_example_agrees_to_the_last_digit() -> None:
    gold = [
        killed(9, quote(STORY, "killed nine people in Sumy"), victim_type="civilian", location="Sumy", weapon="drone"),
        CasualtyReport(evidence=(SECOND,), injured=exactly(12)),
    ]
    predicted = [
        killed(9, quote(STORY, "killed nine people"), location="Sumy on Saturday", weapon="drone"),
        CasualtyReport(evidence=(SECOND,), injured=exactly(14)),  # near, but no count agrees
        killed(9, FOURTH),  # the count agrees, but it is three sentences away
    ]
    case = score_case(STORY, "casualties", firm(gold), predicted)
    [pair] = case.alignment.pairs
    assert (pair.gold, pair.predicted, pair.strict) == (0, 0, False)
    assert (case.alignment.missed, case.alignment.spurious) == ((1,), (1, 2))
    assert case.tally.precision == 1 / 3
    assert case.tally.recall == 1 / 2
    assert case.tally.f1 == 2 / 5
    assert case.tally.as_strict.f1 == 0
    assert pair.overlap == 2 * 18 / (26 + 18)  # 18 code points of 26 shared
    assert pair.scores["location"] == 2 * 1 / (1 + 3)  # one word of one, and of three
    assert pair.scores["victim_type"] == 0
    assert {name for name, score in pair.scores.items() if score == 1} == set(pair.scores) - {"location", "victim_type"}


def test_as_many_records_as_can_be_are_matched_where_taking_the_best_pair_first_would_match_fewer() -> None:
    both = CasualtyReport(evidence=(FIRST,), killed=exactly(9), injured=exactly(12), weapon="drone")
    one = killed(9, SECOND)
    takes_either = CasualtyReport(evidence=(FIRST,), killed=exactly(9), injured=exactly(12), weapon="drone")
    takes_the_other = CasualtyReport(evidence=(FIRST,), injured=exactly(12), weapon="drone")
    alignment = align(STORY, firm([both, one]), [takes_either, takes_the_other])
    assert {(pair.gold, pair.predicted) for pair in alignment.pairs} == {(0, 1), (1, 0)}


def test_of_two_that_fit_the_one_that_agrees_better_is_matched() -> None:
    gold = killed(9, FIRST, weapon="drone", victim_type="civilian")
    alignment = align(STORY, firm([gold]), [killed(9, SECOND), killed(9, FIRST, weapon="drone")])
    assert [pair.predicted for pair in alignment.pairs] == [1]
    assert alignment.spurious == (0,)


@pytest.mark.parametrize(("other", "expected"), [(FIRST, True), (SECOND, True), (THIRD, False), (FOURTH, False)])
def test_evidence_is_near_in_the_same_or_the_next_sentence(other: Evidence, expected: bool) -> None:
    assert near(STORY, [FIRST], [other]) is near(STORY, [other], [FIRST]) is expected


def test_a_quote_that_is_not_in_the_article_is_near_nothing() -> None:
    invented = Evidence(quote="A drone killed many people", start=FIRST.start, end=FIRST.end)
    assert not near(STORY, [FIRST], [invented])


def test_gold_in_doubt_counts_neither_way() -> None:
    doubtful = GoldRecord(killed(9, FIRST), doubt=True)
    answered = score_case(STORY, "casualties", [doubtful], [killed(9, FIRST)])
    unanswered = score_case(STORY, "casualties", [doubtful], [])
    assert answered.tally == unanswered.tally == score_case(STORY, "casualties", [], []).tally
    assert answered.alignment.excused == (0,)


def test_a_firm_record_is_answered_before_one_in_doubt() -> None:
    gold = [GoldRecord(killed(9, FIRST, weapon="drone"), doubt=True), GoldRecord(killed(9, SECOND))]
    case = score_case(STORY, "casualties", gold, [killed(9, FIRST, weapon="drone")])
    assert [(pair.gold, pair.predicted) for pair in case.alignment.pairs] == [(1, 0)]


def test_what_is_predicted_where_there_is_nothing_to_find_is_false() -> None:
    tally = score_case(STORY, "casualties", [], [killed(9, FIRST)]).tally
    assert (tally.precision, tally.f1, tally.predicted) == (0, 0, 1)


COUNTS = {
    "best": Count(text="nine", best=9, low=9, high=9),
    "at least": Count(text="at least nine", best=9, low=9),
    "up to": Count(text="up to nine", high=9),
    "dozens": Count(text="dozens", low=24),
    "unnumbered": Count(text="killed"),
}


@pytest.mark.parametrize(
    ("gold", "predicted", "expected"),
    [
        ("best", "at least", True),
        ("best", "up to", True),
        ("best", "dozens", False),
        ("unnumbered", "unnumbered", True),
        ("unnumbered", "best", False),
    ],
)
def test_counts_agree_in_best_else_low_else_high(gold: str, predicted: str, expected: bool) -> None:
    ours, theirs = (CasualtyReport(evidence=(FIRST,), killed=COUNTS[name]) for name in (gold, predicted))
    assert keys_agree(ours, theirs) is expected


@pytest.mark.parametrize(
    ("gold", "predicted", "expected"),
    [
        ("called_for", "in_preparation", True),
        ("imposed", "extended", True),
        ("eased", "opposed", True),
        ("called_for", "imposed", False),
        ("extended", "eased", False),
    ],
)
def test_sanctions_agree_within_a_group_of_status(gold: str, predicted: str, expected: bool) -> None:
    assert keys_agree(call("France", FOURTH, status=gold), call("France", FOURTH, status=predicted)) is expected


@pytest.mark.parametrize(
    ("gold", "predicted", "expected"),
    [
        (Actor(name="Peskov", party="RUS"), Actor(name="Lavrov", party="RUS"), True),
        (Actor(name="Sergei Lavrov"), Actor(name="Lavrov’s office", party="RUS"), True),
        (Actor(name="President Putin", party="RUS"), Actor(name="President Trump", party="USA"), False),
        (Actor(name="the United States"), Actor(name="United States"), True),
        (Actor(name="the United States"), Actor(name="the United Nations"), False),
        (Actor(name="Recep Tayyip Erdoğan"), Actor(name="Erdogan"), True),
        (Actor(name="the government"), Actor(name="The Government"), True),
    ],
)
def test_actors_are_the_same_by_party_or_else_by_a_word_that_names(
    gold: Actor, predicted: Actor, expected: bool
) -> None:
    assert same_actor(gold, predicted) is same_actor(predicted, gold) is expected


def test_positions_of_different_actors_do_not_match() -> None:
    assert not keys_agree(position("Ukraine", FIRST), position("Hamas", FIRST))
    assert keys_agree(position("Ukraine", FIRST), position("Ukraine", FIRST, "rejects"))


def test_words_agree_by_the_f1_of_their_tokens() -> None:
    assert word_f1("the bus passengers", "bus passengers") == 2 * 2 / (3 + 2)
    assert word_f1(("a truce", "a swap"), ("a swap",)) == 2 * 2 / (4 + 2)
    assert word_f1(None, None) == 1
    assert word_f1("bus", None) == 0


def test_overlap_of_evidence_is_that_of_the_best_fitting_quotes() -> None:
    assert evidence_overlap([FIRST, SECOND], [SECOND]) == 1
    assert evidence_overlap([FIRST], [SECOND]) == 0


ARTICLE = toll_article(0, [5, 7, 7, 9])
RECORDS: list[Record] = [gold.record for gold in ARTICLE.records["casualties"]]
SOME = st.lists(
    st.builds(
        lambda record, number, weapon: record.model_copy(update={"killed": exactly(number), "weapon": weapon}),
        st.sampled_from(RECORDS),
        st.sampled_from([5, 7, 9]),
        st.sampled_from(["rocket", "drone", None]),
    ),
    max_size=6,
)


@given(SOME, st.lists(st.booleans(), min_size=6, max_size=6), SOME, st.randoms(use_true_random=False))
def test_order_never_matters(gold: list[Record], doubt: list[bool], predicted: list[Record], draw: object) -> None:
    from random import Random

    assert isinstance(draw, Random)
    marked = [GoldRecord(record, one) for record, one in zip(gold, doubt, strict=False)]
    before = score_case(ARTICLE.article, "casualties", marked, predicted)
    shuffled, mixed = draw.sample(marked, len(marked)), draw.sample(predicted, len(predicted))
    after = score_case(ARTICLE.article, "casualties", shuffled, mixed)
    assert before.tally == after.tally
    scores = [sorted((pair.overlap, *pair.scores.values()) for pair in one.alignment.pairs) for one in (before, after)]
    assert scores[0] == scores[1]


@given(SOME)
def test_perfect_is_one(records: list[Record]) -> None:
    tally = score_case(ARTICLE.article, "casualties", firm(records), records).tally
    assert tally.precision == tally.recall == tally.f1 == tally.as_strict.f1 == 1


@given(SOME.filter(bool), SOME.filter(bool))
def test_disjoint_is_zero(gold: list[Record], predicted: list[Record]) -> None:
    other = [record.model_copy(update={"killed": exactly(1000)}) for record in predicted]
    tally = score_case(ARTICLE.article, "casualties", firm(gold), other).tally
    assert tally.precision == tally.recall == tally.f1 == 0


@given(SOME, SOME)
def test_a_spurious_record_never_raises_precision_and_never_changes_recall(
    gold: list[Record], predicted: list[Record]
) -> None:
    spurious = killed(1000, RECORDS[0].evidence[0])
    before = score_case(ARTICLE.article, "casualties", firm(gold), predicted).tally
    after = score_case(ARTICLE.article, "casualties", firm(gold), [*predicted, spurious]).tally
    assert after.precision <= before.precision
    assert after.matched == before.matched
    assert after.f1 <= before.f1


@given(SOME, SOME)
def test_strict_scores_are_never_above_relaxed_ones_and_no_record_is_matched_twice(
    gold: list[Record], predicted: list[Record]
) -> None:
    case = score_case(ARTICLE.article, "casualties", firm(gold), predicted)
    pairs = case.alignment.pairs
    assert case.tally.strict <= case.tally.matched <= min(len(gold), len(predicted))
    assert len({pair.gold for pair in pairs}) == len({pair.predicted for pair in pairs}) == len(pairs)
