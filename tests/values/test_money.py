"""Sums of money: the amount and its bounds, the currency, and what is not read for want of words."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.schemas import Money
from summarizer.values.money import MoneyReading, read_money

EXACT = {
    "$2.3bn": (2_300_000_000, "USD"),
    "€500,000": (500_000, "EUR"),
    "300 million dollars": (300_000_000, "USD"),
    "£4m": (4_000_000, "GBP"),
    "2.5 crore rupees": (25_000_000, "INR"),
    "₹2,50,000": (250_000, "INR"),
    "US $400 million": (400_000_000, "USD"),
    "half a billion euros": (500_000_000, "EUR"),
    "3 billion Swiss francs": (3_000_000_000, "CHF"),
    "1.1 trillion roubles": (1_100_000_000_000, "RUB"),
    "NOK 20m": (20_000_000, "NOK"),
    "2.3tn yen": (2_300_000_000_000, "JPY"),
    "two ships worth HK$5m": (5_000_000, "HKD"),
}


@pytest.mark.parametrize(("words", "expected"), EXACT.items(), ids=EXACT)
def test_a_sum_is_its_amount_and_currency(words: str, expected: tuple[int, str]) -> None:
    amount, currency = expected
    assert read_money(words) == MoneyReading(Decimal(amount), Decimal(amount), Decimal(amount), currency)


BOUNDED = {
    "between $2m and $3m": (None, 2, 3),
    "$2-3 million": (None, 2, 3),
    "2 to 3 million dollars": (None, 2, 3),
    "at least $2m": (2, 2, None),
    "$2 million or more": (2, 2, None),
    "up to $3 million": (None, None, 3),
    "nearly $3m": (3, None, 3),
    "about 3 million dollars": (3, None, None),
    "millions of dollars": (None, 2, None),
    "rose from $2m to $3m": (3, 3, 3),
}


@pytest.mark.parametrize(("words", "expected"), BOUNDED.items(), ids=BOUNDED)
def test_words_around_a_sum_bound_it(words: str, expected: tuple[int | None, int | None, int | None]) -> None:
    amount, low, high = (None if n is None else Decimal(n * 1_000_000) for n in expected)
    assert read_money(words) == MoneyReading(amount, low, high, "USD")


@pytest.mark.parametrize(
    ("words", "context", "currency"),
    [
        ("A$5m", "", "AUD"),
        ("$5m Australian", "", "AUD"),
        ("40 million Canadian dollars", "", "CAD"),
        ("$5m", "Ottawa put it at $5m; all sums are in Canadian dollars.", "CAD"),
        ("$5m", "Canada sent food worth $5m to Sudan.", "USD"),
        ("5 billion rupees", "Pakistan approved 5 billion rupees.", "PKR"),
        ("5 billion rupees", "", "INR"),
        ("10 million pesos", "The senate of Mexico paid 10 million pesos.", "MXN"),
        ("10 million pesos", "", None),
        ("10 million pesos", "Mexico and Chile paid 10 million pesos each.", None),
    ],
)
def test_a_country_decides_where_currencies_share_a_name(words: str, context: str, currency: str | None) -> None:
    assert read_money(words, context=context).currency == currency


@pytest.mark.parametrize("words", ["no sum at all", "the dollar", "third euro"])
def test_words_without_a_number_give_no_sum(words: str) -> None:
    assert Money.from_text(words).key is None


SIGNS = {"$": "USD", "€": "EUR", "£": "GBP", "US$": "USD", "C$": "CAD"}
NAMES = {" dollars": "USD", " euros": "EUR", " pounds": "GBP", " Turkish lira": "TRY", " CHF": "CHF"}
SCALES = {"": 1, "k": 10**3, "m": 10**6, "bn": 10**9, " million": 10**6, " billion": 10**9}


@given(st.integers(1, 999), st.sampled_from(sorted(SCALES)), st.data())
def test_sign_and_name_give_the_same_sum(number: int, scale: str, data: st.DataObject) -> None:
    amount = Decimal(number) * SCALES[scale]
    sign = data.draw(st.sampled_from(sorted(SIGNS)))
    name = data.draw(st.sampled_from(sorted(NAMES)))
    assert read_money(f"{sign}{number}{scale}") == MoneyReading(amount, amount, amount, SIGNS[sign])
    assert read_money(f"{number}{scale}{name}") == MoneyReading(amount, amount, amount, NAMES[name])


@given(st.integers(1, 999), st.integers(1, 999), st.sampled_from(["$", "€", "£"]))
def test_a_range_has_its_ends_in_order_or_says_nothing(first: int, second: int, sign: str) -> None:
    reading = read_money(f"between {sign}{first}m and {sign}{second}m")
    ends = (Decimal(first * 10**6), Decimal(second * 10**6))
    assert (reading.low, reading.high) == (ends if first <= second else (None, None))


@given(st.text(max_size=60))
def test_any_text_is_read_without_an_error_and_survives_json(text: str) -> None:
    money = Money.from_text(text)
    assert Money.model_validate_json(money.model_dump_json()) == money
    assert all(n is None or n >= 0 for n in (money.amount, money.low, money.high))


def test_an_amount_is_a_plain_number_in_json() -> None:
    assert Money.from_text("$2.3bn").model_dump(mode="json")["amount"] == 2_300_000_000
    assert Money.from_text("$0.50").model_dump(mode="json")["amount"] == 0.5
