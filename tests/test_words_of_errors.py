"""Errors in plain words: what pydantic refuses, and which names a wrong one comes near."""

from __future__ import annotations

from typing import Literal

import pytest
from pydantic import BaseModel, Field, ValidationError

from summarizer.invalid import first_problem
from summarizer.nearest import did_you_mean


class Shelf(BaseModel, extra="forbid"):
    books: int = Field(default=1, ge=1)
    order: Literal["size", "title"] = "size"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ('{"books": "many"}', "books must be a whole number"),
        ('{"books": 0}', "books must be at least 1"),
        ('{"order": "colour"}', "order must be 'size' or 'title'"),
        ('{"width": 3}', "width is unknown"),
        ("[]", "it must be an object with keys"),
    ],
)
def test_a_refused_value_is_told_by_its_place_in_plain_words(given: str, said: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Shelf.model_validate_json(given)
    assert first_problem(caught.value, whole="it") == said


def test_two_names_are_offered_where_both_are_as_near() -> None:
    assert did_you_mean("shelf_colro", ["shelf_color", "shelf_colo", "weight"]) == (
        "did you mean 'shelf_colo' or 'shelf_color'? "
    )
    assert did_you_mean("wieght", ["color", "weight"]) == "did you mean 'weight'? "
    assert did_you_mean("zzz", ["color", "weight"]) == ""
