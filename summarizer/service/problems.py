"""Errors as RFC 9457 problems: what happened, with what, what to do, and the exit code of the command line."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from summarizer.errors import BudgetExceeded, ModelError, ModelUnavailable, SummarizerError, UsageError
from summarizer.wording import flags

MEDIA_TYPE = "application/problem+json"


class Problem(BaseModel):
    """What a refused or failed request gets as its body.

    Attributes:
        type: names the kind of problem.
        title: the kind in words.
        status: the HTTP status.
        detail: what happened and what to do.
        exit_code: the exit code with which the command line ends for the same reason.
        errors: where a request has several faults, each with its place.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "type": "about:blank#unreadable",
                    "title": "Unreadable article",
                    "status": 422,
                    "detail": "the request has no article text in it",
                    "exit_code": 2,
                }
            ]
        }
    )

    type: str
    title: str
    status: int
    detail: str
    exit_code: int | None = None
    errors: list[dict[str, Any]] = Field(default_factory=list)


class Refused(Exception):
    """A request that is not done; the answer is a problem.

    Args:
        status: the HTTP status.
        name: the kind of problem, a word.
        detail: what happened and what to do.
        headers: headers of the answer.
        errors: the faults one by one.
        exit_code: that of the command line.
    """

    def __init__(
        self,
        status: int,
        name: str,
        detail: str,
        *,
        headers: Mapping[str, str] | None = None,
        errors: list[dict[str, Any]] | None = None,
        exit_code: int | None = None,
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.headers = dict(headers or {})
        self.problem = Problem(
            type=f"about:blank#{name}",
            title=name.replace("-", " ").capitalize(),
            status=status,
            detail=detail,
            exit_code=exit_code,
            errors=errors or [],
        )

    def response(self) -> Response:
        """The answer."""
        content = self.problem.model_dump(exclude_none=True)
        if not content["errors"]:
            del content["errors"]
        return Response(json.dumps(content), self.status, self.headers, MEDIA_TYPE)


_STATUS: tuple[tuple[type[SummarizerError], int, str], ...] = (
    (ModelUnavailable, 503, "model-unavailable"),
    (BudgetExceeded, 429, "budget"),
    (ModelError, 502, "model"),
    (UsageError, 422, "unreadable"),
)


def refusal_of(error: SummarizerError) -> Refused:
    """An error of the library as the answer to a request."""
    for kind, status, name in _STATUS:
        if isinstance(error, kind):
            return Refused(status, name, for_clients(str(error)), exit_code=error.exit_code)
    return Refused(500, "failed", for_clients(str(error)), exit_code=error.exit_code)


def for_clients(message: str) -> str:
    """A message of the library for a client, who can give no options: it says whose they are."""
    options = flags(message)
    if not options:
        return message
    return f"{message} (only whoever runs this service can give {' and '.join(options)})"


def refusal_of_job(error: Mapping[str, Any]) -> Refused:
    """The error that ended a job as the answer to a request that waited for it."""
    by_code = {2: (422, "unreadable"), 3: (502, "model"), 5: (503, "model-unavailable")}
    status, name = by_code.get(error["exit_code"], (500, "failed"))
    return Refused(status, name, str(error["message"]), exit_code=error["exit_code"])
