"""The container files say what they should, and the documentation names commands and routes that exist."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

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
