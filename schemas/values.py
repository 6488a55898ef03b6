"""What records are made of: counts, actors and evidence."""

from __future__ import annotations

from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from summarizer.values.counting import read_count


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
