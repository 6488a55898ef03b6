"""Stamps: short hashes of an article and of each golden field, so that a change can be named."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

from pydantic import BaseModel, ConfigDict

from summarizer.evaluation.golden import GoldenArticle, GoldRecord
from summarizer.topics import Topic

_DIGITS = 6


class ArticleStamp(BaseModel):
    """What an article and its gold were.

    Attributes:
        text: digest of the article's text and date.
        gold: for each topic, for each golden record, `field:digest` of each of its fields, joined by spaces.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str
    gold: dict[str, tuple[str, ...]]


def stamp_article(article: GoldenArticle, topics: Sequence[Topic]) -> ArticleStamp:
    """The stamp of an article and its gold in some topics."""
    gold = {topic.name: tuple(map(_stamp, article.records.get(topic.name, ()))) for topic in topics}
    return ArticleStamp(text=article.text_digest, gold=gold)


def differences(article: str, was: ArticleStamp, now: ArticleStamp) -> Iterator[str]:
    """Yields in words what changed of an article and its gold."""
    if was.text != now.text:
        yield f"the text or date of {article} changed"
    for topic in was.gold:
        before, after = was.gold[topic], now.gold.get(topic, ())
        if len(before) != len(after):
            yield f"{article} has {len(after)} golden records of {topic}, and had {len(before)}"
            continue
        for i, (old, new) in enumerate(zip(before, after, strict=True)):
            ours, theirs = (dict(part.split(":") for part in stamp.split()) for stamp in (old, new))
            changed = [name for name in ours if ours[name] != theirs.get(name)]
            if changed:
                yield f"golden record {topic}[{i}] of {article} changed in {', '.join(changed)}"


def _stamp(gold: GoldRecord) -> str:
    fields = {**gold.record.model_dump(mode="json"), "doubt": gold.doubt}
    return " ".join(f"{name}:{_digest(value)}" for name, value in fields.items())


def _digest(value: object) -> str:
    return hashlib.sha256(repr(value).encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]
