"""Positions in a sentence: each class verb with its subject belongs to a cited record, and each record is told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from summarizer.schemas import Actor, actors_of
from summarizer.summary.gate.cast import Mention, stands_for, subjects
from summarizer.summary.gate.material import Material, stem
from summarizer.summary.gate.verbs import NEGATOR, REFUSES
from summarizer.topics import tellings
from summarizer.topics.telling import Position, PositionWords

_BOUNDARY = re.compile(r"[;:.—]|\b(?:while|but|after|whereas|because|although|though|as|when)\b")
_LINKING = re.compile(
    r"[\s,]*(?:(?:and|then|also|later|has|have|had|was|were|that|it|they|he|she|who|which|would|will|but)\b[\s,]*)*"
)
_GOVERNED = re.compile(r"\b(?:to|be|of|by|for|from|after|in|without)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
_PARTICIPLE = re.compile(
    r"\b(?:sanctions?|measures|embargo|restrictions|ban|bans|truce|ceasefire|deal|plan|pause|"
    r"penalties|proposal|halt|accord)\s+"
    r"(?:\w+ly\s+)?$",
    re.IGNORECASE,
)
_AGENT = re.compile(r"\bby\s+((?:[^\s,;.]+\s*){1,12})")
_AFTER = 60
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


class Claim(NamedTuple):
    """A verb of a sentence and what it says.

    Attributes:
        start: offset of the verb.
        end: offset after it.
        classes: the classes that it may stand for.
        who: the names that are its subject; empty where none is named.
        main: whether it is a finite verb of its own, and not governed by another ("to impose").
    """

    start: int
    end: int
    classes: frozenset[str]
    who: tuple[Mention, ...]
    main: bool


def check_positions(material: Material) -> str | None:
    """Why what a sentence says of positions can't stand; `None` when all does."""
    return next(_wrong_claims(material), None) or next(_untold(material), None) or next(_wrong_others(material), None)


def _wrong_claims(material: Material) -> Iterator[str]:
    """Class verbs that no cited record bears out, by their subject."""
    plain = material.plain
    cited = _cited_words(material)
    for words in (telling.position_words for telling in tellings() if telling.position_words is not None):
        if (
            words not in cited
            and (found := words.noun.search(plain))
            and not any(stem(found[0]) in e.casefold() for e in material.evidence)
        ):
            yield f"off_record: no cited record is about {found[0]!r}"
    if not material.positions:
        return
    for claim in claims(material):
        fitting = [p for p in material.positions if p.stand in claim.classes]
        said = plain[claim.start : claim.end]
        if not claim.main:
            continue
        if not fitting:
            yield f"polarity_mismatch: no cited record says {said!r}"
            continue
        wrong = [m for m in claim.who if not any(stands_for(m, actor) for p in fitting for actor in _doers(p, said))]
        if wrong:
            yield f"attribution_mismatch: no cited record has {plain[wrong[0].start : wrong[0].end]!r} as who {said}"


def _cited_words(material: Material) -> list[PositionWords]:
    """The words of the topics of the cited positions, each once."""
    found: list[PositionWords] = []
    for position in material.positions:
        if position.words not in found:
            found.append(position.words)
    return found


def _doers(position: Position, verb: str) -> tuple[Actor | None, ...]:
    """Who may be the subject of a verb about a position: of an accusation, who makes it."""
    if verb.casefold().startswith("accus") and position.stand in position.words.accusations:
        return (position.source,)
    return (position.actor,)


def claims(material: Material) -> list[Claim]:
    """The class verbs of a sentence in order, each with its subject."""
    plain, found = material.plain, _class_verbs(material)
    opposite = {name: classes for words in _cited_words(material) for name, classes in words.negated.items()}
    kept: list[Claim] = []
    for start, end, classes in found:
        if kept and start < kept[-1].end:
            kept[-1] = kept[-1]._replace(end=max(end, kept[-1].end), classes=kept[-1].classes | classes)
            continue
        negated = _negated(plain, start, end)
        flipped = frozenset(c for one in classes for c in opposite.get(one, frozenset())) if negated else classes
        who, main = _subject(material, start, end, kept)
        main = main or negated
        kept.append(Claim(start, end, flipped, who, main))
    return kept


def _class_verbs(material: Material) -> list[tuple[int, int, frozenset[str]]]:
    """Every class verb with the classes that it may stand for, of the topics of the cited records."""
    plain = material.plain
    spans: dict[tuple[int, int], set[str]] = {}
    for words in _cited_words(material):
        for name, pattern in words.verbs.items():
            for m in pattern.finditer(plain):
                spans.setdefault((m.start(), m.end()), set()).add(name)
    longest = [
        (at, names)
        for at, names in spans.items()
        if not any(o != at and o[0] <= at[0] and at[1] <= o[1] for o in spans)
    ]
    return sorted((start, end, frozenset(names)) for (start, end), names in longest)


def _negated(plain: str, at: int, end: int) -> bool:
    """True if a verb is denied: by a negation before it, or by "no" before its object."""
    before = " ".join(plain[:at].split()[-3:])
    if re.match(r"\s+no (?:ceasefire|truce|pause|halt|sanctions|embargo)\b", plain[end:]):
        return True
    return bool(NEGATOR.search(before)) or bool(re.search(r"\b(?:refus\w+|declin\w+|fail\w+) to(?: \w+)?$", before))


