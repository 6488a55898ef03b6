"""A PostgreSQL server of the tests' own: its files in a folder, its socket too, no port."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

REQUIRED = "TESTS_NEED_POSTGRESQL"
"""Where this is set, tests fail without PostgreSQL instead of being skipped."""


def programs() -> Path | None:
    """The folder of the newest PostgreSQL installed; `None` where there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


@contextmanager
def serving() -> Iterator[str]:
    """Starts a server and gives the address of an empty database on it."""
    folder = programs()
    assert folder is not None
    with tempfile.TemporaryDirectory(prefix="pg-", dir="/tmp") as name:
        place = Path(name)
        as_owner: list[str] = []
        if os.geteuid() == 0:  # the server refuses to run as root
            shutil.chown(place, "postgres", "postgres")
            as_owner = ["runuser", "-u", "postgres", "--"]
        data = place / "data"

        def run(program: str, *arguments: str) -> None:
            command = [*as_owner, str(folder / program), *arguments]
            done = subprocess.run(command, cwd="/tmp", capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stderr

        run("initdb", "-D", str(data), "-A", "trust", "-U", "postgres", "-E", "UTF8", "--no-sync")
        options = f"-c listen_addresses='' -c unix_socket_directories={place} -c fsync=off"
        run("pg_ctl", "-D", str(data), "-o", options, "-l", str(place / "log"), "-w", "start")
        try:
            yield f"postgresql+psycopg://postgres@/postgres?host={place}"
        finally:
            run("pg_ctl", "-D", str(data), "-m", "immediate", "-w", "stop")
