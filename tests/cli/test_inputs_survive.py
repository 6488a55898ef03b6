"""No sequence of commands over a folder changes or removes a file that was there to be read."""

from __future__ import annotations

import contextlib
import glob
import io
import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from summarizer.cli import main

from .newsroom import SEED, Desk

ARTICLE = "Nine people were killed in the town on Saturday."
INPUTS = {
    "news/a.txt": SEED.read_text(encoding="utf-8"),
    "news/b.md": f"---\ntitle: Rain\ndate: 2025-05-18\n---\n{ARTICLE}",
    "news/c.json": f'{{"text": "{ARTICLE}"}}',
    "rows.jsonl": f'{{"id": "r1", "text": "{ARTICLE}"}}\n',
    "rows.csv": f"id,text\nr2,{ARTICLE}\n",
    "golden/one/article.md": f"---\ntitle: Rain\ndate: 2025-05-18\n---\n{ARTICLE}\n",
    "golden/one/gold.yaml": "casualties: []\nsanctions: []\nceasefire: []\n",
    "golden/splits.yaml": "train: [one]\ntest: []\n",
    "notes.txt": "A note of somebody's, without an end",
    "notes.jsonl": "not ours\n",
}
LINKS = {"link.txt": "news/a.txt", "link.json": "news/c.json", "out-link.jsonl": "rows.jsonl", "here": "news"}

ARTICLES = ("news/a.txt", "news/b.md", "rows.jsonl", "rows.csv")
READ = st.sampled_from(("news", "news/*", "here", "link.txt", "link.json", "made.jsonl", *ARTICLES))
NEW = ("news/new.txt", "news/new.jsonl", "made.jsonl", "made.json", "made.html", "made.jsonl.gz", "here/x.md")
WRITTEN = st.sampled_from([*INPUTS, *LINKS, *NEW])


def files_of(read: str) -> set[Path]:
    """The files that an input stands for."""
    named = [Path(name) for name in glob.glob(read)]
    found = [path for one in named for path in ([one] if one.is_file() else one.rglob("*"))]
    return {path.resolve() for path in found if path.is_file()}


def contents() -> dict[Path, bytes]:
    """Every file that was there to be read, with what it holds."""
    return {Path(name).resolve(): Path(name).read_bytes() for name in INPUTS}


class Commands(RuleBasedStateMachine):
    """A folder of inputs, and commands that read and write in it under any names."""

    model: tuple[str, ...] = ()

    def __init__(self) -> None:
        super().__init__()
        self.before = Path.cwd()
        self.folder = Path(tempfile.mkdtemp(prefix="inputs-"))
        os.chdir(self.folder)
        for name, text in INPUTS.items():
            Path(name).parent.mkdir(parents=True, exist_ok=True)
            Path(name).write_text(text, encoding="utf-8")
        for name, target in LINKS.items():
            Path(name).symlink_to(target)

    def teardown(self) -> None:
        os.chdir(self.before)
        shutil.rmtree(self.folder)

    def run(self, *arguments: str, reads: tuple[str, ...] = (), writes: str | None = None) -> None:
        """Runs a command: only the one file that it writes may change, and that only if it does not read it too."""
        before = contents()
        read = {path for name in reads for path in files_of(name)}
        quiet = contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO())
        with quiet[0], quiet[1] as err, pytest.raises(SystemExit) as ended:
            main(list(arguments))
        assert ended.value.code in (0, 2, 3, 4), err.getvalue()
        free = {Path(writes).resolve()} - read if writes is not None else set()
        after = contents()
        for path, held in before.items():
            assert path in free or after[path] == held, f"{path} after {arguments}"

    @rule(read=READ, written=WRITTEN)
    def brief(self, read: str, written: str) -> None:
        arguments = ("brief", read, "--out", written, "--topic", "casualties")
        self.run(*arguments, *self.model, reads=(read,), writes=written)

    @rule(read=READ, written=WRITTEN, again=st.booleans())
    def batch(self, read: str, written: str, again: bool) -> None:
        flags = ("--retry-failed",) if again else ()
        self.run("batch", read, "--out", written, "--topic", "casualties", *flags, *self.model)

    @rule(file=WRITTEN, articles=READ)
    def verify(self, file: str, articles: str) -> None:
        self.run("verify", file, "--articles", articles)

    @rule(file=WRITTEN, chart=WRITTEN)
    def stats(self, file: str, chart: str) -> None:
        self.run("stats", file, "--chart", chart, reads=(file,), writes=chart)

    @rule(written=WRITTEN)
    def eval_run(self, written: str) -> None:
        arguments = ("eval", "run", "--golden", "golden", "--topic", "casualties", "--out", written)
        self.run(*arguments, *self.model, reads=("golden",), writes=written)

    @rule(predictions=WRITTEN, page=WRITTEN)
    def eval_score(self, predictions: str, page: str) -> None:
        arguments = ("eval", "score", predictions, "--golden", "golden", "--html", page)
        self.run(*arguments, reads=("golden", predictions), writes=page)

    @rule(run=WRITTEN, page=WRITTEN)
    def eval_show(self, run: str, page: str) -> None:
        self.run("eval", "show", run, "--golden", "golden", "--html", page, reads=("golden", run), writes=page)


def test_no_sequence_of_commands_changes_an_input(desk: Desk) -> None:
    Commands.model = desk.model
    run_state_machine_as_test(
        Commands,
        settings=settings(
            max_examples=12, stateful_step_count=8, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
