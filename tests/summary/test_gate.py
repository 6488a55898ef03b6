"""The gate: true sentences pass, and a sentence with one fact changed does not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from summarizer.contract import record_labels
from summarizer.evaluation import GoldenSet
from summarizer.schemas import Actor, CasualtyReport, CeasefirePosition, Count, Evidence, Record, SanctionsCall
from summarizer.summary import check_sentence, compose_summary

from .planted import Planted, planted

HERE = Path(__file__).parent
GOLDEN = GoldenSet.load(HERE.parents[1] / "evals" / "golden").select(split="dev")
MOST_REFUSED = 1 / 20


def record_label(topic: str, index: int) -> str:
    """The label of a record of one of the packaged topics."""
    return record_labels({topic: range(index + 1)})[topic][index]


def true_sentences() -> Iterator[tuple[str, list[Record], list[Record], str]]:
    """The hand-written sentences with the records that they cite, the others, and the headline."""
    written = yaml.safe_load((HERE / "true_sentences.yaml").read_text(encoding="utf-8"))
    for name, sentences in written.items():
        article = GOLDEN[name]
        by_label = {record_label(t, i): g.record for t, found in article.records.items() for i, g in enumerate(found)}
        for labels, text in sentences:
            cited = [by_label[label] for label in labels.split()]
            siblings = [record for label, record in by_label.items() if label not in labels.split()]
            yield text, cited, siblings, article.article.title or ""


def all_planted() -> Iterator[tuple[Planted, str | None]]:
    """Changed sentences, of the hand-written ones and of those that code composes, with what the gate says."""
    for text, cited, siblings, title in true_sentences():
        for one in planted(text, cited, siblings):
            yield one, check_sentence(one.text, cited, siblings=siblings, title=title)
    for article in GOLDEN:
        records = {topic: [gold.record for gold in found] for topic, found in article.records.items()}
        by_label = {record_label(t, i): r for t, found in records.items() for i, r in enumerate(found)}
        for label, record in by_label.items():
            siblings = [r for r in by_label.values() if r is not record]
            for sentence in compose_summary(records, article.article, only=[label]):
                for one in planted(sentence.text, [record], siblings):
                    reason = check_sentence(one.text, [record], siblings=siblings, title=article.article.title or "")
                    yield one, reason


def test_true_sentences_are_seldom_refused() -> None:
    found = [
        (text, check_sentence(text, cited, siblings=siblings, title=title))
        for text, cited, siblings, title in true_sentences()
    ]
    refused = [(text, reason) for text, reason in found if reason is not None]
    assert len(found) >= 60
    assert len(refused) <= MOST_REFUSED * len(found), refused


def test_a_sentence_with_one_fact_changed_is_refused() -> None:
    found = list(all_planted())
    kinds = {one.kind for one, _ in found}
    assert kinds == {"number", "day", "class", "harm", "negation", "actor"}
    assert len(found) >= 1000
    let_through = [one for one, reason in found if reason is None]
    assert let_through == []


@pytest.fixture
def attack() -> CasualtyReport:
    quote = "A drone killed nine passengers and hurt seven in Sumy, Serhii Kononenko said. Russia denied it."
    return CasualtyReport(
        evidence=(Evidence(quote=quote, start=0, end=len(quote)),),
        source=Actor(name="Serhii Kononenko", party="UKR"),
        killed=Count(text="nine", best=9, low=9, high=9),
        injured=Count(text="seven", best=7, low=7, high=7),
        victims="passengers",
        location="Sumy",
        date="2025-05-17",
        weapon="drone",
        perpetrator=Actor(name="Russia", party="RUS"),
        responsibility="denied",
    )


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("A drone killed nine passengers in Sumy on Saturday, Serhii Kononenko said.", None),
        ("Nine were killed and seven wounded in Sumy, according to Serhii Kononenko; Russia denied it.", None),
        ("Seven passengers were killed and nine wounded in Sumy, according to Serhii Kononenko.", "number_mismatch"),
        ("At least nine passengers were killed in Sumy, Serhii Kononenko said.", "number_mismatch"),
        ("A drone killed nine passengers in Sumy on Sunday, Serhii Kononenko said.", "date_mismatch"),
        ("A drone killed nine passengers in Sumy yesterday, Serhii Kononenko said.", "date_mismatch"),
        ("A drone killed nine passengers in Sumy.", "attribution_missing"),
        ("A drone killed nine passengers in Sumy, according to Russia.", "attribution_mismatch"),
        ("Nine were killed in Sumy, Serhii Kononenko said; Russia claimed responsibility.", "polarity_mismatch"),
        ("Nine were killed in Sumy, Serhii Kononenko said; Ukraine denied it.", "attribution_mismatch"),
        ("Nine were killed in Kharkiv, Serhii Kononenko said.", "name_mismatch"),
    ],
)
def test_the_gate_on_a_toll(attack: CasualtyReport, sentence: str, code: str | None) -> None:
    reason = check_sentence(sentence, [attack])
    assert (reason and reason.split(":")[0]) == code, reason


@pytest.mark.parametrize(
    ("sentence", "accepted"),
    [
        ("Kyiv called for sanctions on Moscow.", True),
        ("Kyiv imposed sanctions on Moscow.", False),
        ("Moscow called for sanctions on Kyiv.", False),
        ("Kyiv did not call for sanctions on Moscow.", False),
        ("Kyiv called for sanctions on Minsk.", False),
        ("Sanctions on Moscow, Kyiv, a call.", False),
    ],
)
def test_the_gate_on_a_call_for_sanctions(sentence: str, accepted: bool) -> None:
    quote = "Kyiv again called for sanctions on Moscow."
    record = SanctionsCall(
        evidence=(Evidence(quote=quote, start=0, end=len(quote)),),
        actor=Actor(name="Kyiv", party="UKR"),
        target=Actor(name="Moscow", party="RUS"),
        status="called_for",
    )
    reason = check_sentence(sentence, [record])
    assert (reason is None) == accepted, reason


def test_a_call_for_what_is_called_illegal_is_a_call() -> None:
    quote = "Lima renewed its objection to what it called unjust one-sided sanctions on Quito."
    record = SanctionsCall(
        evidence=(Evidence(quote=quote, start=0, end=len(quote)),),
        actor=Actor(name="Lima", party="PER"),
        target=Actor(name="Quito", party="ECU"),
        measure="unjust one-sided sanctions",
        status="opposed",
    )
    assert check_sentence("Lima opposed unjust one-sided sanctions on Quito.", [record]) is None
    assert check_sentence("Lima called for unjust one-sided sanctions on Quito.", [record]) is not None


def test_who_is_called_on_is_the_other_side_of_the_record() -> None:
    quote = "Peru and Chile demanded that Bolivia agree to a truce."
    record = CeasefirePosition(
        evidence=(Evidence(quote=quote, start=0, end=len(quote)),),
        actor=Actor(name="Peru", party="PER"),
        counterparty=Actor(name="Bolivia", party="BOL"),
        stance="demands",
    )
    assert check_sentence("Peru called on Bolivia to agree to a truce.", [record]) is None
    assert check_sentence("Peru called on Chile to agree to a truce.", [record]) is not None


def test_a_lead_over_two_records_must_cite_both(attack: CasualtyReport) -> None:
    quote = "Hamas rejected the truce."
    answer = CeasefirePosition(
        evidence=(Evidence(quote=quote, start=200, end=200 + len(quote)),),
        actor=Actor(name="Hamas", party="HAMAS"),
        stance="rejects",
    )
    lead = "Nine passengers were killed in Sumy, Serhii Kononenko said, and Hamas rejected a truce."
    assert check_sentence(lead, [attack, answer]) is None
    assert check_sentence(lead, [attack], siblings=[answer]) is not None
