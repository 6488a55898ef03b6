"""instructor alone at the work of the quality benchmark: one schema and one call an article, as its manual shows."""

from __future__ import annotations

import sys
from typing import Any, Literal

import instructor
from openai import OpenAI
from pydantic import BaseModel, Field, create_model

from benchmarks.quality_work import FIELDS, INSTRUCTIONS, Told, answer_all, explained

NUMBERS = frozenset({"killed", "injured", "missing", "captured"})


def _model() -> type[BaseModel]:
    """The schema; nothing in it has a default, since a small model skips what it may leave out."""
    lists: dict[str, Any] = {}
    for topic, names in FIELDS.items():
        fields: dict[str, Any] = {"quote": (str, Field(description="The words of the article that prove it, exactly"))}
        for name, what in names.items():
            kind: Any = int | None if name in NUMBERS else str | None
            if isinstance(what, tuple):
                kind = Literal[what]
            fields[name] = (kind, Field(description=explained(what)))
        lists[topic] = (list[create_model(topic.title(), **fields)], ...)  # type: ignore[misc]
    return create_model("Answer", **lists)


def main(url: str, key: str) -> None:
    """Asks about the articles of standard input."""
    client = instructor.from_openai(
        OpenAI(base_url=url, api_key=key, timeout=900, max_retries=0), mode=instructor.Mode.JSON_SCHEMA
    )
    model = _model()

    def ask(date: str, text: str) -> list[Told]:
        answer = client.chat.completions.create(
            model="local",
            response_model=model,
            messages=[
                {"role": "system", "content": INSTRUCTIONS},
                {"role": "user", "content": f"The article, of {date}:\n\n{text}"},
            ],
            temperature=0,
            max_tokens=2500,
        )
        return [
            {**told, "topic": topic} for topic, found in answer.model_dump(exclude_none=True).items() for told in found
        ]

    answer_all(ask)


if __name__ == "__main__":
    main(*sys.argv[1:])
