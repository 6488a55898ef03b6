"""The command line: parse, call, print. `main` maps errors to exit codes; the work is done in the library."""

from __future__ import annotations

import os
import sys


def main(argv: list[str] | None = None) -> None:
    """Runs the command line and ends the process with its exit code.

    0 done; 1 an internal error; 2 wrong usage, unreadable input or an output that can't be written; 3 done, but some
    articles or topics failed; 4 a gate failed; 5 the model can't be reached; 130 interrupted.

    Args:
        argv: the arguments; those of the process by default.
    """
    arguments = sys.argv[1:] if argv is None else argv
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w")  # noqa: SIM115 - closed by the caller of this process: nobody listens
    if sys.stdout is None:
        print("summarizer: standard output is closed: open it, or write to a file", file=sys.stderr)  # noqa: T201
        sys.exit(2)
    sys.exit(_run(arguments))


def _run(arguments: list[str]) -> int:
    """Runs a command, has its output reach its reader, and returns the exit code."""
    from summarizer.cli.app import app

    code = 0
    try:
        try:
            app(args=arguments, prog_name="summarizer")
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else 1 if ended.code else 0
        sys.stdout.flush()
    except KeyboardInterrupt:
        print("summarizer: interrupted; what was done is saved", file=sys.stderr)  # noqa: T201
        return 130
    except Exception as error:
        if "--debug" in arguments:
            raise
        from summarizer.cli.faults import SystemFault

        return _report(error.__cause__ if isinstance(error, SystemFault) and error.__cause__ else error)
    return code


def _report(error: BaseException) -> int:
    """Prints an error as one sentence and returns its exit code."""
    from summarizer.errors import SummarizerError, internal_error

    code = error.exit_code if isinstance(error, SummarizerError) else 1
    message = str(error) if isinstance(error, SummarizerError) else internal_error(error)
    if isinstance(error, EOFError):
        code, message = 2, "an input ends in the middle of its data: get it again"
    elif isinstance(error, OSError):
        code, message = 2, _of_the_system(error)
    print(f"summarizer: {message}", file=sys.stderr)  # noqa: T201
    return code


def _of_the_system(error: OSError) -> str:
    """Says what the operating system refused, and makes sure that nothing more is written to a closed output."""
    reason = error.strerror or type(error).__name__
    if error.filename is not None:
        return f"{str(error.filename)!r} can't be used ({reason}): check the path and its permissions"
    with open(os.devnull, "wb") as nothing:
        try:
            os.dup2(nothing.fileno(), sys.stdout.fileno())
        except (OSError, ValueError):  # not a file, as in a test
            return f"the output can't be written ({reason})"
    if isinstance(error, BrokenPipeError):
        return "the output was closed by its reader before all of it was written"
    return f"standard output can't be written ({reason}): make room, or write to a file with --out"
