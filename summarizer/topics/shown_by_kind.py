"""Records of topics that do not say how they are shown: by the kinds of their fields, else by the names."""

from __future__ import annotations

import json

from summarizer.schemas import Actor, Count, FieldForm, Money, Record, TopicForm
from summarizer.schemas.form import UNSPECIFIED
from summarizer.topics.showing import (
    Badge,
    Described,
    actor_text,
    facts_of,
    figure,
    in_quotes,
    lasting_text,
    when_text,
)


def by_form(record: Record, form: TopicForm) -> Described:
    """A record of a topic with a form: its first actor, its first class as the badge, counts as figures, then the rest.

    What is not said and what says no more than that is left out.
    """
    values = {field: getattr(record, field.name) for field in form.fields}
    actor = next((f for f, value in values.items() if isinstance(value, Actor)), None)
    badge = next((f for f, value in values.items() if f.kind == "class" and value != UNSPECIFIED), None)
    figures = tuple(
        figure(field.name.replace("_", " "), value) for field, value in values.items() if isinstance(value, Count)
    )
    rest = [field for field in values if field not in (actor, badge) and field.kind != "count"]
    facts = facts_of(*((field.name.replace("_", " "), _told(record, field)) for field in rest))
    word = str(values[badge]).replace("_", " ") if badge else form.title.lower()
    who = actor_text(values[actor]) if actor else ""
    return Described(Badge("•", word, "neutral"), who, "", figures, facts)


def _told(record: Record, field: FieldForm) -> str | None:
    """A field for people; `None` where the record has nothing in it."""
    value = getattr(record, field.name)
    if isinstance(value, Money):
        return f"{value.sign} ({in_quotes(value.text)})"
    if isinstance(value, Actor):
        return actor_text(value)
    if field.kind in ("date", "duration"):
        return (when_text if field.kind == "date" else lasting_text)(value, getattr(record, f"{field.name}_text"))
    if isinstance(value, tuple):
        return "; ".join(f"“{words}”" for words in value)
    if isinstance(value, bool):
        return "yes" if value else None
    return str(value).replace("_", " ") if field.kind == "class" and value != UNSPECIFIED else _plain_words(value)


def _plain_words(value: object) -> str | None:
    return value if isinstance(value, str) and value != UNSPECIFIED else None


def by_names(record: Record) -> Described:
    """A record of a topic that another package brings: whatever it has, by the names of its fields."""
    fields = record.model_dump(mode="json", exclude={"evidence", "source"}, exclude_defaults=True)
    pairs = ((name.replace("_", " "), _plain(value)) for name, value in fields.items())
    return Described(Badge("•", "says", "neutral"), "", "", (), facts_of(*pairs))


def _plain(value: object) -> str:
    """A value of an unknown field: its own text where it has one."""
    if isinstance(value, dict):
        value = value.get("name") or value.get("text") or value
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
