"""Help pages group options that people use together; each option of each command is there once, with its words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from typer.main import get_command

from summarizer.cli.app import app

from .newsroom import Desk


def commands(path: tuple[str, ...] = (), command: Any = None) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every command below one, groups left out."""
    command = command or get_command(app)
    inner = getattr(command, "commands", None)
    if inner is None:
        yield path, command
    for name, one in (inner or {}).items():
        yield from commands((*path, name), one)


@pytest.mark.parametrize(
    ("command", "panels"),
    [
        (("brief",), ["Arguments", "Model", "Output", "Articles and topics", "Cost and replies", "Other options"]),
        (("serve",), ["Model", "Articles and topics", "Output", "Network", "Jobs and limits", "Other options"]),
        (("doctor",), ["Options"]),
    ],
)
def test_options_used_together_stand_together(desk: Desk, command: tuple[str, ...], panels: list[str]) -> None:
    titles = re.findall(r"(?m)^(\S[^:\n]*):$", desk.run(*command, "--help").out)
    assert titles == panels


def test_every_option_is_on_its_help_page_once_and_says_something(desk: Desk) -> None:
    for path, command in commands():
        page = desk.run(*path, "--help").out
        assert command.help, path
        for option in command.params:
            assert option.help, (path, option.name)
            names = [name for name in option.opts if name.startswith("--")]
            for name in names:
                assert len(re.findall(rf"(?m)^ +(?:-\w, )?{name}(?![\w-])", page)) == 1, (path, name)
