"""The sides of a position: nobody whom no cited record names, and the other side never as who acts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from summarizer.schemas import actors_of
from summarizer.summary.gate.cast import bare, stands_for, subjects
from summarizer.summary.gate.material import Material

_GOVERNS = re.compile(
    r"\b(?:ceasefire|truce|pause|sanctions|embargo|ban|measures|restrictions|penalties|freeze|"
    r"accord)(?: lasting [^,;]{1,25})?,? "
    r"(?:on|upon|against|with|involving|targeting) (?:the |a |an )?$",
    re.IGNORECASE,
)

_ADDRESSED = re.compile(
    r"\b(?:call(?:s|ed|ing)? (?:on|upon)|urg(?:es|ed|ing)|press(?:es|ed|ing)|ask(?:s|ed|ing)|appeal(?:s|ed|ing) to"
    r"|demand(?:s|ed|ing) that) (?:the )?$",
    re.IGNORECASE,
)

_ACCUSED = re.compile(r"\baccus(?:es|ed|ing) (?:the |an? )?$", re.IGNORECASE)
_DOES = re.compile(r"\s+(?:last \w+ |on \w+ |has |have |had )?(?:\w+ed|cut|put|took|set|brought)\b", re.IGNORECASE)
_BEHIND = re.compile(r"\b(?:of|on|against|with|by|from|for|in|to|at|upon)\s+(?:the )?$", re.IGNORECASE)


def check_sides(material: Material) -> str | None:
    """Why who is named, and on which side, can't stand; `None` when it does."""
    return (
        next(_wrong_others(material), None) or next(_wrong_sides(material), None) or next(_wrong_takers(material), None)
    )


def _wrong_takers(material: Material) -> Iterator[str]:
    """Names right before a record's own measure ("turned back the trucks") of somebody who did not take it."""
    for m in material.mentions:
        behind = material.plain[m.end :].lstrip().casefold()
        taken = [p for p in material.positions if p.phrase and behind.startswith(p.phrase.casefold().replace("’", "'"))]
        if taken and not any(stands_for(m, p.actor) for p in taken):
            yield f"attribution_mismatch: no cited record has {material.plain[m.start : m.end]!r} as who does it"


def _wrong_others(material: Material) -> Iterator[str]:
    """Actors that are no part of the cited records, and others than the record's as target or counterparty."""
    plain = material.plain
    mine = [actor for record in material.records for actor in actors_of(record)]
    words = " \n ".join((*material.evidence, *material.said)).casefold().replace("’", "'")
    for m in material.mentions:
        said = plain[m.start : m.end]
        literal = re.search(rf"(?<!\w){re.escape(said.casefold())}(?!\w)", words)
        if not literal and not any(stands_for(m, actor) for actor in mine):
            yield f"name_mismatch: no cited record is about {said!r}"
    accused = [p.actor for p in material.positions if p.stand in p.words.accusations]
    known = [p.other for p in material.positions if p.other is not None]
    addressed = [p.other for p in material.positions if p.other is not None and p.addressed]
    for m in material.mentions:
        for pattern, fitting in ((_GOVERNS, known), (_ADDRESSED, addressed), (_ACCUSED, accused)):
            governed = fitting and pattern.search(plain[: m.start])
            if governed and not any(stands_for(m, other) for other in fitting):
                yield f"name_mismatch: no cited record has {plain[m.start : m.end]!r} as the other side"


def _wrong_sides(material: Material) -> Iterator[str]:
    """The other side told as who acts, and who acts as the other side."""
    plain = material.plain
    acting = subjects(material.mentions, plain, 0, len(plain))
    doing = [
        m
        for m in material.mentions
        if _DOES.match(plain[m.end :]) and not _BEHIND.search(plain[: m.start]) and m not in acting
    ]
    doers = {p.actor for p in material.positions}
    for position in material.positions:
        actor, other = position.actor, position.other
        if other is None or any(bare(doer.name) == bare(other.name) for doer in doers):
            continue
        actors = [m for m in material.mentions if stands_for(m, actor) and not stands_for(m, other)]
        others = [m for m in (*acting, *doing) if stands_for(m, other) and not stands_for(m, actor)]
        named = others and actors and others[0].start < actors[0].start
        agent = any(re.search(r"\b(?:by|according to) (?:the )?$", plain[: m.start]) for m in actors)
        if named and not agent and not any(m in acting for m in actors):
            yield f"attribution_mismatch: {other.name!r} is the other side of the record"
