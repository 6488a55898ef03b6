"""Positions in a sentence: each class verb with its subject belongs to a cited record, and each record is told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from summarizer.schemas import Actor, Record
from summarizer.summary.gate.cast import Mention, stands_for, subjects
from summarizer.summary.gate.echo import Echo
from summarizer.summary.gate.material import Material, stem, stems
from summarizer.summary.gate.sides import check_sides
from summarizer.summary.gate.verbs import NEGATOR, REFUSES
from summarizer.topics import tellings
from summarizer.topics.telling import Position, PositionWords

_BOUNDARY = re.compile(
    r"[;:.—]|\b(?:while|but|after|whereas|because|although|though|as|when|"
    r"(?:with|by|under|from|in|to|of|on|for|through) which)\b"
)
_SAID_THAT = re.compile(r"\b(?:said|says|say|told \w+|saying|announced|added|insisted)(?: that)?\s")
_DETERMINER = re.compile(r"\b(?:an?|the|its|their|his|her|such|any)\s+$", re.IGNORECASE)
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
_JOINED = 5


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
    return (
        next(_wrong_claims(material), None)
        or next(_wrong_governed(material), None)
        or next(_untold(material), None)
        or check_sides(material)
    )


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
        if not claim.main or _echoed(claim, material):
            continue
        if not fitting:
            if _of_measure(claim, material):
                continue
            yield f"polarity_mismatch: no cited record says {said!r}"
            continue
        wrong = [m for m in claim.who if not any(stands_for(m, actor) for p in fitting for actor in _doers(p, said))]
        if wrong:
            yield f"attribution_mismatch: no cited record has {plain[wrong[0].start : wrong[0].end]!r} as who {said}"


def _wrong_governed(material: Material) -> Iterator[str]:
    """Class verbs behind another verb ("asked that it be lifted") of a class that neither record nor evidence has."""
    known = {p.stand for p in material.positions}
    for words in _cited_words(material):
        known |= {name for name, pattern in words.verbs.items() if any(pattern.search(t) for t in material.said)}
    for claim in claims(material):
        if re.search(r"\b(?:be|been) $", material.plain[: claim.start]) and not claim.classes & known:
            yield f"polarity_mismatch: no cited record says {material.plain[claim.start : claim.end]!r}"


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
    passive = re.match(r"\w*(?:ed|en|ne|put|cut|drawn)\b", said)
    agent = _AGENT.match(plain[end:].lstrip()[:_AFTER]) if passive else None
    if agent is not None:
        at = plain.index(agent[0], end)
        named = [m for m in material.mentions if at <= m.start and m.end <= at + len(agent[0].rstrip())]
        return tuple(named[:1]), True
    if (
        _DETERMINER.search(plain[:start])
        or _GOVERNED.search(plain[:start])
        or said.split()[0].endswith("ing")
        or _PARTICIPLE.search(plain[:start])
    ):
        return (), False
    if not re.match(r"\w+(?:s|ed|t|d|w|ke|ve|ut|ept|ood|oke|ook|oze)\b", said.split()[0]):
        return (), False
    last = earlier[-1] if earlier else None
    begin = max([m.end() for m in _BOUNDARY.finditer(plain[:start])] or [0])
    if last is not None and last.end > begin:
        between = plain[last.end : start]
        chunk = re.split(r",? and |, ", between)
        beside = _AGENT.match(between.lstrip()) is not None  # "a text put forward by two members, the Council …"
        if last.main and not beside and (len(chunk) == 1 or _LINKING.fullmatch(chunk[-1] + " ")):
            return last.who, bool(len(chunk) > 1)
        begin = begin if beside else start - len(chunk[-1])
    named = subjects(material.mentions, plain, begin, start)
    that = max([m.end() for m in _SAID_THAT.finditer(plain[:start])] or [0])
    return tuple(_last_clause(plain, [m for m in named if m.start >= that] or named)), True


def _last_clause(plain: str, named: list[Mention]) -> list[Mention]:
    """The names behind the last "and" that joins clauses ("A sent troops home and B …"), not names ("A and B …")."""
    for index in range(len(named) - 1, 0, -1):
        between = plain[named[index - 1].end : named[index].start]
        if len(between.split()) > _JOINED and re.search(r"\band (?:the )?$", between):
            return named[index:]
    return named


def _echoed(claim: Claim, material: Material) -> bool:
    """True if a verb stands in the evidence word for word, with its subject or the word before it."""
    return any(
        echo.holds(claim.start, claim.end)
        and all(echo.holds(m.start, m.end) for m in claim.who)
        and (echo.opens or echo.start < claim.start)
        for echo in material.echoes
    )


def _of_measure(claim: Claim, material: Material) -> bool:
    """True if a verb is one of a cited record's measure, of which another verb says the class: "blocked and froze"."""
    said = re.escape(material.plain[claim.start : claim.end])
    behind = material.plain[claim.start :].casefold()
    return any(
        len(phrase.split()) >= 3
        and behind.startswith(phrase)
        and not p.denial
        and all(stands_for(m, p.actor) for m in claim.who)
        for p in material.positions
        for phrase in [(p.phrase or "").casefold().replace("’", "'")]
    ) or any(
        any(c.main and c is not claim and p.stand in c.classes and c.who in ((), claim.who) for c in claims(material))
        and re.search(rf"\b(?:is|are|was|were|be|been) {said}\b", p.phrase or "", re.IGNORECASE)
        and all(stands_for(m, p.actor) for m in claim.who)
        for p in material.positions
    )


