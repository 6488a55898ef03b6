"""A summary says what its records say: each topic, each side, and no word or number of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Annotated

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from render.generated import records

from summarizer.article import Article
from summarizer.briefing import Briefing, SummarySentence
from summarizer.contract import record_labels
from summarizer.phrasing.wording import Wording
from summarizer.schemas import (
    Actor,
    CasualtyReport,
    CeasefirePosition,
    Count,
    Evidence,
    Record,
    SanctionsCall,
    Verbatim,
)
from summarizer.summary import check_sentence, compose_summary

# The little words between a record's words: none of them is a name, a number or a fact of its own.
FRAME_WORDS = """
a about according accused adult against agree agreed all almost an and another article as at backed between blame
blamed breaking broker brokered by called captured ceasefire claimed committed condition conditional conditions
count day days declared denied differ eased energy fewer for full harmed hoped hour hours humanitarian imposed in
indefinite injured involving is it itself killed lasting least local made maintained man maritime missing month
months more moved names nearly no number of offered officers official on one opposed other others out people
permanent person proposed put rejected reported responsibility responsible sanctions says set side sought stood
targeting than that the to took toward unconditional unstated up was week weeks welcomed were who with woman year
years
"""
FRAME = set(FRAME_WORDS.split())
MONTHS = {"may": "05"}
SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
WORD = re.compile(r"[^\W\d_]+")


def strings(value: object) -> Iterable[str]:
    if isinstance(value, dict):
        for member in value.values():
            yield from strings(member)
    elif isinstance(value, list):
        for member in value:
            yield from strings(member)
    elif value is not None and not isinstance(value, bool):
        yield str(value)


def record_label(topic: str, index: int) -> str:
    """The label of a record of one of the packaged topics."""
    return record_labels({topic: range(index + 1)})[topic][index]


def cited(sentence: SummarySentence, found: dict[str, list[Record]]) -> list[Record]:
    return [r for topic, rs in found.items() for i, r in enumerate(rs) if record_label(topic, i) in sentence.records]


@settings(max_examples=80, deadline=None)
@given(records())
def test_no_word_or_number_stands_outside_the_records_and_each_topic_is_there(found: dict[str, list[Record]]) -> None:
    summary = compose_summary(found, None)
    assert len(summary) <= 6
    for sentence in summary:
        said = [
            text for r in cited(sentence, found) for text in strings(r.model_dump(mode="json", exclude={"evidence"}))
        ]
        words = {word for text in said for word in WORD.findall(text.casefold())}
        numbers = {int(n) for text in said for n in re.findall(r"\d+", text)}
        for word in WORD.findall(sentence.text.casefold()):
            if word in MONTHS:
                assert word in words or any(f"-{MONTHS[word]}" in text for text in said)
            elif word in SMALL and word not in words:
                assert word == "no" or SMALL.index(word) in numbers
            else:
                assert word in FRAME or word in words, f"{word!r} in {sentence.text!r}"
        for number in re.findall(r"\d[\d,]*", sentence.text):
            assert int(number.replace(",", "")) in numbers, sentence.text
    told = {label for sentence in summary for label in sentence.records}
    for topic, rs in found.items():
        assert not rs or any(record_label(topic, i) in told for i in range(len(rs)))


@settings(max_examples=25, deadline=None)
@given(records(), st.data())
def test_the_gate_refuses_a_name_or_number_put_in_from_elsewhere(
    found: dict[str, list[Record]], data: st.DataObject
) -> None:
    summary = compose_summary(found, None)
    if not summary:
        return
    sentence = data.draw(st.sampled_from(summary))
    words = sentence.text.split(" ")
    at = data.draw(st.integers(0, len(words)))
    intruders = ["Iran", "Abu-Ghanem", "伊朗", "7,777", "٧٧٧٧", "“never said”", '"Never, said."']
    intruder = data.draw(st.sampled_from(intruders))
    changed = " ".join([*words[:at], intruder, *words[at:]])
    reason = check_sentence(changed, cited(sentence, found))
    assert reason is not None, changed


@pytest.fixture
def attack(seed: Article) -> CasualtyReport:
    words = "a Russian drone killed nine bus passengers"
    start = seed.text.index(words)
    return CasualtyReport(
        evidence=(Evidence(quote=words, start=start, end=start + len(words)),),
        killed=Count(text="nine", best=9, low=9, high=9),
        victims="bus passengers",
        date="2025-05-17",
        source=Actor(name="Zelenskyy", party="UKR"),
    )


def test_of_records_that_say_the_same_the_weightiest_is_told_of() -> None:
    article = Article.from_text(f"Peru wants a truce. {'Rain fell. ' * 60}Peru repeats it wants a truce. Oslo, too.")
    said = [("Peru", "Peru repeats it wants a truce."), ("the Peru", "Peru wants a truce.")]
    places = [(other, quote, article.text.find(quote)) for other, quote in said]
    records = [
        CeasefirePosition(
            actor=Actor(name="Peru", party="PER"),
            counterparty=Actor(name=other),
            stance="demands",
            evidence=(Evidence(quote=quote, start=start, end=start + len(quote)),),
        )
        for other, quote, start in places
    ]
    summary = compose_summary({"ceasefire": records}, article)
    assert [(s.text, s.records) for s in summary] == [("Peru called for a ceasefire.", ("F2",))]


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("Nine bus passengers were killed, according to Zelenskyy.", None),
        ("9 bus passengers were killed on 17 May 2025, Zelenskyy said.", None),
        ("A drone “killed nine bus passengers”, Zelenskyy said.", None),
        ("Zelenskyy's word: a Russian drone killed nine.", None),
        ("Ten bus passengers were killed, according to Zelenskyy.", "number_mismatch"),
        ("Nineteen bus passengers were killed.", "number_mismatch"),
        ("Dozens were killed, Zelenskyy said.", "number_mismatch"),
        ("Nine bus passengers were killed on 18 May 2025.", "number_mismatch"),
        ("Nine bus passengers were killed in June 2025.", "name_mismatch"),
        ("Nine bus passengers were killed, according to Kyiv.", "name_mismatch"),
        ("Lavrov said nine bus passengers were killed.", "name_mismatch"),
        ("Nine were killed. Poland condemned it.", "name_mismatch"),
        ("Zelenskyy called it a “deliberate killing”.", "quote_mismatch"),
        ("Zelenskyy called it ‘a massacre’ of nine.", "quote_mismatch"),
        ("Zelenskyy called it 'a massacre' of nine.", "quote_mismatch"),
        ("Zelenskyy's nine 'bus passengers' were killed.", None),
    ],
)
def test_the_gate_on_one_record(attack: CasualtyReport, sentence: str, code: str | None) -> None:
    reason = check_sentence(sentence, [attack])
    assert (reason is None) == (code is None), reason


class Forecast(Record):
    """A record of a topic that another package brings."""

    rain: Annotated[str | None, Verbatim()] = None


def test_a_topic_without_sentences_of_its_own_is_quoted() -> None:
    record = Forecast(evidence=(Evidence(quote="it will rain", start=0, end=12),), source=Actor(name="Met Office"))
    assert texts(compose_summary({"weather": [record]}, None)) == [
        "Weather: “it will rain”, according to the Met Office."
    ]


def test_a_sentence_that_cites_nothing_is_refused() -> None:
    assert (check_sentence("Nothing happened.", []) or "").startswith("no_records")


def texts(found: Sequence[SummarySentence]) -> list[str]:
    return [sentence.text for sentence in found]


def test_the_seed_reads_as_an_editor_would_have_it(seed: Article, briefing: Briefing) -> None:
    assert texts(compose_summary(briefing.records, seed)) == [
        "Nine bus passengers were killed by a Russian drone in the Sumy region of northeastern Ukraine; "
        "Russia denied responsibility.",
        "Zelenskyy called for stronger sanctions on Moscow.",
        "Moscow made a ceasefire with Ukraine conditional on “withdrawal of Ukrainian troops from the Donetsk, "
        "Zaporizhzhia, Kherson and Luhansk regions of Ukraine”, according to a Ukrainian source.",
        "Ukraine, Western governments and the US called on Russia to agree to an unconditional ceasefire lasting at "
        "least 30 days.",
        "The EU moved toward a new package of sanctions against Moscow, according to Ursula von der Leyen.",
        "France called for sanctions on Russia (“aim to 'suffocate' the Russian economy”).",
    ]


def test_two_accounts_of_one_incident_stand_side_by_side(attack: CasualtyReport) -> None:
    kyiv = attack.model_copy(update={"location": "Sumy", "source": Actor(name="Kyiv", party="UKR")})
    moscow = attack.model_copy(
        update={
            "location": "Sumy region",
            "source": Actor(name="Moscow", party="RUS"),
            "killed": Count(text="two", best=2, low=2, high=2),
            "injured": Count(text="at least 12", best=12, low=12),
        }
    )
    assert texts(compose_summary({"casualties": [kyiv, moscow]}, None)) == [
        "Nine bus passengers were killed in Sumy on 17 May 2025, according to Kyiv; "
        "Moscow reported two killed and at least 12 injured."
    ]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"killed": None}, "Bus passengers were harmed on 17 May 2025, according to Zelenskyy."),
        (
            {"killed": Count(text="a man", best=1, low=1, high=1), "victims": "a man"},
            "A man was killed on 17 May 2025, according to Zelenskyy.",
        ),
        (
            {"killed": Count(text="dozens", low=24), "victims": None, "location": "near Rafah", "date": None},
            "Dozens of people were killed near Rafah, according to Zelenskyy.",
        ),
        (
            {
                "killed": Count(text="1,200", best=1200, low=1200, high=1200),
                "cumulative": True,
                "date_text": "since Monday",
            },
            "1,200 bus passengers were killed since Monday, according to Zelenskyy.",
        ),
        (
            {"source": None, "perpetrator": Actor(name="Russia"), "responsibility": "alleged", "date": "2025-05"},
            "Nine bus passengers were killed in May 2025; the blame was put on Russia.",
        ),
    ],
)
def test_casualty_sentences(attack: CasualtyReport, changes: dict[str, object], expected: str) -> None:
    assert texts(compose_summary({"casualties": [attack.model_copy(update=changes)]}, None)) == [expected]


@pytest.mark.parametrize(
    ("status", "measure", "expected"),
    [
        (
            "opposed",
            "lifting of sanctions",
            "Hungary opposed sanctions on Russia.",
        ),
        ("eased", "oil sanctions", "Hungary eased oil sanctions on Russia."),
        ("imposed", "an oil embargo against Russia", "Hungary imposed an oil embargo against Russia."),
        ("in_preparation", None, "Hungary moved toward sanctions on Russia."),
    ],
)
def test_sanctions_sentences(attack: CasualtyReport, status: str, measure: str | None, expected: str) -> None:
    record = SanctionsCall.model_validate(
        {
            "evidence": attack.evidence,
            "actor": {"name": "Hungary"},
            "target": {"name": "Russia"},
            "status": status,
            "measure": measure,
        }
    )
    assert texts(compose_summary({"sanctions": [record]}, None)) == [expected]


@pytest.mark.parametrize(
    ("stance", "expected"),
    [
        ("accepts", "Hamas committed to a 30-day humanitarian ceasefire with Israel, according to the UN."),
        ("rejects", "Hamas rejected a 30-day humanitarian ceasefire with Israel, according to the UN."),
        ("mediates", "Hamas sought to broker a 30-day humanitarian ceasefire involving Israel, according to the UN."),
        ("violates_alleged", "The UN accused Hamas of breaking a 30-day humanitarian ceasefire with Israel."),
        ("noncommittal", "Hamas took no side on a 30-day humanitarian ceasefire with Israel, according to the UN."),
    ],
)
def test_ceasefire_sentences(attack: CasualtyReport, stance: str, expected: str) -> None:
    record = CeasefirePosition.model_validate(
        {
            "evidence": attack.evidence,
            "source": {"name": "UN"},
            "actor": {"name": "Hamas"},
            "counterparty": {"name": "Israel"},
            "stance": stance,
            "scope": "humanitarian",
            "duration_text": "30-day",
        }
    )
    assert texts(compose_summary({"ceasefire": [record]}, None)) == [expected]


def test_a_name_in_capitals_is_never_the_small_word_of_the_same_letters() -> None:
    wording = Wording("Officials told us that the UK and US sought a truce. Rebels, or some rebels, told us no more.")
    assert wording.name("US") == "the US"
    assert wording.name("Rebels") == "rebels"
