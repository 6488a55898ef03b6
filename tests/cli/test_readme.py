"""What the README and the guides show is what there is: their Python runs, their commands exist."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from pytest_examples import CodeExample, EvalExample, find_examples

from .newsroom import SEED, Desk

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [ROOT / "README.md", ROOT / "evals" / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
COMMANDS = sorted(
    {
        line.split(" #")[0].strip()
        for page in PAGES
        for line in re.findall(r"^    (?:.*\| )?(summarizer .+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    }
)
EXAMPLES = [example for example in find_examples(*PAGES) if example.prefix == "python"]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: f"{example.path.name}:{example.start_line}")
def test_its_python_runs(
    example: CodeExample, eval_example: EvalExample, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUMMARIZER_MODEL", "m")
    monkeypatch.setenv("SUMMARIZER_BASE_URL", desk.server.base_url)
    monkeypatch.chdir(ROOT)
    eval_example.run(example)


def test_its_briefing_is_what_make_brief_prints() -> None:
    command = [str(Path(sys.executable).with_name("summarizer")), "brief", str(SEED.relative_to(ROOT))]
    printed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    shown = README.partition("<!-- output of make brief -->\n```\n")[2].partition("```")[0]
    assert printed == shown, "write the new briefing into the README: `make readme`"


@pytest.mark.parametrize("line", COMMANDS)
def test_its_commands_exist_with_their_options(desk: Desk, line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    words = shlex.split(line)[1:]
    groups = ("eval", "models", "topics", "cache", "tokens", "reviews")
    command = words[:2] if words[0] in groups else words[:1]
    shown = desk.run(*command, "--help")
    assert shown.code == 0, shown.err
    for option in (word for word in words if re.match(r"--\w", word)):
        assert re.search(rf"(?<![\w-]){option}(?![\w-])", shown.out)


def test_the_readme_names_commands_and_the_seed_is_where_it_says() -> None:
    assert len(COMMANDS) > 60
    assert str(SEED.relative_to(ROOT)) in README
