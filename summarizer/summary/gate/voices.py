"""Attribution in a sentence: whose statement it is, who did the harm, and how the accused answer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from summarizer.phrasing.words import LEXICON
from summarizer.schemas import Actor
from summarizer.summary.gate.cast import Mention, stands_for
from summarizer.summary.gate.material import Material, stem
from summarizer.summary.gate.numbers import figures, retells_no_harm
from summarizer.summary.gate.verbs import SPEECH
from summarizer.values.numbers import find_numbers

_VOICE = re.compile(rf"\b{SPEECH}\b", re.IGNORECASE)
_ACCORDING = re.compile(
    r"\b(?:according to|by the (?:count|reckoning|account) of|in the words of|on the word of|"
    r"as told by)\s+([^,;.]+(?:, [^,;.]+(?=,))?)",
    re.IGNORECASE,
)
_STOP = re.compile(r"[;:.]|\b(?:while|but|whereas|although|though)\b")
_PRONOUN = re.compile(
    r"^(?:and |also |it|he|she|they|who|which|that)\b|\bsaying (?:that )?(?:it|he|she|they)$", re.IGNORECASE
)
_ANSWER = re.compile(
    r"\b(?:denie[ds]|deny|denying|claim(?:s|ed|ing)? (?:\w+ )?(?:responsibility|credit)|"
    r"took (?:\w+ )?(?:responsibility|credit)|"
    r"admitt?(?:s|ed)|acknowledged|conceded|owned up)\b",
    re.IGNORECASE,
)
_DENIES = re.compile(
    r"\b(?:denie[ds]|deny|denying|denial|reject(?:s|ed) (?:the )?(?:blame|accusation|charge|responsib))\w*", re.I
)
_RESPONSIBLE = re.compile(
    r"\s+(?:any |all |having (?:any )?)?"
    r"(?:responsibility|involvement|blame|guilt|it\b|the (?:charges?|accusations?|attack))",
    re.IGNORECASE,
)
_OWNS = re.compile(
    r"\b(?:claim|took|admit|acknowledg|conced|accept|own)\w* (?:\w+ )?(?:responsibility|credit|to it|"
    r"up)\b|\bsaid (?:that )?it (?:was|had|carried|did)\b",
    re.I,
)
_BLAMES = re.compile(
    r"\bblam(?:ed|es|ing)(?: on)?\b|\bblame (?:was |is )?(?:put|laid|pinned|placed) on\b|"
    r"\bheld\b(?=[^;.]{0,40}responsible)|(?<!the )\bnames\b(?! of)|\battributed to\b|\baccus(?:ed|es)\b",
    re.IGNORECASE,
)
_GENERIC = re.compile(
    r"\b(?:officials?|authorities|witnesses|residents|medics|doctors|sources?|reportedly|reports)\b", re.IGNORECASE
)


def check_voices(material: Material) -> str | None:
    """Why an attribution, a doer or an answer can't stand; `None` when all do."""
    return (
        next(_wrong_speakers(material), None)
        or next(_wrong_figures(material), None)
        or next(_unattributed(material), None)
        or next(_wrong_doers(material), None)
        or next(_wrong_answers(material), None)
    )


def _speakers(material: Material) -> Iterator[tuple[int, int]]:
    """Where a sentence names whose word it is: spans of the phrase."""
    plain = material.plain
    for found in _ACCORDING.finditer(plain):
        yield found.start(1), found.end(1)
    for found in _VOICE.finditer(plain):
        passive = re.search(r"\b(?:was|were|is|are|been|be)\s+$", plain[: found.start()])
        if passive or re.match(r"\s+(?:to|on|an end|responsible|missing)\b", plain[found.end() :]):
            continue
        begin = max([m.end() for m in _STOP.finditer(plain[: found.start()])] or [0])
        before = plain[begin : found.start()].rstrip(" ,")
        after = re.match(r"\s+((?:the |a |an )?[^,;.▪]{2,80})", plain[found.end() :])
        inverted = (
            plain[: found.start()].rstrip().endswith((",", "▪")) and plain[found.start()] != "," and after is not None
        )
        if inverted and not before.strip(" ▪").endswith(tuple("abcdefghijklmnopqrstuvwxyz")):
            yield found.end() + 1, found.end() + after.end() if after else found.end()
            continue
        piece = re.split(r", | and (?=it\b|he\b|she\b|they\b)", before)
        words = piece[-1] if piece[-1].strip() else before
        if len(piece) > 1 and re.match(r"(?:the |a |an )?[a-z]", words) and len(piece[-2].split()) <= 8:
            words = before[before.rindex(piece[-2]) :]
        at = begin + plain[begin : found.start()].rindex(words)
        yield at, at + len(words)


