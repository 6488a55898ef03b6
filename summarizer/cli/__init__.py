"""The command line: parse, call, print. `main` maps errors to exit codes; the work is done in the library."""

from __future__ import annotations

import sys


def main(argv: list[str] | None = None) -> None:
    """Runs the command line and ends the process with its exit code.

    0 done; 1 our own fault; 2 wrong usage or unreadable input; 3 done, but some articles or topics failed; 4 a gate
    failed; 5 the model can't be reached; 130 interrupted.

    Args:
        argv: the arguments; those of the process by default.
    """
    from summarizer.cli.app import app

    arguments = sys.argv[1:] if argv is None else argv
    try:
        app(args=arguments, prog_name="summarizer")
    except KeyboardInterrupt:
        print("interrupted: what was done is saved", file=sys.stderr)  # noqa: T201
        sys.exit(130)
    except Exception as error:
        if "--debug" in arguments:
            raise
        sys.exit(_report(error))


def _report(error: Exception) -> int:
    """Prints an error as one sentence and returns its exit code."""
    from summarizer.errors import SummarizerError

    if isinstance(error, SummarizerError):
        print(f"summarizer: {error}", file=sys.stderr)  # noqa: T201
        return error.exit_code
    kind = type(error).__name__
    message = f"summarizer: a fault of ours ({kind}: {error}); run again with --debug and report what it prints"
    print(message, file=sys.stderr)  # noqa: T201
    return 1
