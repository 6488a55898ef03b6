"""langextract at the work of the quality benchmark. Run as a module, in an environment where it is installed."""

from __future__ import annotations

import sys

import langextract
from langextract.providers.openai import OpenAILanguageModel

from benchmarks.quality_work import FIELDS, INSTRUCTIONS, Told, answer_all, explained

EXAMPLE = (
    "A drone killed three villagers near Aldermoor on Friday, police said. Norvald imposed an arms embargo on Kestria, "
    "and the rebels rejected a truce."
)


def _example() -> langextract.data.ExampleData:
    def one(topic: str, words: str, **attributes: str) -> langextract.data.Extraction:
        return langextract.data.Extraction(extraction_class=topic, extraction_text=words, attributes=attributes)

    return langextract.data.ExampleData(
        text=EXAMPLE,
        extractions=[
            one(
                "casualties",
                "A drone killed three villagers near Aldermoor on Friday",
                killed="3",
                victims="villagers",
                victim_type="civilian",
                location="Aldermoor",
                weapon="drone",
                responsibility="unknown",
            ),
            one(
                "sanctions",
                "Norvald imposed an arms embargo on Kestria",
                actor="Norvald",
                target="Kestria",
                measure="an arms embargo",
                status="imposed",
                sector="arms",
            ),
            one("ceasefire", "the rebels rejected a truce", actor="the rebels", stance="rejects", scope="unspecified"),
        ],
    )


def main(url: str, key: str) -> None:
    """Asks about the articles of standard input, each in the pieces that langextract cuts it into."""
    told = "\n".join(
        f"{topic}: {name} is {explained(what)}." for topic, names in FIELDS.items() for name, what in names.items()
    )
    model = OpenAILanguageModel(model_id="local", api_key=key, base_url=url, max_workers=4)
    example = _example()

    def ask(date: str, text: str) -> list[Told]:
        answer = langextract.extract(
            text,
            prompt_description=f"{INSTRUCTIONS}\n{told}",
            additional_context=f"The article is of {date}.",
            examples=[example],
            model=model,
            max_workers=4,
            use_schema_constraints=False,
            show_progress=False,
        )
        return [
            {
                **(extraction.attributes or {}),
                "topic": extraction.extraction_class,
                "quote": extraction.extraction_text,
                "start": extraction.char_interval.start_pos if extraction.char_interval else None,
                "end": extraction.char_interval.end_pos if extraction.char_interval else None,
            }
            for extraction in answer.extractions or []
        ]

    answer_all(ask)


if __name__ == "__main__":
    main(*sys.argv[1:])