def _wrong_speakers(material: Material) -> Iterator[str]:
    """Words put into the mouth of who did not say them."""
    plain, allowed = material.plain, _allowed(material)
    for start, end in _speakers(material):
        phrase = plain[start:end].strip()
        if not phrase or _PRONOUN.search(phrase):
            continue
        if any(_is_described(actor, phrase) for actor in allowed):
            continue
        named = [m for m in material.mentions if start <= m.start and m.end <= end and not _owned(plain, start, m)]
        bad = [m for m in named if not any(stands_for(m, a) for a in allowed) and not _speaks_in_evidence(m, material)]
        if bad:
            said = plain[bad[0].start : bad[0].end]
            yield f"attribution_mismatch: no cited record has it from {said!r}"
        elif not named and not _known_voice(phrase, allowed, material):
            yield f"attribution_mismatch: no cited record has it from {phrase!r}"


def _wrong_figures(material: Material) -> Iterator[str]:
    """Figures of one record told as the word of who gives those of another."""
    plain, sources = material.plain, [r.source for r in material.records if r.source is not None]
    given = [(toll, record.source) for record, toll in material.counted]
    spans = sorted(_speakers(material))
    for index, (start, end) in enumerate(spans):
        speaking = [m for m in material.mentions if start <= m.start and m.end <= end]
        voices = [s for s in sources if any(stands_for(m, s) for m in speaking)]
        stop = min([m.start() for m in _STOP.finditer(plain, end)] + [s for s, _ in spans[index + 1 :]] + [len(plain)])
        for number in find_numbers(plain[end:stop]) if voices else ():
            givers = [source for toll, source in given if number.value in figures(toll)]
            if givers and None not in givers and not any(giver in voices for giver in givers):
                yield f"attribution_mismatch: {voices[0].name!r} does not say {number.value:g}"


def _is_described(actor: Actor, phrase: str) -> bool:
    """True if a phrase has every telling word of an actor's name of several."""
    words = {stem(w) for w in re.findall(r"[^\W\d_]{3,}", actor.name)} - {"the", "and", "own"}
    return len(words) > 1 and words <= {stem(w) for w in re.findall(r"[^\W\d_]{3,}", phrase)}


def _owned(plain: str, start: int, mention: Mention) -> bool:
    """True for a name that only describes the speaker: behind a preposition, in the phrase."""
    behind = re.search(r"\b(?:of|in|for|at|from|on|near|by|with)\s+(?:the )?$", plain[start : mention.start])
    return bool(behind) or bool(re.match(r"'s\b", plain[mention.end :]))


def _allowed(material: Material) -> list[Actor]:
    """Whose word a sentence may say that it is."""
    found = [r.source for r in material.records if r.source is not None]
    owners = [toll.doer for toll in material.tolls if toll.doer is not None and toll.answer == "claimed"]
    return found + [p.actor for p in material.positions if p.stand not in p.words.accusations] + owners


def _speaks_in_evidence(mention: Mention, material: Material) -> bool:
    """True if somebody speaks in the evidence of a cited record by that name, right before a verb of speech."""
    for text in material.evidence:
        for m in material.cast.mentions(text):
            behind = re.match(r"(?:,[^,]{1,60},)?(?:\s+\w+){0,2}?\s+(\w+(?: of)?)", text[m.end :])
            if m.keys & mention.keys and behind and _VOICE.fullmatch(behind[1]):
                return True
            if m.keys & mention.keys and re.search(rf"(?:according to|{SPEECH}) (?:the )?$", text[: m.start]):
                return True
    return False


def _known_voice(phrase: str, allowed: list[Actor], material: Material) -> bool:
    """True if a described speaker ("a surgeon") is a source's name or stands so in the cited evidence."""
    words = [
        stem(w)
        for w in re.findall(r"[^\W\d_]{4,}", phrase)
        if w.casefold() not in ("according", "have", "been", "were", "that")
    ]
    if not words:
        return True
    names = {stem(w) for actor in allowed for w in re.findall(r"[^\W\d_]{4,}", actor.name)}
    evidence = {stem(w) for text in material.evidence for w in re.findall(r"[^\W\d_]{4,}", text)}
    return bool(set(words) & names) or all(w in evidence for w in words[-2:])


def _unattributed(material: Material) -> Iterator[str]:
    """Claims told in the article's own voice that a cited record has from somebody."""
    plain = material.plain
    if material.tolls and retells_no_harm(material):
        return
    for record in material.records:
        source = record.source
        if source is None or _same_actor(source, record):
            continue
        if any(stands_for(m, source) for m in material.mentions) or _told_of(source, plain):
            continue
        yield f"attribution_missing: {source.name!r} is whose word it is"


