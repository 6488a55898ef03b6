"""What records are made of: counts, sums of money, actors and evidence."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, model_validator

from summarizer.values.bounds import bounded_sign
from summarizer.values.counting import read_count
from summarizer.values.money import read_money


class Value(BaseModel):
    """A frozen value with no unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Count(Value):
    """A number of people as an article gives it, after UCDP's convention of a best, a low and a high estimate.

    Attributes:
        text: the article's words ("at least nine").
        best: the most likely number, or `None`.
        low: no fewer than this, or `None`.
        high: no more than this, or `None`.
    """

    text: str = Field(description="The article's words")
    best: int | None = Field(default=None, ge=0, description="The number, where the words state one")
    low: int | None = Field(default=None, ge=0, description="No fewer than this")
    high: int | None = Field(default=None, ge=0, description="No more than this")

    @property
    def key(self) -> int | None:
        """The figure that stands for the count when counts are compared: best, else low, else high."""
        return next((n for n in (self.best, self.low, self.high) if n is not None), None)

    @classmethod
    def from_text(cls, text: str, *, language: str = "en") -> Count:
        """Reads a count from the article's words; what can't be read stays `text` with nulls.

        Args:
            text: words such as "at least nine", "between 10 and 15", "a man and his two sons".
            language: ISO 639-1 code of the text, which decides whether 1.200 is a thousand.
        """
        reading = read_count(text, language=language)
        return cls(text=text, best=reading.best, low=reading.low, high=reading.high)


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


Amount = Annotated[Decimal, PlainSerializer(_number, return_type=int | float, when_used="json"), Field(ge=0)]
"""A sum in whole units of its currency; a plain number in JSON."""


class Money(Value):
    """A sum of money as an article gives it, with the bounds of a count.

    Attributes:
        text: the article's words ("between $2m and $3m").
        amount: the most likely sum, or `None`.
        currency: ISO 4217 code, or `None` where the words name none, or one that several countries share.
        low: no less than this, or `None`.
        high: no more than this, or `None`.
    """

    text: str = Field(description="The article's words")
    amount: Amount | None = Field(default=None, description="The sum, where the words state one")
    currency: str | None = Field(default=None, pattern="^[A-Z]{3}$", description="ISO 4217 code")
    low: Amount | None = Field(default=None, description="No less than this")
    high: Amount | None = Field(default=None, description="No more than this")

    @property
    def key(self) -> Decimal | None:
        """The figure that stands for the sum when sums are compared: amount, else low, else high."""
        return next((n for n in (self.amount, self.low, self.high) if n is not None), None)

    @property
    def sign(self) -> str:
        """The sum in short, with its currency: "≥ 2,000,000 USD"."""
        return f"{bounded_sign(self.amount, self.low, self.high)} {self.currency or ''}".rstrip()

    @classmethod
    def from_text(cls, text: str, *, context: str = "", language: str = "en") -> Money:
        """Reads a sum from the article's words; what can't be read stays `text` with nulls.

        Args:
            text: words such as "$2.3bn", "300 million dollars", "up to 2 crore rupees".
            context: the sentence around them, where a country may be named.
            language: ISO 639-1 code of the text, which decides whether 1.200 is a thousand.
        """
        reading = read_money(text, context=context, language=language)
        return cls(text=text, amount=reading.amount, currency=reading.currency, low=reading.low, high=reading.high)


def count_of_anything(text: str) -> Count:
    """Reads a count of people, or else of things: "nine tanks", "up to 40 lorries of flour".

    Args:
        text: the article's words.
    """
    people = Count.from_text(text)
    things = read_money(text)
    bounds = (things.amount, things.low, things.high)
    whole = all(n is None or n == n.to_integral_value() for n in bounds)
    if people.key is not None or things.currency is not None or not whole:
        return people
    best, low, high = (None if n is None else int(n) for n in bounds)
    return Count(text=text, best=best, low=low, high=high)


class Actor(Value):
    """Who speaks or acts.

    Attributes:
        name: as the article writes it at its fullest.
        party: the side that it speaks or acts for: ISO 3166-1 alpha-3 for states, else a code of the project's list;
            `None` where it stands for no party.
    """

    name: str = Field(min_length=1, description="As the article writes it at its fullest")
    party: str | None = Field(default=None, description="ISO 3166-1 alpha-3 or a code of the project's list")


class Evidence(Value):
    """Words of the article that prove a record: `article.text[start:end] == quote`.

    Attributes:
        quote: the words, exactly as they stand in the article.
        start: offset of the first code point.
        end: offset after the last code point (half-open).
    """

    quote: str = Field(min_length=1, description="The words, exactly as they stand in the article")
    start: int = Field(ge=0, description="Offset of the first Unicode code point in the article's text")
    end: int = Field(ge=1, description="Offset after the last Unicode code point (half-open)")

    @model_validator(mode="after")
    def _offsets_fit_quote(self) -> Self:
        if self.end - self.start != len(self.quote):
            raise ValueError(f"offsets {self.start}:{self.end} do not fit a quote of {len(self.quote)} code points")
        return self
