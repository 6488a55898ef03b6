"""The extraction of one topic from one article: records, rejected drafts with reasons, and usage."""

from __future__ import annotations

from dataclasses import dataclass, field

from summarizer.extraction.drafts import Draft
from summarizer.llm.types import Usage
from summarizer.schemas import Record


@dataclass(frozen=True)
class Refused:
    """A draft, or one field of a draft, that the article does not support.

    Attributes:
        code: what was wrong, such as `number_mismatch`.
        detail: the same as a sentence that a model can be asked again with.
        draft: what the model wrote; only the field's value when only the field was dropped.
    """

    code: str
    detail: str
    draft: Draft

    @property
    def reason(self) -> str:
        """Code and detail in one line."""
        return f"{self.code}: {self.detail}" if self.detail else self.code


@dataclass(frozen=True)
class Extraction:
    """What one topic gave for one article.

    Attributes:
        topic: name of the topic.
        records: the records, in the order in which the article brings them.
        refused: drafts and fields that did not hold.
        usage: what the calls cost.
        failure: the error that left the topic without a full answer, or `None`.
    """

    topic: str
    records: tuple[Record, ...] = ()
    refused: tuple[Refused, ...] = ()
    usage: Usage = field(default_factory=Usage)
    failure: Exception | None = None
