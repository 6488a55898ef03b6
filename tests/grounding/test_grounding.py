"""Grounding: typography is repaired, facts never; offsets are those of the text as given.

`grounding_pairs.yaml` holds what each quote comes to in its article. The properties say what holds for every article:
run ten thousand examples of each with `--hypothesis-profile=thorough`.
"""

from __future__ import annotations

import dataclasses
import random
import re
from pathlib import Path
from typing import Any

import pytest
import regex
import yaml
from hypothesis import assume, example, given
from hypothesis import strategies as st
from made_up_news import NAMES, Planted, Sentence, english_sentences, mark_up, mistype, planted, retype, scramble

from summarizer.grounding.boundaries import cut_at
from summarizer.grounding.folding import fold
from summarizer.grounding.grounding import Match, QuoteIndex, Refusal, evidence_from
from summarizer.values.markup import plain
from summarizer.values.numbers import find_numbers

PAIRS: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("grounding_pairs.yaml").read_text(encoding="utf-8")
)
FOUND = [pytest.param(pair, id=pair["id"]) for pair in PAIRS if "spans" in pair]
REFUSED = [pytest.param(pair, id=pair["id"]) for pair in PAIRS if "refused" in pair]
MARKS = "”.。।"
CHANCE = st.integers(0, 2**32).map(random.Random)


def ground(pair: dict[str, Any]) -> Match | Refusal:
    within = pair.get("within")
    return QuoteIndex(pair["article"]).find(
        pair["quote"], near=pair.get("near"), within=(within[0], within[1]) if within else None
    )


@pytest.mark.parametrize("pair", FOUND)
def test_quote_is_found(pair: dict[str, Any]) -> None:
    match = ground(pair)
    assert isinstance(match, Match), match
    assert [pair["article"][start:end] for start, end in match.spans] == pair["spans"]
    assert match.how == pair["how"]
    assert match.spans[0][0] == pair.get("start", match.spans[0][0])


@pytest.mark.parametrize("pair", REFUSED)
def test_quote_is_refused(pair: dict[str, Any]) -> None:
    refusal = ground(pair)
    assert isinstance(refusal, Refusal), refusal
    codes = pair["refused"] if isinstance(pair["refused"], list) else [pair["refused"]]
    assert codes == ["any"] or refusal.code in codes
    assert refusal.detail
    assert "\n" not in refusal.detail


def test_pairs_are_many_and_half_of_them_change_a_fact() -> None:
    facts = [pair for pair in PAIRS if str(pair.get("refused", "")).find("mismatch") >= 0]
    assert len(PAIRS) >= 150
    assert len(facts) >= len(PAIRS) / 3
    assert len({pair["id"] for pair in PAIRS}) == len(PAIRS)


@pytest.mark.parametrize(
    ("quote", "detail"),
    [
        ("41 people died in Odesa", 'the article says "14" where the quote says "41"'),
        ("14 people died in Kyiv", 'the article says "Odesa" where the quote says "Kyiv"'),
        ("14 people have not died in Odesa", 'the quote adds "have not", which the article does not have there'),
        ("Officials did confirm it", 'the quote leaves out "not", which the article has there'),
        ("4 people died", 'the article has "4 people died" only inside "14"'),
        ("a tsunami warning", "the article does not have these words"),
    ],
)
def test_detail_says_what_differs(quote: str, detail: str) -> None:
    refusal = QuoteIndex("Some 14 people died in Odesa. Officials did not confirm it.").find(quote)
    assert isinstance(refusal, Refusal)
    assert refusal.detail == detail


def test_evidence_is_the_articles_own_words() -> None:
    text = "“We won’t sign,” he said."
    match = QuoteIndex(text).find('"We won\'t sign"')
    assert isinstance(match, Match)
    (evidence,) = evidence_from(text, match)
    assert text[evidence.start : evidence.end] == evidence.quote == "We won’t sign"


def test_evidence_of_a_quote_with_an_ellipsis_has_a_part_for_each_piece() -> None:
    text = "The envoy said that, after a week, both camps had signed."
    match = QuoteIndex(text).find("The envoy said … both camps had signed")
    assert isinstance(match, Match)
    assert [evidence.quote for evidence in evidence_from(text, match)] == ["The envoy said", "both camps had signed"]


def test_one_index_serves_many_quotes() -> None:
    index = QuoteIndex("Two died. Four fled.")
    assert [isinstance(index.find(quote), Match) for quote in ("Two died", "Four died", "Four fled")] == [
        True,
        False,
        True,
    ]


def test_results_are_frozen() -> None:
    match = QuoteIndex("Two died.").find("Two died")
    assert isinstance(match, Match)
    with pytest.raises(dataclasses.FrozenInstanceError):
        match.how = "approximate"  # type: ignore[misc]  # what is tried is what types forbid


# --- properties -------------------------------------------------------------------------------------------------------