def _same_actor(source: Actor, record: object) -> bool:
    """True if the one who says so is the one whose position it is."""
    actor = getattr(record, "actor", None)
    words = [set(re.findall(r"[^\W\d_]{4,}", a.name.casefold())) for a in (source, actor) if isinstance(a, Actor)]
    return isinstance(actor, Actor) and (
        (all(words) and (words[0] <= words[1] or words[1] <= words[0]))
        or actor.name == source.name
        or (actor.party is not None and actor.party == source.party)
    )


def _told_of(source: Actor, plain: str) -> bool:
    """True if a sentence has a telling word of the source's name."""
    words = [stem(w) for w in re.findall(r"[^\W\d_]{4,}", source.name)]
    said = {stem(w) for w in re.findall(r"[^\W\d_]{4,}", plain)}
    return not words or bool(set(words) & said)


def _wrong_doers(material: Material) -> Iterator[str]:
    """Who is said to have done the harm, where no cited record holds that."""
    if not material.tolls:
        return
    plain = material.plain
    arms = LEXICON.things | LEXICON.events
    doers = [t.doer for t in material.tolls if t.doer is not None]
    words = " \n ".join(
        (*material.evidence, *(w for t in material.tolls for w in (t.means, t.victims) if w))
    ).casefold()
    for m in material.mentions:
        said = plain[m.start : m.end]
        by = re.search(r"\b(?:by|of)\s+(?:the |a |an )?$", plain[: m.start]) and re.search(
            r"\b(?:killed|injured|wounded|hurt|captured|fired|launched|carried out|shot|died)\b[^;,.]{0,40}$",
            plain[: m.start],
        )
        behind = re.match(r"(?:'s)?\s+((?:[\w-]+\s+)?)([\w-]+)", plain[m.end :])
        if behind is not None and behind[1].strip().casefold() in (
            "was",
            "were",
            "is",
            "are",
            "been",
            "be",
            "and",
            "or",
            "since",
            "when",
            "after",
        ):
            behind = None
        armed = behind is not None and {behind[1].strip().casefold(), behind[2].casefold()} & (
            arms | {"killed", "wounded", "injured", "shot", "forces", "troops", "army"}
        )
        if not (by or armed) or any(stands_for(m, doer) for doer in doers):
            continue
        first = (behind[1].strip() or behind[2]) if behind else ""
        phrase = f"{said} {first}".strip().casefold()
        if phrase not in words and not (by and not armed and re.search(rf"\bof (?:the )?{re.escape(said)}", plain)):
            yield f"attribution_mismatch: no cited record has {said!r} as who did it"


def _is_denied(behind: str, proof: str) -> bool:
    """True if the evidence denies what a sentence does: a denial of something else is no denial of responsibility."""
    what = _RESPONSIBLE.match(behind)
    if what is None:
        return _DENIES.search(proof) is not None
    return any(_RESPONSIBLE.match(proof[found.end() :]) for found in _DENIES.finditer(proof))


def _wrong_answers(material: Material) -> Iterator[str]:
    """Answers and blame that a cited record does not hold."""
    if not material.tolls:
        return
    plain = material.plain
    accused = [t for t in material.tolls if t.doer is not None]
    proof = " ".join(material.evidence)
    for pattern, fits in (
        (_DENIES, ("denied",)),
        (_OWNS, ("claimed",)),
        (_BLAMES, ("alleged", "claimed", "denied", "undisputed")),
    ):
        for found in pattern.finditer(plain):
            fitting = [t.doer for t in accused if t.answer in fits]
            if (
                not fitting
                and not (pattern is _DENIES and _is_denied(plain[found.end() :], proof))
                and not (pattern is _OWNS and found[0][:20] in proof)
            ):
                yield f"polarity_mismatch: no cited record says {found[0]!r}"
                continue
            begin = max(
                [
                    m.end()
                    for m in re.finditer(r"[;:.]|, (?:and|but|while|which)\b|\bwhile\b|\bbut\b", plain[: found.start()])
                ]
                or [0]
            )
            named = [m for m in material.mentions if begin <= m.start and m.end <= found.start()]
            if pattern is _BLAMES and not re.search(r"\b(?:was|were|is|are|been)\s+$", plain[: found.start()]):
                named = [m for m in material.mentions if m.start >= found.end()][:1]
            last = named[-1:] if pattern is not _BLAMES or not named else named
            if fitting and last and not any(stands_for(m, a) for m in last for a in fitting):
                yield f"attribution_mismatch: no cited record has {plain[last[0].start : last[0].end]!r} there"
