"""Runs every benchmark in turn, each in a process of its own, so that none warms up another."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parent


def benchmarks() -> list[str]:
    """The names of the modules in this folder that have a function `run`."""
    return [path.stem for path in sorted(FOLDER.glob("*.py")) if _has_run(path)]


def _has_run(path: Path) -> bool:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return any(isinstance(part, ast.FunctionDef) and part.name == "run" for part in tree.body)


def main() -> None:
    """Runs them; the exit code is 1 when one failed."""
    failed = []
    for name in benchmarks():
        print(f"== {name}", flush=True)
        if subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], cwd=FOLDER.parent, check=False).returncode:
            failed.append(name)
        print(flush=True)
    if failed:
        raise SystemExit(f"failed: {', '.join(failed)}")


if __name__ == "__main__":
    main()