def _untold(material: Material) -> Iterator[str]:
    """Cited positions of which the sentence says nothing, or not whose they are."""
    plain = material.plain
    named = subjects(material.mentions, plain, 0, len(plain))
    known = [p.actor for r, p in material.taken if _is_told(r, p, material)]
    for record, position in material.taken:
        actor = position.actor
        acts = [m for m in named if stands_for(m, actor) and not any(stands_for(m, other) for other in known)]
        if not _is_told(record, position, material):
            if known and not acts:
                continue  # cited for a name or a day
            yield f"not_told: a cited record is {position.stand!r}, which the sentence does not say"
        elif not any(stands_for(m, actor) for m in material.mentions) and not _described(actor, plain):
            yield f"not_told: the sentence does not name {actor.name!r}"


def _is_told(record: Record, position: Position, material: Material) -> bool:
    """True if a sentence says a position by a verb of its class, by its phrase, or in the words of its evidence."""
    told = any(position.stand in c.classes for c in claims(material))
    return told or _in_own_words(position, material) or _is_retold(record, position, material)


def _is_retold(record: Record, position: Position, material: Material) -> bool:
    """True if half of a quote of the evidence stands in the sentence word for word, with whose position it is."""
    said = material.sentence.replace("’", "'")
    denies, proof = (NEGATOR.search(t) or REFUSES.search(t) for t in (said, " ".join(e.quote for e in record.evidence)))
    if position.denial and proof and not denies:
        return False
    mentions = material.cast.mentions(said)
    for echo in material.retold(record):
        before = subjects(mentions, said, 0, echo.start) or [m for m in mentions if m.end <= echo.start]
        inside = [m for m in mentions if echo.holds(m.start, m.end)]
        nearest = [m for m in inside if stands_for(m, position.actor)] or before[-1:]
        if (
            (echo.whole or (echo.half and not _lacks_verb(echo, position, said)))
            and not _turned(echo, position, material)
            and any(stands_for(m, position.actor) for m in nearest)
        ):
            return True
    return False


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
    if not position.phrase and position.words.verbs[position.stand].search(position.evidence):
        return False  # the evidence has a verb of the class, and the sentence none
    words = {stem(w) for w in re.findall(r"[^\W\d_]{4,}", position.phrase or position.evidence)}
    said = {stem(w) for w in re.findall(r"[^\W\d_]{4,}", material.sentence)}
    return len(words) >= 2 and 10 * len(words & said) >= 7 * len(words)


def _lacks_verb(echo: Echo, position: Position, said: str) -> bool:
    """True if the evidence says the class by a verb that the stretch of it does not have."""
    verbs = position.words.verbs[position.stand]
    return verbs.search(position.evidence) is not None and not verbs.search(said[echo.start : echo.end])


def _turned(echo: Echo, position: Position, material: Material) -> bool:
    """True if the clause of a stretch has a verb of another class that is not of the evidence."""
    start = material.plain.find(material.sentence.replace("’", "'")[echo.start : echo.end])
    if start < 0:
        return False  # within quotation marks, where no claim is read
    begin = max([m.end() for m in _BOUNDARY.finditer(material.plain, 0, start)] or [0])
    end = start + echo.end - echo.start
    others = (c for c in claims(material) if begin <= c.start < end and position.stand not in c.classes)
    return any(c.main and not _echoed(c, material) for c in others)


def _others_class(position: Position, material: Material) -> bool:
    others = (c for c in claims(material) if c.main and position.stand not in c.classes and not c.who)
    return any(not _echoed(c, material) for c in others)


def check_negations(material: Material) -> str | None:
    """Why a negation that a sentence has, or lacks, can't stand; `None` when all do."""
    plain = material.plain
    spans = [(c.start, c.end) for c in claims(material)]
    refusing = any(p.refusal for p in material.positions)
    for found in NEGATOR.finditer(plain):
        behind = plain[found.end() :]
        near = any(found.start() <= start <= found.end() + 25 or start <= found.start() < end for start, end in spans)
        if (near and material.positions and not _put_in(material, found)) or _same_negation(behind, material):
            continue
        if refusing and re.match(r"\s+(?:\w+ ){0,2}(?:truce|ceasefire|pause|sanctions|halt|side|position)", behind):
            continue
        if any(p.unconditional for p in material.positions) and re.match(r"\s+(?:any )?condition", behind):
            continue
        return f"negation_mismatch: no cited record says {(found[0] + ' ' + ' '.join(behind.split()[:3])).strip()!r}"
    return None if REFUSES.search(plain) or NEGATOR.search(plain) else _dropped(material)


def _put_in(material: Material, found: re.Match[str]) -> bool:
    """True if a negation stands before a verb that the evidence has, and neither evidence nor record denies a thing."""
    verb = next((c for c in claims(material) if found.start() <= c.start <= found.end() + 25), None)
    if verb is None or any(p.denial for p in material.positions):
        return False
    said = stem(material.plain[verb.start : verb.end])
    return (
        not re.search(r"\b(?:unless|until|before|without)\b", material.plain)
        and any(said in stems([text]) for text in material.evidence)
        and not any(NEGATOR.search(text) or REFUSES.search(text) for text in material.evidence)
    )


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
