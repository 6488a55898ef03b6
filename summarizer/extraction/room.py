"""How much of an article fits one request: the model's context less instructions and reply."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import BaseModel

from summarizer.llm.limits import estimate_tokens
from summarizer.llm.types import Request

_USED = 0.9
"""The part of a context that is planned with: tokens are estimated, and scripts differ."""

_ARTICLE_PER_ANSWER = 4
"""Tokens of an article to one of the longest answer: news with a record in every other sentence."""

LEAST = 400
"""The least tokens of an article in one question; a model with less room is asked all the same, and says so itself."""


@dataclass(frozen=True, slots=True)
class Room:
    """What a model takes.

    Attributes:
        context: tokens that question and answer may have together.
        answer: tokens that an answer may have.
    """

    context: int
    answer: int

    def beside(self, request: Request[Any]) -> int:
        """Tokens of an article that have room beside a question's instructions and its answer."""
        constant = (message.content for message in request.messages[: request.prefix])
        model: type[BaseModel] = request.response_model
        instructions = estimate_tokens(constant) + _schema_tokens(model)
        left = int(self.context * _USED) - self.answer - instructions
        return max(LEAST, min(left, _ARTICLE_PER_ANSWER * self.answer))


@cache
def _schema_tokens(model: type[BaseModel]) -> int:
    return estimate_tokens((json.dumps(model.model_json_schema()),))
