"""How long the command line takes to start, against nothing but the import of what prints its help.

`summarizer --help` may take at most twice what `python -c "import typer, rich"` takes.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys

ROUNDS = 15
MOST = 2.0

IMPORTS = (sys.executable, "-c", "import typer, rich")
HELP = (sys.executable, "-c", "from summarizer.cli import main; main(['--help'])")
IMPORT_OURS = (sys.executable, "-c", "import summarizer")


def seconds(command: tuple[str, ...], rounds: int = ROUNDS) -> float:
    """The least processor time of several runs, in seconds, so that other work on the machine counts little."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    least = float("inf")
    for _ in range(rounds + 1):  # the first compiles what is imported, and counts only if it was the fastest
        before = _spent()
        subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)
        least = min(least, _spent() - before)
    return least


def _spent() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def run() -> None:
    """Prints the times and the ratio.

    Raises:
        SystemExit: the ratio is too high.
    """
    imports, help_, ours = seconds(IMPORTS), seconds(HELP), seconds(IMPORT_OURS)
    ratio = help_ / imports
    print(f'startup: processor time, least of {ROUNDS}; `python -c "import typer, rich"` is the measure')
    print(f"  import typer, rich  {imports * 1000:6.0f} ms")
    print(f"  summarizer --help   {help_ * 1000:6.0f} ms  ratio {ratio:.2f} (at most {MOST:g})")
    print(f"  import summarizer   {ours * 1000:6.0f} ms")
    if ratio > MOST:
        raise SystemExit(f"the ratio {ratio:.2f} is more than {MOST:g}")


if __name__ == "__main__":
    run()
