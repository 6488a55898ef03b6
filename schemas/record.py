"""What every record has: the words that prove it, and who the article says they come from."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from summarizer.schemas.fields import Verbatim
from summarizer.schemas.values import Actor, Evidence, Value


class Record(Value):
    """One claim that an article makes, proved by its words."""

    evidence: Annotated[tuple[Evidence, ...], Verbatim(compare="none", holds="evidence")] = Field(
        min_length=1,
        description="The shortest clause or sentence of the article that says all of this, copied word for word",
    )
    source: Annotated[Actor | None, Verbatim(compare="actor", holds="actor")] = Field(
        default=None,
        description="Who the article says the claim comes from; null when the article says it in its own voice",
    )
