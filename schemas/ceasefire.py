"""An actor's position on a ceasefire, truce, pause or halt in hostilities."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from summarizer.schemas.fields import Choice, Derived, Verbatim
from summarizer.schemas.record import Record
from summarizer.schemas.values import Actor

Stance = Literal["demands", "accepts", "conditional", "rejects", "mediates", "violates_alleged", "noncommittal"]
Scope = Literal["full", "humanitarian", "energy", "maritime", "local", "unspecified"]

_SIDES = (
    ("demands", "for"),
    ("accepts", "for"),
    ("mediates", "for"),
    ("rejects", "against"),
    ("violates_alleged", "against"),
)
_ACTOR = "Whose position it is; where one side tells the other's terms, the other, with the teller as source"
_STANCE = (
    "demands: calls, urges or hopes for it without a condition of its own, or welcomes it; accepts: agrees to it, "
    'declares or extends it, monitors or enforces its own; conditional: only if, or not until, also "no end of the war '
    "until\" within ceasefire talks; rejects: refuses it or the other side's terms for it, ends it, calls it defunct; "
    "mediates: proposes, drafts, hosts or carries one between others; violates_alleged: is accused of breaking one "
    "(source says by whom); noncommittal: speaks of it and takes no side."
)
_CONDITIONS = (
    "What the actor says must happen first, in the article's words, each condition for itself; not the terms of a text "
    "that is signed or agreed"
)
_DURATION_TEXT = (
    'How long the ceasefire spoken of is to last, in the article\'s words ("at least 30 days"), of a prolongation its '
    'own length; left out where no length is stated ("permanent", "until Friday", "during Ramadan")'
)
_SCOPE = (
    "What the ceasefire spoken of covers, wherever the article says it. First by purpose: humanitarian (for aid, "
    "rescue or evacuation, even in one area only); then by what it spares: energy (energy sites), maritime (ships, "
    'ports); then by area: local (one town, area or front), full ("nationwide", "total", all fronts); unspecified '
    'where the article does not say. "Permanent" says nothing of it.'
)


class CeasefirePosition(Record):
    """One actor's position on a ceasefire."""

    actor: Annotated[Actor, Verbatim(compare="actor", holds="actor", guide=_ACTOR)] = Field(
        description="Whose position it is"
    )
    counterparty: Annotated[Actor | None, Verbatim(compare="actor", holds="actor")] = Field(
        default=None, description="Who must agree or is addressed"
    )
    stance: Annotated[Stance, Choice(guide=_STANCE, sides=_SIDES)] = Field(
        description="demands: calls or hopes for it, or welcomes it; accepts: agrees, declares, extends; "
        "conditional: only if; rejects: refuses or ends it; mediates: proposes or brokers one between others; "
        "violates_alleged: is accused of breaking one; noncommittal: speaks of it and takes no side"
    )
    conditions: Annotated[tuple[str, ...], Verbatim(guide=_CONDITIONS)] = Field(
        default=(), description="What must happen first, in the article's words"
    )
    duration: Annotated[str | None, Derived("duration_text")] = Field(
        default=None,
        pattern=r"^P(\d+[YMWD])*(T(\d+[HMS])+)?$",
        description="How long it lasts: ISO 8601 duration (P30D)",
    )
    duration_text: Annotated[str | None, Verbatim(compare="none", holds="duration", guide=_DURATION_TEXT)] = Field(
        default=None, description='How long it is to last, in the article\'s words ("at least 30 days")'
    )
    scope: Annotated[Scope, Choice(guide=_SCOPE)] = Field(
        default="unspecified", description="What the ceasefire covers"
    )
    unconditional: Annotated[bool, Choice()] = Field(
        default=False, description="True when the article says that it is to be unconditional"
    )
