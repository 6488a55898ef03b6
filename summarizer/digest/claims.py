"""Claims: casualty records reduced to what tells one incident from another.

Records that say the same of one day and place are one claim, so that five hundred papers with one toll are compared
once. A record without a day or place of its own stays a claim by itself.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict, dataclass
from typing import Literal

from summarizer.digest.bounds import Bounds
from summarizer.digest.days import Window
from summarizer.digest.places import Place
from summarizer.digest.spelling import plain, skeleton
from summarizer.digest.weapons import weapon_kinds
from summarizer.schemas import Actor
from summarizer.topics import TollRecord

Measure = Literal["killed", "injured", "missing", "captured"]

MEASURES: tuple[Measure, ...] = ("killed", "injured", "missing", "captured")

SHORTEST_QUOTE = 40
"""Shorter words may be the same by chance in two reports."""

_COMMON = frozenset(
    word
    for words in (
        "a an the of in on at by and or to for with from his her their its person persons people man men woman women",
        "victims victim one two three four five six seven eight nine ten eleven twelve dozen dozens several some",
        "others other who were was least more than about up killed dead wounded injured local all",
    )
    for word in words.split()
)


@dataclass(frozen=True)
class Claim:
    """What a casualty record says of an incident.

    Attributes:
        place: where.
        window: when.
        counts: bounds by measure, those that state a number.
        victims: words for the victims, without common ones.
        victim_type: `civilian`, `combatant`, `mixed` or `unknown`.
        weapons: kinds of weapon.
        perpetrator: party or name of who is blamed; "" where nobody is.
        source: who is named as the source; "" for the article's own voice.
        cumulative: a total over a period or several incidents.
        article: number of the article, where the claim is one article's; else -1.
        start: offset of its evidence there.
        quote: a hash of its first evidence, "" where that is short.
    """

    place: Place
    window: Window
    counts: dict[str, Bounds]
    victims: frozenset[str]
    victim_type: str
    weapons: frozenset[str]
    perpetrator: str
    source: str
    cumulative: bool
    article: int
    start: int
    quote: str

    @property
    def anchored(self) -> bool:
        """True if it has a day and a place of its own."""
        own = self.place.level in ("town", "name") or bool(self.place.names)
        return own and self.window.precision == "day" and not self.cumulative

    def to_json(self) -> str:
        """The claim as text, the same for equal claims."""
        raw = asdict(self)
        raw["victims"], raw["weapons"] = sorted(self.victims), sorted(self.weapons)
        return json.dumps(raw, sort_keys=True, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Claim:
        """Reads what `to_json` wrote."""
        raw = json.loads(text)
        place = {**raw.pop("place")}
        place["names"] = tuple(place["names"])
        return cls(
            place=Place(**place),
            window=Window(**raw.pop("window")),
            counts={name: Bounds(*bounds) for name, bounds in raw.pop("counts").items()},
            victims=frozenset(raw.pop("victims")),
            weapons=frozenset(raw.pop("weapons")),
            **raw,
        )


def claim_of(record: TollRecord, place: Place, when: Window, article: int) -> Claim:
    """Reduces a record of an article to a claim."""
    first = record.evidence[0]
    claim = Claim(
        place=place,
        window=when,
        counts={name: bounds for name in MEASURES if (bounds := Bounds.of(getattr(record, name))) is not None},
        victims=content_words(record.victims),
        victim_type=record.victim_type,
        weapons=weapon_kinds(record.weapon),
        perpetrator=actor_key(record.perpetrator),
        source=actor_key(record.source),
        cumulative=record.cumulative,
        article=article,
        start=first.start,
        quote=quote_hash(first.quote),
    )
    if not claim.anchored:
        return claim
    named = Place("", place.name, place.level, place.country, *_rest(place))
    return Claim(**{**claim.__dict__, "place": named, "source": "", "article": -1, "start": 0, "quote": ""})


def _rest(place: Place) -> tuple[float | None, float | None, float, int | None, tuple[str, ...]]:
    return place.latitude, place.longitude, place.radius, place.town, tuple(sorted({skeleton(n) for n in place.names}))


def actor_key(actor: Actor | None) -> str:
    """What an actor is known by: its party, else its name without case, articles and accents."""
    if actor is None:
        return ""
    return actor.party or re.sub(r"^(?:the|a|an) ", "", plain(actor.name))


def content_words(words: str | None) -> frozenset[str]:
    """The words that say something, in the singular as far as a final s goes."""
    said = plain(words or "").split()
    return frozenset(w.removesuffix("s") if len(w) > 3 else w for w in said if w not in _COMMON and not w.isdigit())


def quote_hash(quote: str) -> str:
    """A name for some words, whatever their case and marks; "" where they are too short to tell a copy by."""
    words = plain(quote)
    return hashlib.blake2b(words.encode(), digest_size=8).hexdigest() if len(words) >= SHORTEST_QUOTE else ""