def assert_sound(text: str, quote: str, result: Match | Refusal) -> None:
    """Spans lie in the text, in order, cut no character, and an exact match has the quote's own code points."""
    if isinstance(result, Refusal):
        assert result.detail.splitlines() == [result.detail]
        return
    edges = {0, *(m.end() for m in regex.finditer(r"\X", text))}
    last = 0
    for start, end in result.spans:
        assert last <= start < end <= len(text)
        assert {start, end} <= edges
        last = end
    if result.how == "exact":
        ((start, end),) = result.spans
        assert text[start:end] == quote


ANY_TEXT = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"]),
        st.sampled_from("aAiİ0149 \n\u00a0\u200b\u00ad\u0301\u200d’“…—-.,'É袭人ไม่बिकم👨👩🇺🇦ﬁ½"),
    ),
    max_size=60,
)


@given(ANY_TEXT, st.data())
def test_any_slice_of_any_text_gives_sound_offsets(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    quote = text[start : data.draw(st.integers(start, len(text)))]
    assert_sound(text, quote, QuoteIndex(text).find(quote))


@given(ANY_TEXT, ANY_TEXT)
def test_any_quote_of_any_text_gives_sound_offsets(text: str, quote: str) -> None:
    assert_sound(text, quote, QuoteIndex(text).find(quote))


@given(st.one_of(planted(), planted(negated=True), planted(other_scripts=True)))
def test_a_planted_quote_is_found(article: Planted) -> None:
    quote = article.sentence.text
    match = QuoteIndex(article.text).find(quote, near=article.start)
    assert match == Match(((article.start, article.end),), "exact")


@given(planted(), CHANCE)
def test_a_part_of_a_sentence_is_found(article: Planted, chance: random.Random) -> None:
    words = article.sentence.text.split(" ")
    first = chance.randrange(len(words) - 2)
    quote = " ".join(words[first : chance.randint(first + 2, len(words))]).strip("“”—. ")
    match = QuoteIndex(article.text).find(quote, within=(article.start, article.end))
    assert isinstance(match, Match)
    assert article.text[slice(*match.spans[0])] == quote


@given(st.one_of(planted(), planted(negated=True), planted(other_scripts=True)), CHANCE)
def test_a_retyped_quote_is_found_where_it_was_planted(article: Planted, chance: random.Random) -> None:
    quote = retype(article.sentence.text, chance)
    match = QuoteIndex(article.text).find(quote, near=article.start)
    assert_sound(article.text, quote, match)
    assert isinstance(match, Match), match
    ((start, end),) = match.spans
    assert start == article.start
    assert article.text[start:end].rstrip(MARKS) == article.sentence.text.rstrip(MARKS)


@given(planted(), CHANCE)
def test_a_slip_of_letters_is_found_where_it_was_planted(article: Planted, chance: random.Random) -> None:
    match = QuoteIndex(article.text).find(mistype(article.sentence.text, chance), near=article.start)
    assert isinstance(match, Match), match
    assert match.how == "approximate"
    assert match.spans == ((article.start, article.end),)


@given(st.one_of(planted(), planted(other_scripts=True)), st.integers(2, 99_999), CHANCE)
def test_a_changed_digit_is_never_accepted(article: Planted, number: int, chance: random.Random) -> None:
    sentence = article.sentence
    assume(number != sentence.number)
    quote = sentence.text.replace(str(sentence.number), str(number))
    assume(quote not in article.text)
    index = QuoteIndex(article.text)
    for changed in (quote, retype(quote, chance)):
        assert isinstance(index.find(changed), Refusal)
        refusal = index.find(changed, within=(article.start, article.end))
        assert isinstance(refusal, Refusal)
        assert refusal.code == "number_mismatch", refusal


@given(planted(negated=True), CHANCE)
def test_a_dropped_negation_is_never_accepted(article: Planted, chance: random.Random) -> None:
    sentence = article.sentence
    plain = re.sub(r" not| never|(?<=can)not", "", sentence.negation)
    quote = sentence.text.replace(sentence.negation, plain)
    for changed in (quote, retype(quote, chance)):
        assert isinstance(QuoteIndex(article.text).find(changed), Refusal)


@given(planted(), st.sampled_from(["not", "never", "no", "hardly"]), CHANCE)
def test_an_added_negation_is_never_accepted(article: Planted, negation: str, chance: random.Random) -> None:
    words = article.sentence.text.split(" ")
    words.insert(chance.randrange(1, len(words) - 1), negation)
    assert isinstance(QuoteIndex(article.text).find(" ".join(words)), Refusal)


@given(st.one_of(planted(), planted(other_scripts=True)), st.sampled_from(NAMES), CHANCE)
def test_a_changed_name_is_never_accepted(article: Planted, name: str, chance: random.Random) -> None:
    sentence = article.sentence
    assume(name != sentence.name)
    quote = sentence.text.replace(sentence.name, name)
    assume(quote not in article.text)
    for changed in (quote, retype(quote, chance)):
        assert isinstance(QuoteIndex(article.text).find(changed), Refusal)


@given(st.one_of(planted(), planted(negated=True), planted(other_scripts=True)), CHANCE)
def test_whatever_is_accepted_has_the_quotes_numbers_and_names(article: Planted, chance: random.Random) -> None:
    quote = scramble(article.sentence.text, chance)
    result = QuoteIndex(article.text).find(quote)
    assert_sound(article.text, quote, result)
    if isinstance(result, Match):
        found = " ".join(article.text[start:end] for start, end in result.spans)
        assert re.findall(r"\d", found) == re.findall(r"\d", quote)
        assert {name for name in NAMES if name in quote} <= {name for name in NAMES if name in found}


@given(english_sentences(), english_sentences(negated=True), CHANCE)
def test_an_ellipsis_joins_sentences_in_order(first: Sentence, second: Sentence, chance: random.Random) -> None:
    text = f"{first.text} It rained all night. {second.text}"
    ellipsis = chance.choice([" … ", "...", " [...] ", " […] "])
    match = QuoteIndex(text).find(first.text + ellipsis + second.text)
    assert isinstance(match, Match), match
    assert [text[slice(*span)].rstrip(".") for span in match.spans] == [
        first.text.rstrip("."),
        second.text.rstrip("."),
    ]
    assert isinstance(QuoteIndex(text).find(second.text + ellipsis + first.text), Refusal)


@given(planted(), st.integers(2, 5), st.data())
def test_the_mention_nearest_is_chosen(article: Planted, times: int, data: st.DataObject) -> None:
    text = "\n".join([article.text] * times)
    quote = article.sentence.text
    starts = [m.start() for m in re.finditer(re.escape(quote), text)]
    near = data.draw(st.sampled_from(starts))
    assert QuoteIndex(text).find(quote, near=near) == Match(((near, near + len(quote)),), "exact")


def changed(sentence: Sentence, chance: random.Random) -> str:
    """A sentence with another number, another name, or another negation."""
    match chance.randrange(3):
        case 0:
            return sentence.text.replace(str(sentence.number), str(chance.randint(2, 9_999)))
        case 1:
            return sentence.text.replace(sentence.name, chance.choice(NAMES))
        case _ if sentence.negation:
            return sentence.text.replace(sentence.negation, re.sub(r" not| never|(?<=can)not", "", sentence.negation))
        case _:
            return sentence.text.replace(" the ", " not the ", 1)


@given(st.one_of(planted(), planted(negated=True)), CHANCE)
def test_markup_put_into_an_article_or_a_quote_never_changes_the_verdict(
    article: Planted, chance: random.Random
) -> None:
    marked = mark_up(article.text, chance)
    quote = changed(article.sentence, chance) if chance.randrange(2) else article.sentence.text
    expected = QuoteIndex(article.text).find(quote)
    for sought in (quote, mark_up(quote, chance)):
        found = QuoteIndex(marked).find(sought)
        assert type(found) is type(expected), (marked, sought, found)
        if isinstance(found, Match) and isinstance(expected, Match):
            assert [fold(plain(marked[slice(*span)])).text for span in found.spans] == [
                fold(article.text[slice(*span)]).text for span in expected.spans
            ]


def test_a_span_never_begins_inside_a_space_with_a_combining_mark() -> None:
    text = "0 \u0e3100"
    assert_sound(text, text[1:], QuoteIndex(text).find(text[1:]))


@pytest.mark.parametrize(
    ("text", "quote", "near", "span"),
    [
        pytest.param("A DRONE fell. Far away, a drone flew.", "drone", 0, (2, 7), id="another-case-is-nearer"),
        pytest.param("A dro\u00adne fell. Far away, a drone flew.", "drone", 0, (2, 8), id="a-soft-hyphen-is-nearer"),
        pytest.param("A bus\npassenger. A bus passenger.", "bus passenger", 0, (2, 15), id="a-new-line-is-nearer"),
        pytest.param("An oﬃce. The office.", "office", 0, (3, 7), id="a-ligature-is-nearer"),
        pytest.param("The &lt;bus&gt;, the bus.", "bus", 22, (21, 24), id="entities"),
        pytest.param("A drone, a drone, a drone.", "drone", 12, (11, 16), id="the-nearest-of-several"),
    ],
)
def test_the_nearest_place_is_found_in_whatever_typography(
    text: str, quote: str, near: int, span: tuple[int, int]
) -> None:
    found = QuoteIndex(text).find(quote, near=near)
    assert isinstance(found, Match)
    assert found.spans == (span,)


_NUMERALS = st.sampled_from(
    [
        *("two", "twenty", "hundred", "thousand", "million", "dozen", "first", "a", "half", "and", "of", "several"),
        *("5", "1,200", "2½", "сорок", "тисяч", "три", "quatre", "vingt", "خمسة", "三", "百", "-", "the", "men"),
    ]
)


@example(["a", "hundred", "and", "twenty", "men"], " ")
@given(st.lists(_NUMERALS, min_size=1, max_size=6), st.sampled_from([" ", "-", "  ", "\n", "\n\n", ", ", ". ", "."]))
def test_a_span_that_begins_or_ends_inside_a_number_cuts_it_whatever_words_the_number_has(
    words: list[str], gap: str
) -> None:
    text = f"Men died. {gap.join(words)}. Men fled"
    for number in find_numbers(text):
        for edge in range(number.start + 1, number.end):
            assert cut_at(text, (edge, len(text)), frozenset()) is not None
            assert cut_at(text, (0, edge), frozenset()) is not None
