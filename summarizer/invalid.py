"""What pydantic refuses, in the words of this package: one line, the place first, without classes and links."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

_WORDS = {
    "missing": "is missing",
    "extra_forbidden": "is unknown",
    "int_parsing": "must be a whole number",
    "int_type": "must be a whole number",
    "int_from_float": "must be a whole number",
    "float_parsing": "must be a number",
    "float_type": "must be a number",
    "bool_parsing": "must be true or false",
    "bool_type": "must be true or false",
    "string_type": "must be text",
    "list_type": "must be a list",
    "tuple_type": "must be a list",
    "dict_type": "must be an object with keys",
    "model_type": "must be an object with keys",
    "model_attributes_type": "must be an object with keys",
    "literal_error": "must be {expected}",
    "enum": "must be {expected}",
    "greater_than": "must be more than {gt}",
    "greater_than_equal": "must be at least {ge}",
    "less_than": "must be less than {lt}",
    "less_than_equal": "must be at most {le}",
    "too_short": "must have at least {min_length} items",
    "too_long": "must have at most {max_length} items",
    "string_too_short": "must have at least {min_length} characters",
    "string_too_long": "must have at most {max_length} characters",
    "json_invalid": "is not valid JSON ({error})",
    "value_error": "{error}",
}
"""By pydantic's name of the error; what is in braces comes with it."""


def problem_in_words(details: ErrorDetails) -> str:
    """What is wrong with one value, such as "must be a number"."""
    words = _WORDS.get(details["type"])
    return details["msg"] if words is None else words.format(**details.get("ctx", {}))


def first_problem(error: ValidationError, whole: str = "the whole") -> str:
    """The first thing wrong, with its place: "records.casualties.0.killed must be a number".

    Args:
        error: what pydantic raised.
        whole: what stands for the place where all of it is wrong.
    """
    details = error.errors(include_url=False, include_input=False)[0]
    place = ".".join(map(str, details["loc"])) or whole
    return f"{place} {problem_in_words(details)}"
