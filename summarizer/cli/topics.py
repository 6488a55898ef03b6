"""`summarizer topics`: what is looked for."""

from __future__ import annotations

from rich.markup import escape
from rich.table import Table

from summarizer.cli.printing import output
from summarizer.extraction.drafts import choice_values
from summarizer.extraction.pipeline import STRATEGIES
from summarizer.schemas import kinds
from summarizer.topics import all_topics, choose_topics


def print_topics() -> None:
    """Prints the topics."""
    table = Table("topic", "record", "fields", box=None)
    for topic in all_topics().values():
        table.add_row(topic.name, topic.record.__name__, str(len(topic.record.model_fields)))
    output().print(table)


def print_topic(name: str) -> None:
    """Prints a topic's fields, cues, and the versions of its prompts and reader."""
    (topic,) = choose_topics((name,))
    console, choices = output(), choice_values(topic.record)
    table = Table("field", "kind", "says", box=None)
    for field, kind in kinds(topic.record).items():
        classes = f" [{', '.join(choices[field])}]" if field in choices else ""
        says = f"{topic.record.model_fields[field].description}{classes}"
        table.add_row(field, type(kind).__name__.lower(), escape(says))
    console.print(table)
    console.print("cues:", ", ".join(topic.cues), markup=False, highlight=False)
    for name in (strategy.name for strategy in STRATEGIES if topic.has(strategy.name)):
        what = "prompt" if topic.reader_on(name) is None else "reader"
        console.print(f"{what} {topic.name}.{name}: {topic.version(name)}", highlight=False)
