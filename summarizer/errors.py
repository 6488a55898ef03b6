"""Every error that this package raises on purpose, under one root.

    SummarizerError
    ├── UsageError           what was asked for can't be done as asked         exit 2
    │   ├── UnreadableInput  an article, file or folder can't be read          exit 2
    │   └── UnwritableOutput results can't be written (disk full, folder gone) exit 2
    ├── ModelError           a model did not give an answer
    │   ├── ModelUnavailable can't be reached, refused the key, is not there   exit 5
    │   ├── BudgetExceeded   the next call would pass --max-cost               exit 3
    │   └── ReplyError       an answer came and can't be used                  exit 3
    ├── ReplayMiss           a replayed run asks for a call never recorded     exit 3
    └── GateFailed           an evaluation gate did not hold                   exit 4

A message is one sentence that names the thing and says what to do next. Anything else that
escapes is an internal error (exit 1) and keeps its traceback.
"""

from __future__ import annotations

from summarizer.usage import Usage


class SummarizerError(Exception):
    """Root of the errors that this package raises on purpose."""

    exit_code = 1


class UsageError(SummarizerError):
    """What was asked for can't be done as asked."""

    exit_code = 2


class UnreadableInput(UsageError):
    """An article, a file or a folder can't be read."""


class UnwritableOutput(UsageError):
    """Results can't be written: the disk is full, the folder is gone, or another process holds the file."""


class ModelError(SummarizerError):
    """A model did not give an answer.

    Attributes:
        usage: what the attempts cost.
    """

    exit_code = 3

    def __init__(self, message: str = "", *, usage: Usage | None = None) -> None:
        super().__init__(message)
        self.usage = usage if usage is not None else Usage()


class ModelUnavailable(ModelError):
    """The model can't be reached, refused the credentials, or does not exist."""

    exit_code = 5


class BudgetExceeded(ModelError):
    """The next call would cost more than was allowed."""


class ReplyError(ModelError):
    """The model answered, and the answer can't be used (refusal, truncated, not the schema asked for)."""


class ReplayMiss(SummarizerError):
    """A replayed run asked for a call that was never recorded."""

    exit_code = 3


class GateFailed(SummarizerError):
    """An evaluation gate did not hold."""

    exit_code = 4


def internal_error(error: BaseException) -> str:
    """The message about a bug in this program: what was raised, and how to report it."""
    words = " ".join(f"{type(error).__name__}: {error}".split()).rstrip(": ")
    return f"internal error ({words}): please report it with the output of `--debug`"
