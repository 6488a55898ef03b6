"""People reported killed, injured, missing or captured by violence."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from summarizer.schemas.fields import Choice, Derived, Verbatim
from summarizer.schemas.record import Record
from summarizer.schemas.values import Actor, Count

VictimType = Literal["civilian", "combatant", "mixed", "unknown"]
Responsibility = Literal["claimed", "denied", "alleged", "undisputed", "unknown"]

CountField = Annotated[Count | None, Verbatim(compare="count", holds="count")]
WordsField = Annotated[str | None, Verbatim()]

_KILLED = (
    'How many were killed, in the article\'s words with what qualifies the number ("at least nine people"); where one '
    'person is named or meant, the words for that person ("a journalist", "rebel leader X"); where no number is given, '
    'the verb ("killed"); of a joint number ("dozens killed or injured"), the whole phrase, in each of the fields'
)
_VICTIM_TYPE = (
    "What the words for these victims make them, wherever the article has them: civilian (civilians, residents, "
    "passengers, workers, protesters, journalists, a woman, a family); combatant (soldiers, police, fighters, "
    'militants, their leaders); mixed (both are named, or "mostly civilians"); unknown where they are only "people", '
    '"hostages", "bodies" or a nationality, even if some of them are children. Never by who attacked or where.'
)
_DATE_TEXT = (
    "The words for the day, month or year in which it happened, with all that fixes it "
    '("on the first Friday of May", "on Tuesday night", "today"), also from another sentence on the same incident; '
    "not the day of a statement. Leave it out where the words fix no day, month or year "
    '("last week", "recently"), and for a total over a span ("since Monday", "over ten days")'
)
_PERPETRATOR = "Who did it, as the article or anyone in it says: the force or side, not its weapon"
_RESPONSIBILITY = (
    "What is said of who did it, also in another sentence on the same incident and whoever gives the toll. claimed: "
    "the accused itself says that it did it, even if it disputes who was hit, or gives the toll of its own operation; "
    "never for blame by others. denied: it is blamed, and denies it or disputes the account; alleged: someone "
    "in the article blames it, and it does not answer; undisputed: the article's own voice, or the author of a "
    "statement, says who did it; unknown: nobody is blamed."
)
_CUMULATIVE = (
    'True for a running total over a period or over several incidents ("600 since Monday", "in the war"); false for '
    "the toll of one attack, one day or one operation, even while it rises"
)


class CasualtyReport(Record):
    """One incident (or one stated toll) with the people it killed, hurt, left missing or captured, by one source."""

    killed: Annotated[Count | None, Verbatim(compare="count", holds="count", guide=_KILLED)] = Field(
        default=None, description='How many were killed, in the article\'s words ("at least nine")'
    )
    injured: CountField = Field(default=None, description="How many were injured or wounded, in the article's words")
    missing: CountField = Field(default=None, description="How many are missing, in the article's words")
    captured: CountField = Field(
        default=None,
        description="How many were taken hostage or prisoner by a party to the conflict; not arrests by police",
    )
    victims: WordsField = Field(default=None, description='Who they were, in the article\'s words ("bus passengers")')
    victim_type: Annotated[VictimType, Choice(guide=_VICTIM_TYPE)] = Field(
        default="unknown", description="What the victims were"
    )
    location: WordsField = Field(default=None, description="Where it happened, in the article's words")
    date: Annotated[str | None, Derived("date_text")] = Field(
        default=None,
        pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$",
        description="When it happened: ISO 8601, reduced where the text is",
    )
    date_text: Annotated[str | None, Verbatim(compare="none", holds="date", guide=_DATE_TEXT)] = Field(
        default=None, description='When it happened, in the article\'s words ("on Saturday")'
    )
    weapon: WordsField = Field(default=None, description='What they were hit by, in the article\'s words ("drone")')
    perpetrator: Annotated[Actor | None, Verbatim(compare="actor", holds="actor", guide=_PERPETRATOR)] = Field(
        default=None, description="Who did it, as the article or anyone in it says"
    )
    responsibility: Annotated[Responsibility, Choice(guide=_RESPONSIBILITY)] = Field(
        default="unknown",
        description="claimed: the accused says it did it; denied: the accused denies it; alleged: someone blames it; "
        "undisputed: the article itself says who did it; unknown: nobody is blamed",
    )
    cumulative: Annotated[bool, Choice(guide=_CUMULATIVE)] = Field(
        default=False, description="True for a total over a period or over several incidents"
    )
