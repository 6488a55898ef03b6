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
    "The article's words for the measure asked for, taken or opposed, in one unbroken phrase: the noun phrase with "
    'what narrows it ("additional sanctions", "a ban on oil imports", "the arms embargo"); where a verb says it, the '
    'verb with its object ("froze the assets", "closed its ports to freighters", or "sanctioned" alone); to lift '
    'or weaken one, the verb too ("lift the embargo"). Without actor, reason and date; a target only inside the phrase'
)
_SECTOR = (
    "What the sanctions spoken of hit, only as far as the article says, also of those that someone opposes or eases: "
    "energy (oil, gas, fuel); finance (banks, payments, loans, assets of a state or of firms); trade (goods, exports, "
    "ports, dual-use items); arms (an arms embargo); travel (visa bans alone, flight bans); individuals (asset "
    "freezes, visa bans or designations of persons); comprehensive (a general economic embargo of a country); of one "
    "package that hits several, the one named first; "
    'unspecified for "sanctions" or "economic sanctions" without more, for firms or bodies that are only "sanctioned", '
    "and for persons and firms designated together."
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
        description="called_for: asked for, urged; in_preparation: proposed, drafted, being worked on; imposed; "
        "extended: prolonged or kept; eased: lifted, suspended, relief granted; "
        "opposed: speaks against, refuses to join, waters down, calls for easing"
    )
    sector: Annotated[Sector, Choice(guide=_SECTOR)] = Field(
        default="unspecified", description="What the sanctions hit"
    )
