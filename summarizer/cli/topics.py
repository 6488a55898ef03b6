"""`summarizer topics`: lists, shows, starts and checks topics."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from rich.markup import escape
from rich.table import Table

from summarizer.article import Article
from summarizer.cli.printing import output, say
from summarizer.errors import UsageError
from summarizer.extraction.checks import check_draft, ground_evidence
from summarizer.extraction.document import document_request
from summarizer.extraction.drafts import choice_values
from summarizer.extraction.passage_strategy import passage_request
from summarizer.extraction.pipeline import STRATEGIES
from summarizer.extraction.results import Refused
from summarizer.files import write_whole
from summarizer.indexing import IndexedArticle
from summarizer.llm.connect import profile_with
from summarizer.llm.limits import estimate_tokens
from summarizer.llm.settings import read_settings
from summarizer.llm.specs import ModelSpec
from summarizer.schemas import kinds
from summarizer.schemas.form import NAME
from summarizer.topics import Example, Topic, all_topics, choose_topics, known_topics, shipped_names
from summarizer.topics.passages import select_passages
from summarizer.topics.topic_file import TEMPLATE, read_topic_file

ARTICLE_TOKENS = 1_500
"""Room that an ordinary article and the reply need beside a prompt, in tokens."""


def print_topics() -> None:
    """Prints the topics; those extracted by default come first."""
    table = Table("topic", "record", "fields", "extracted", box=None)
    for topic in known_topics().values():
        when = "always" if topic.name in all_topics() else f"with --topic {topic.name}"
        table.add_row(topic.name, topic.record.__name__, str(len(topic.record.model_fields)), when)
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


def new_topic(name: str, out: Path | None) -> str:
    """Writes a topic file to fill in, and returns what to do next.

    Raises:
        UsageError: the name can't be one or is taken, or the file is there already.
    """
    if not NAME.fullmatch(name):
        raise UsageError(
            f"invalid topic name {name!r}: use 3 to 40 lower-case letters, digits and '-', such as arms-deliveries"
        )
    if name in known_topics():
        raise UsageError(f"the name {name!r} belongs to another topic: choose another name")
    path = out or Path(f"{name}.yaml")
    if path.exists():
        raise UsageError(f"{str(path)!r} exists already: name another file with --out")
    template = TEMPLATE.read_text(encoding="utf-8")
    title = name.replace("-", " ").capitalize()
    filled = template.replace("{file}", str(path)).replace("{name}", name).replace("{title}", title)
    write_whole(path, filled)
    return f"{path}: change what it says, then `summarizer topics check {path}`"


def check_topic(file: str, flags: Mapping[str, object], *, quiet: bool) -> None:
    """Checks a topic file, and prints what a model would see.

    Args:
        file: the file.
        flags: settings given on the command line, `None` where they were not.
        quiet: print the verdict only.

    Raises:
        UsageError: something in the file is wrong; every fault is printed with its line.
    """
    read = read_topic_file(file, taken=known_topics().keys() - shipped_names(file))
    problems = [f"{file}, {fault}" for fault in read.faults]
    if read.topic is not None:
        problems += [f"{file}, {problem}" for problem in _ungrounded(read.topic, read.examples)]
        problems += [f"{file}: {problem}" for problem in _too_long(read.topic, flags)]
    if problems or read.topic is None:
        for problem in problems[:-1]:
            say(problem)
        raise UsageError(problems[-1])
    topic = read.topic
    if not quiet:
        _show(topic)
    fields = len(topic.form.fields) if topic.form is not None else 0
    examples = f"{len(read.examples)} example{'' if len(read.examples) == 1 else 's'}"
    output().print(
        f"{file}: topic {topic.name!r}, {fields} fields, {examples}: no errors",
        markup=False,
        highlight=False,
        soft_wrap=True,
    )


def _ungrounded(topic: Topic, examples: tuple[Example, ...]) -> Iterator[str]:
    """Errors of the worked examples, found by the checks of a model's reply."""
    for number, example in enumerate(examples, 1):
        facts = IndexedArticle.of(Article.from_text(example.text, date="2025-05-18"))
        for position, answer in enumerate(example.records, 1):
            draft = dict(answer)
            evidence = ground_evidence(facts, list(draft.get("evidence", ())))
            refused = (
                (evidence,) if isinstance(evidence, Refused) else check_draft(facts, topic, draft, evidence, {}).refused
            )
            for one in refused:
                yield f"example {number}, record {position}: {one.detail}"


def _too_long(topic: Topic, flags: Mapping[str, object]) -> Iterator[str]:
    """What does not fit into the model's context beside an article."""
    settings = read_settings(flags).settings
    profile = profile_with(settings, ModelSpec.parse(settings.model, base_url=settings.base_url))
    room = profile.context_window
    prompt = topic.prompt(profile.strategy)
    size = estimate_tokens([prompt.render("system", {}), *map(str, prompt.meta.get("examples", ()))])
    if size + ARTICLE_TOKENS > room:
        yield (
            f"the prompt has about {size:,} tokens, and {settings.model} reads {room:,} in all: "
            "shorten the examples and what the fields say"
        )


def _show(topic: Topic) -> None:
    """Prints the prompt and the schema of both roads, on a worked example."""
    example = topic.prompt("passages").meta["examples"]
    article = Article.from_text(example[0]["passage"] if example else "A text.", date="2025-05-18")
    facts = IndexedArticle.of(article)
    requests = {"document": document_request(facts, (topic,))}
    if passages := select_passages(article, topic):
        requests["passages"] = passage_request(facts, topic, passages[0])
    for road, request in requests.items():
        _title(f"prompt, {road}")
        for message in request.messages:
            sys.stdout.write(f"[{message.role}]\n{message.content}\n")
        _title(f"schema, {road}")
        sys.stdout.write(json.dumps(request.response_model.model_json_schema(), indent=2, ensure_ascii=False) + "\n")


def _title(words: str) -> None:
    sys.stdout.write(f"\n--- {words} ---\n")
