"""Collects what the command line says into build/words.md: every help page and 60 provoked errors.

Run from the root: `python docs/words.py` (`make words` does). The page is there to be read from end to end after a
change of words; `docs/words_errors.py` has the commands that go wrong.
"""

from __future__ import annotations

import contextlib
import io
import os
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from typer.main import get_command
from words_errors import ERRORS, HOME, Provoked, faulty_endpoint, write_files

from summarizer.cli import main as summarizer
from summarizer.cli.app import app

PAGE = Path(__file__).parents[1] / "build" / "words.md"
WIDTH = "100"


def command_paths() -> Iterator[tuple[str, ...]]:
    """The words of every command, groups before their commands."""
    waiting: list[tuple[tuple[str, ...], object]] = [((), get_command(app))]
    while waiting:
        path, command = waiting.pop(0)
        yield path
        inner: dict[str, object] = getattr(command, "commands", {})
        waiting += [((*path, name), one) for name, one in inner.items()]


def run(arguments: list[str], given: str = "") -> tuple[int, str, str]:
    """Runs a command in this process.

    Args:
        arguments: the words behind `summarizer`.
        given: what stands on its standard input.

    Returns:
        The exit code, standard output and standard error.
    """
    out, err, before = io.StringIO(), io.StringIO(), sys.stdin
    sys.stdin = io.TextIOWrapper(io.BytesIO(given.encode()), encoding="utf-8")
    code = 0
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            summarizer(arguments)
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 1
    finally:
        sys.stdin = before
    return code, out.getvalue(), err.getvalue()


def help_pages() -> Iterator[str]:
    """Each help page under a heading."""
    for path in command_paths():
        _, out, err = run([*path, "--help"])
        yield f"### {' '.join(('summarizer', *path))}\n\n```\n{out}{err}```\n"


def provoked_errors(endpoint: str) -> Iterator[str]:
    """Each command that goes wrong, with its exit code and what it says."""
    for number, one in enumerate(ERRORS, start=1):
        yield f"{number}. {_provoked(one, endpoint)}"


def _provoked(one: Provoked, endpoint: str) -> str:
    arguments = [word.replace("{endpoint}", endpoint) for word in shlex.split(one.command)]
    with contextlib.ExitStack() as stack:
        for name, value in one.environment.items():
            os.environ[name] = value
            stack.callback(os.environ.pop, name)
        code, out, err = run(arguments, one.given)
    shown = one.command.replace("{endpoint}", "http://localhost:8000")
    said = (err or out).replace(endpoint, "http://localhost:8000").rstrip()
    return f"`summarizer {shown}`, exit code {code}\n\n```\n{said}\n```\n"


def main() -> None:
    """Writes the page."""
    for name in list(os.environ):
        if name.startswith("SUMMARIZER_") or name.endswith(("_API_KEY", "_BASE_URL")):
            del os.environ[name]
    os.environ |= {"COLUMNS": WIDTH, **HOME}
    parts = ["# What the command line says\n", "## Help pages\n", *help_pages(), "## Provoked errors\n"]
    with TemporaryDirectory(prefix="words-") as folder, faulty_endpoint() as endpoint:
        before = Path.cwd()
        os.chdir(folder)
        write_files(Path(folder))
        try:
            parts += [part.replace(folder, "/home/you/news") for part in provoked_errors(endpoint)]
        finally:
            os.chdir(before)
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text("\n".join(parts), encoding="utf-8")
    sys.stdout.write(f"{PAGE}: {len(ERRORS)} errors\n")


if __name__ == "__main__":
    main()
