"""Calls for, steps toward, and statements against sanctions."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from summarizer.schemas.fields import Choice, Verbatim
from summarizer.schemas.record import Record
from summarizer.schemas.values import Actor

Status = Literal["called_for", "in_preparation", "imposed", "extended", "eased", "opposed"]
Sector = Literal["energy", "finance", "trade", "arms", "travel", "individuals", "comprehensive", "unspecified"]

_MEASURE = (
    "The article's words for what is asked or done, as few as say it: the noun phrase where there is one (\"additional "
    'sanctions", "a ban on oil imports", "an arms embargo"), else the verb ("sanctioned", "designated"); without the '
    "actor, the target, the reason and the date"
)
_SECTOR = (
    "What the sanctions hit, only as far as the article says: energy (oil, gas); finance (banks, payments, state "
    "assets); trade (goods, exports, dual-use items); arms (an arms embargo); travel (visa bans alone, flight bans); "
    "individuals (asset freezes and designations of named persons); comprehensive (a general economic embargo of a "
    'country); unspecified for "sanctions" or "economic sanctions" without more, and for persons and firms designated '
    "together."
)


_GROUPS = (
    ("called_for", "for"),
    ("in_preparation", "for"),
    ("imposed", "done"),
    ("extended", "done"),
    ("eased", "against"),
    ("opposed", "against"),
)
"""What is asked for, what is done, what is spoken against."""

_SIDES = tuple((status, "against" if group == "against" else "for") for status, group in _GROUPS)


class SanctionsCall(Record):
    """One actor's call for, step toward, or statement against sanctions on one target."""

    actor: Annotated[Actor, Verbatim(compare="actor", holds="actor")] = Field(
        description="Who calls for, prepares, imposes, extends, eases or opposes the sanctions"
    )
    target: Annotated[Actor | None, Verbatim(compare="actor", holds="actor")] = Field(
        default=None, description="Whom the sanctions are against"
    )
    measure: Annotated[str | None, Verbatim(guide=_MEASURE)] = Field(
        default=None, description="What is asked or done, in the article's words"
    )
    status: Annotated[Status, Choice(groups=_GROUPS, sides=_SIDES)] = Field(
        description="called_for; in_preparation: proposed, drafted, being worked on; imposed; "
        "extended: prolonged or kept; eased: lifted, suspended, relief granted; "
        "opposed: speaks against, refuses to join, calls for easing"
    )
    sector: Annotated[Sector, Choice(guide=_SECTOR)] = Field(
        default="unspecified", description="What the sanctions hit"
    )
