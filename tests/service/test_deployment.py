"""The container files say what they should, and the documentation names commands and routes that exist."""

from __future__ import annotations

import json
import platform
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from summarizer.cli.app import app
from summarizer.llm.settings import read_settings
from summarizer.llm.specs import PROVIDERS
from summarizer.service.api import about, briefings, reviews, work

ROOT = Path(__file__).parents[2]
KEYWORDS = {"FROM", "WORKDIR", "COPY", "RUN", "USER", "ENV", "EXPOSE", "HEALTHCHECK", "ENTRYPOINT", "CMD"}


def instructions() -> list[tuple[str, str]]:
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [(line.split(maxsplit=1)[0], line.split(maxsplit=1)[1]) for line in lines]


def test_the_image_is_built_of_known_instructions_and_does_not_run_as_root() -> None:
    found = instructions()
    assert {name for name, _ in found} <= KEYWORDS
    last_stage = found[max(i for i, (name, _) in enumerate(found) if name == "FROM") :]
    assert [value for name, value in last_stage if name == "USER"][-1] not in ("root", "0")
    for name, value in found:
        if name == "FROM":
            assert ":" in value
        if name == "COPY" and "--from" not in value:
            assert all((ROOT / source).exists() for source in value.split()[:-1]), value


def test_the_image_is_what_a_linter_lets_pass() -> None:
    linter = Path(sys.executable).with_name("hadolint")
    if not linter.is_file():
        assert (sys.platform, platform.machine()) not in (("linux", "x86_64"), ("darwin", "arm64")), (
            "run `make install`"
        )
        pytest.skip("hadolint has no build for this machine")
    linted = subprocess.run([linter, ROOT / "Dockerfile"], capture_output=True, text=True, check=False)
    assert (linted.returncode, linted.stdout) == (0, "")


def test_the_commands_of_the_image_and_the_composition_exist_with_their_options() -> None:
    start = [json.loads(value) for name, value in instructions() if name in ("ENTRYPOINT", "CMD")]
    composed = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))["services"]["service"]
    for words in (start[-2] + start[-1], [*start[-2], *composed["command"]]):
        assert words[:2] == ["summarizer", "serve"]
        options = {word.partition("=")[0] for word in words[2:] if word.startswith("--")}
        shown = CliRunner().invoke(app, ["serve", "--help"], env={"COLUMNS": "200"}).output
        assert [option for option in options if option not in shown] == []


def test_the_environment_of_the_composition_is_what_the_settings_read(monkeypatch: pytest.MonkeyPatch) -> None:
    composed = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))["services"]["service"]
    monkeypatch.setenv("SUMMARIZER_MODEL", "openai/gpt-5-mini")
    assert read_settings().settings.model == "openai/gpt-5-mini"
    keys = {provider.key_variable for provider in PROVIDERS.values()}
    assert set(composed["environment"]) <= keys | {"SUMMARIZER_MODEL"}


def test_the_composition_publishes_on_this_machine_only_and_knows_no_password() -> None:
    composed = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
    service = composed["services"]["service"]
    assert all(port.startswith("127.0.0.1:") for port in service["ports"])
    assert "${POSTGRES_PASSWORD:?" in composed["services"]["database"]["environment"]["POSTGRES_PASSWORD"]
    assert composed["services"]["database"]["healthcheck"]["test"]
    for name in ("cache", "data"):
        assert name in composed["volumes"]


def test_the_documentation_names_every_route() -> None:
    text = (ROOT / "docs" / "service.md").read_text(encoding="utf-8")
    for router in (briefings.router, work.router, reviews.router, about.router, about.health):
        for route in router.routes:
            path = getattr(route, "path", "")
            last = re.sub(r"\{\w+\}", "", path).rstrip("/").rpartition("/")[2]
            assert last in text, path
