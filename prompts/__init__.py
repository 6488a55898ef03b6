"""Prompt templates: one file a topic and strategy, named `<topic>.<strategy>.jinja`.

A file opens with YAML front matter (`examples`, and whatever else its template wants), then two Jinja2 blocks:
`system`, which is the same for every article, and `user`, which holds what varies. A prompt whose `system` block marks
what it asks for as a block `task` shares a question with other topics by that sentence (`topics.document.jinja`); of
any other, the whole `system` block is taken. A prompt's version is the hash of its file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Environment, StrictUndefined, Template

FOLDER = Path(__file__).parent


@dataclass(frozen=True, eq=False)
class Prompt:
    """A prompt template; compared by identity, so that what is made of it can be remembered over articles.

    Attributes:
        name: `<topic>.<strategy>`.
        version: the first 12 hexadecimal digits of the SHA-256 of the file.
        meta: the front matter.
        template: the compiled template with its blocks.
    """

    name: str
    version: str
    meta: Mapping[str, Any]
    template: Template

    def has(self, block: str) -> bool:
        """True if the template has a block of this name."""
        return block in self.template.blocks

    def render(self, block: str, values: Mapping[str, object]) -> str:
        """A block of the template, filled in; white space around it is cut.

        Args:
            block: `system`, `user`, or one that the file has within them.
            values: what the template's names stand for; a name left out is an error.
        """
        context = self.template.new_context({**self.meta, **values})
        return "".join(self.template.blocks[block](context)).strip()


@cache
def load(path: Path) -> Prompt:
    """Reads a prompt file.

    Raises:
        ValueError: the file has no front matter, or lacks one of its blocks.
    """
    content = path.read_text(encoding="utf-8")
    parts = content.split("---\n", 2)
    if len(parts) != 3 or parts[0]:
        raise ValueError(f"prompt {path.name!r} has no front matter: open it with a line '---', YAML, and '---'")
    template = _environment().from_string(parts[2])
    missing = {"system", "user"} - set(template.blocks)
    if missing:
        raise ValueError(f"prompt {path.name!r} lacks the block {sorted(missing)[0]!r}")
    version = hashlib.sha256(content.encode()).hexdigest()[:12]
    return Prompt(path.name.removesuffix(".jinja"), version, yaml.safe_load(parts[1]) or {}, template)


@cache
def packaged(topic: str, strategy: str) -> Prompt:
    """The prompt that this package has for a topic and strategy.

    Raises:
        FileNotFoundError: there is no such prompt.
    """
    return load(FOLDER / f"{topic}.{strategy}.jinja")


def is_packaged(topic: str, strategy: str) -> bool:
    """True if this package has a prompt for a topic and strategy."""
    return (FOLDER / f"{topic}.{strategy}.jinja").is_file()


@cache
def _environment() -> Environment:
    # Prompts are plain text for a model, never markup: there is nothing to escape for.
    return Environment(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, autoescape=False)
