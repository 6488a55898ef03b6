"""What the packaged topics have beyond a file is part of each topic: the rest of the package names none of them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import summarizer
from summarizer.topics import CASUALTIES, CEASEFIRE, SANCTIONS

PACKAGE = Path(summarizer.__file__).parent
RECORDS = {topic.record.__name__ for topic in (CASUALTIES, SANCTIONS, CEASEFIRE)}
EXPORTS = {Path("__init__.py"), Path("briefing.py"), Path("contract.py")}
"""Where users find the classes, and the records of each by the topic's name."""

EXAMPLES = {Path("service/api/document.py"), Path("evaluation/stress/directional.py")}
"""An example of a briefing, and changes to articles whose effect on the packaged topics' records is known."""


def modules() -> Iterator[Path]:
    for path in sorted(PACKAGE.rglob("*.py")):
        inside = path.relative_to(PACKAGE)
        if inside.parts[0] not in ("topics", "schemas") and inside not in EXPORTS | EXAMPLES:
            yield path


def names_in(path: Path) -> set[str]:
    """Every name, attribute and import of a module."""
    found = set[str]()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Name):
            found.add(node.id)
        elif isinstance(node, ast.Attribute):
            found.add(node.attr)
        elif isinstance(node, ast.alias):
            found.add(node.name)
    return found


def test_only_topics_and_public_exports_name_a_record_class() -> None:
    looked_at = list(modules())
    assert len(looked_at) > 200
    assert {str(path.relative_to(PACKAGE)) for path in looked_at if RECORDS & names_in(path)} == set()


def test_the_packaged_topics_say_how_they_are_told_shown_and_checked() -> None:
    for topic in (CASUALTIES, SANCTIONS, CEASEFIRE):
        assert topic.telling is not None
        assert topic.showing is not None
        told = topic.telling.position_words or topic.telling.toll_words
        assert told is not None
