"""Sentences about topics of one's own: by the pattern that the topic gives, else the words that prove the record."""

from __future__ import annotations

import re
from collections.abc import Mapping

from summarizer.phrasing.numbers import day_in_words
from summarizer.phrasing.wording import Wording, joined, quoted, sentence
from summarizer.schemas import Actor, Count, FieldForm, Money, Record, TopicForm
from summarizer.schemas.form import PLACEHOLDER, UNSPECIFIED

_PART = re.compile(r"\[([^\[\]]*)\]|([^\[\]]+)")


def own_text(title: str, record: Record, wording: Wording) -> str:
    """A sentence about a record of a topic that this package has no sentences for.

    Args:
        title: the topic's title, which stands before the words where there is no pattern.
        record: the record.
        wording: the little words of the article.
    """
    source = f", according to {wording.name(record.source.name)}" if record.source else ""
    told = _by_pattern(record, record.form, wording) if record.form is not None else None
    if told is None:
        return sentence([f"{title}: {quoted(record.evidence[0].quote)}"], source)
    return sentence([told.rstrip(". ")], source)


def _by_pattern(record: Record, form: TopicForm, wording: Wording) -> str | None:
    """The pattern filled in; `None` where there is none, or a field outside brackets has no value."""
    parts: list[str] = []
    for optional, plain in _PART.findall(form.summary or ""):
        names = PLACEHOLDER.findall(optional or plain)
        words = {name: _words(record, name, form.field(name), wording) for name in names}
        if all(words.values()):
            parts.append(_filled(optional or plain, words))
        elif plain:
            return None
    return " ".join("".join(parts).split()) or None


def _filled(part: str, words: Mapping[str, str | None]) -> str:
    return PLACEHOLDER.sub(lambda found: words[found[1]] or "", part)


def _words(record: Record, name: str, field: FieldForm | None, wording: Wording) -> str | None:
    """The words of a field in a sentence; `None` where it has no value."""
    value = getattr(record, name)
    if isinstance(value, Actor):
        return wording.name(value.name)
    if isinstance(value, Count | Money):
        return value.text
    if isinstance(value, bool):
        return name.replace("_", " ") if value else None
    if isinstance(value, tuple):
        return joined(value) or None
    if field is not None and field.kind == "date":
        return day_in_words(value) if value else None
    if field is not None and field.kind == "duration":
        return getattr(record, f"{name}_text", None)
    if field is not None and field.kind == "class":
        return str(value).replace("_", " ") if value != UNSPECIFIED else None
    return str(value) if value else None
