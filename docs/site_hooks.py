"""Pages of the site that lie outside docs/ or are made from the code: README, evals/, notebooks, commands.

Used by mkdocs (`hooks` in mkdocs.yml). Links between Markdown files stay as they are in the repository; here they are
rewritten to the places that the files have on the site.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path

import jupytext
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from typer.main import get_command
from typer.testing import CliRunner

from summarizer.cli.app import app

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted(path.name for path in (ROOT / "docs" / "notebooks").glob("*.py"))
EVALS = sorted([*(ROOT / "evals").glob("*.md"), *(ROOT / "evals").glob("*/README.md")])
DESIGN = sorted((ROOT / "docs" / "design").glob("*.md"))
PLACES = {
    "README.md": "index.md",
    "CHANGELOG.md": "changelog.md",
    **{str(path.relative_to(ROOT)): str(path.relative_to(ROOT)) for path in EVALS},
    **{f"docs/notebooks/{name}": f"notebooks/{name.removesuffix('.py')}.md" for name in NOTEBOOKS},
}
"""Where a file of the repository stands on the site, if not at its place in docs/."""
COMMANDS_PAGE = "reference/cli.md"
_LINK = re.compile(r"(\]\()([^)#:\s]+)((?:#[^)\s]*)?\))")


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Fills the section of design notes."""
    assert config.nav is not None
    next(part for part in config.nav if "Design" in part)["Design"] = [f"design/{path.name}" for path in DESIGN]
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Adds the pages that docs/ does not have."""
    for source, place in PLACES.items():
        known = files.get_file_from_path(source.removeprefix("docs/"))
        if known is not None:
            files.remove(known)
        path = ROOT / source
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".py":
            text = jupytext.writes(jupytext.reads(text, "py:percent"), "md").split("---\n", 2)[2]
        files.append(File.generated(config, place, content=text))
    files.append(File.generated(config, COMMANDS_PAGE, content="\n".join(_commands_page())))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001 - given by name
    """Points links to where files stand on the site."""
    source = _source_of(page.file.src_uri)
    here = posixpath.dirname(page.file.src_uri)

    def moved(link: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(source), link[2]))
        place = PLACES.get(target, target.removeprefix("docs/"))
        return f"{link[1]}{posixpath.relpath(place, here or '.')}{link[3]}"

    return _LINK.sub(moved, markdown)


def _source_of(place: str) -> str:
    """The file of the repository that stands at a place on the site."""
    return next((source for source, there in PLACES.items() if there == place), f"docs/{place}")


def _commands_page() -> Iterator[str]:
    """Each command's help page under a heading."""
    yield "# Commands\n\nEvery command with its options, as `--help` prints it.\n"
    runner = CliRunner()
    for words in _commands(get_command(app), ()):
        shown = runner.invoke(app, [*words, "--help"], prog_name="summarizer", env={"COLUMNS": "88"}).output
        level = "#" * min(2 + max(len(words) - 1, 0), 3)
        yield f"{level} {' '.join(('summarizer', *words))}\n\n```text\n{shown.strip()}\n```\n"


def _commands(command: object, words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The words of a command and of the commands below it."""
    yield words
    inner: dict[str, object] = getattr(command, "commands", {})
    for name, one in inner.items():
        yield from _commands(one, (*words, name))