def _subject(material: Material, start: int, end: int, earlier: list[Claim]) -> tuple[tuple[Mention, ...], bool]:
    """The names that are a verb's subject, and whether it is a main verb."""
    plain = material.plain
    said = plain[start:end].casefold()
    agent = _AGENT.match(plain[end:].lstrip()[:_AFTER]) if re.search(r"(?:ed|en|ne|put|cut|drawn)$", said) else None
    if agent is not None:
        at = plain.index(agent[0], end)
        named = [m for m in material.mentions if at <= m.start and m.end <= at + len(agent[0].rstrip())]
        return tuple(named[:1]), True
    if _GOVERNED.search(plain[:start]) or said.split()[0].endswith("ing") or _PARTICIPLE.search(plain[:start]):
        return (), False
    if not re.match(r"\w+(?:s|ed|t|d|w|ke|ve|ut|ept|ood|oke|ook|oze)\b", said.split()[0]):
        return (), False
    last = earlier[-1] if earlier else None
    begin = max([m.end() for m in _BOUNDARY.finditer(plain[:start])] or [0])
    if last is not None and last.end > begin:
        between = plain[last.end : start]
        chunk = re.split(r",? and |, ", between)
        if last.main and (len(chunk) == 1 or _LINKING.fullmatch(chunk[-1] + " ")):
            return last.who, bool(len(chunk) > 1)
        begin = start - len(chunk[-1])
    return tuple(subjects(material.mentions, plain, begin, start)), True


def _untold(material: Material) -> Iterator[str]:
    """Cited positions of which the sentence says nothing, or not whose they are."""
    plain, found = material.plain, claims(material)
    for position in material.positions:
        told = [c for c in found if position.stand in c.classes]
        actor = position.actor
        if not told and not _in_own_words(position, material):
            yield f"not_told: a cited record is {position.stand!r}, which the sentence does not say"
        elif not any(stands_for(m, actor) for m in material.mentions) and not _described(actor, plain):
            yield f"not_told: the sentence does not name {actor.name!r}"


def _described(actor: Actor, plain: str) -> bool:
    """True if a sentence has most of the words of an actor's name, in another order or form."""
    words = [stem(w) for w in re.findall(r"[^\W\d_]{3,}", actor.name) if w.casefold() not in ("the", "and", "for")]
    said = {stem(w) for w in re.findall(r"[^\W\d_]{3,}", plain)}
    return bool(words) and 2 * sum(w in said for w in words) > len(words) - (len(words) > 1)


def _in_own_words(position: Position, material: Material) -> bool:
    """True if the sentence has the position's phrase or most of its evidence word for word, without a class verb."""
    denies = NEGATOR.search(material.plain) or REFUSES.search(material.plain)
    if _others_class(position, material) or (position.denial and not denies):
        return False
    words = {stem(w) for w in re.findall(r"[^\W\d_]{4,}", position.phrase or position.evidence)}
    said = {stem(w) for w in re.findall(r"[^\W\d_]{4,}", material.sentence)}
    return len(words) >= 2 and 10 * len(words & said) >= 7 * len(words)


def _others_class(position: Position, material: Material) -> bool:
    return any(c.main and position.stand not in c.classes and not c.who for c in claims(material))


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
    known = [p.other for p in material.positions if p.other is not None]
    addressed = [p.other for p in material.positions if p.other is not None and p.addressed]
    for m in material.mentions:
        for pattern, fitting in ((_GOVERNS, known), (_ADDRESSED, addressed)):
            governed = fitting and pattern.search(plain[: m.start])
            if governed and not any(stands_for(m, other) for other in fitting):
                yield f"name_mismatch: no cited record has {plain[m.start : m.end]!r} as the other side"


def check_negations(material: Material) -> str | None:
    """Why a negation that a sentence has, or lacks, can't stand; `None` when all do."""
    plain = material.plain
    spans = [(c.start, c.end) for c in claims(material)]
    refusing = any(p.refusal for p in material.positions)
    for found in NEGATOR.finditer(plain):
        behind = plain[found.end() :]
        near = any(found.start() <= start <= found.end() + 25 or start <= found.start() < end for start, end in spans)
        if (near and material.positions) or _same_negation(behind, material):
            continue
        if refusing and re.match(r"\s+(?:\w+ ){0,2}(?:truce|ceasefire|pause|sanctions|halt|side|position)", behind):
            continue
        if any(p.unconditional for p in material.positions) and re.match(r"\s+(?:any )?condition", behind):
            continue
        return f"negation_mismatch: no cited record says {(found[0] + ' ' + ' '.join(behind.split()[:3])).strip()!r}"
    return None if REFUSES.search(plain) or NEGATOR.search(plain) else _dropped(material)


def _same_negation(behind: str, material: Material) -> bool:
    """True if the evidence denies what the sentence denies: the word next to the negation, or two of the next three."""
    denied = [stem(w) for w in re.findall(r"[^\W\d_]{4,}", behind)[:3]]
    for text in material.evidence:
        for found in NEGATOR.finditer(text):
            said = {stem(w) for w in re.findall(r"[^\W\d_]{4,}", text[found.end() :])[:5]}
            if set(denied[:1]) & said or len(set(denied) & said) > 1:
                return True
    return False


def _dropped(material: Material) -> str | None:
    """A verb that the evidence denies and the sentence asserts."""
    said = {stem(w) for w in re.findall(r"[^\W\d_]{4,}", material.plain)}
    for text in material.evidence:
        for found in NEGATOR.finditer(text):
            word = re.match(
                r"\s+(?:be |been |being |have |yet |so |to |any |a |the )*([^\W\d_]{4,})", text[found.end() :]
            )
            if word and stem(word[1]) in said and stem(word[1]) not in ("truce", "cease", "sanct", "ready"):
                return f"negation_mismatch: the article denies {word[1]!r}"
    return None
