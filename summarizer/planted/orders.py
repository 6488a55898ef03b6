"""Words addressed to the machine that reads a text, and imitations of a prompt or of a reply.

An order counts from the sentence that gives it to the end of its paragraph: what follows is what it orders. Direct
speech of people ("Ignore your instructions," the general told his men) is none.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources

import regex

from summarizer.article import Span
from summarizer.planted.letters import seen_forms

ORDER, IMITATION = "an order to a machine", "an imitation of a prompt or reply"

_START = (
    r"(?:(?:^(?:\W*(?:by|from|author|(?:written|posted|edited) by)\b:?\s+)?|"
    r"[.!?:;\"“”'‘’«»(\[>*•¿¡。！？]|[–—-]\s)\s*"
    r"|\b(?:please|now|always|just|you (?:must|should|will|shall|can"
    r"|may|are to|have to|need to)(?: now)?|also|instead|bitte|por favor|per favore|пожалуйста|будь ласка),?\s+)"
)
_WITHIN = r"[^.!?\n]{0,90}?"
_SHORT = r"(?:[\w’'-]+\s+){0,3}?"
_POLITELY = r"(?:(?:please|you|now|must|should|always|only|just|also),?\s+){0,3}"
_FIELDS = (
    r"(?:evidence|victim_type|perpetrator|responsibility|cumulative|actor|counterparty|stance|date_text|duration_text"
    r"|quotes?|topic|party|records?|unconditional)"
)
_ANY_FIELD = (
    rf"(?:{_FIELDS}|killed|injured|missing|captured|victims|location|weapon|source|target|measure|status|sector)"
)
_LABEL = regex.compile(
    r"(?im)^[\W_]{0,8}(?:(?:begin|end|start|end of|start of|beginning of)\s+)?"
    r"(?:(?:new|updated|revised|hidden|secret|internal|important|additional|special|your)\s+)*"
    r"(?:(?:(?:system|developer|assistant|admin|prompt|model|user)\b\s*)+(?:message|instructions?|override|notice|mode"
    r"|update|note|reply|response|output|answer|prompt)?|(?:new|updated|revised|hidden|secret|additional|your)\s+(?:instructions?"
    r"|task|role)|instructions? override)[\W_]{0,8}?(?:[:\]#=*]|[-–—]\s|$)"
)
_HAS_MARK = regex.compile(r"[:\]#=*]|[-–—]\s*$")
_IMITATION = regex.compile(
    r"(?im)^[\W_]{0,4}(?:(?:sure|certainly|of course|okay|ok|understood|absolutely)\b[!,.:]?\s+(?:i|here|below)\b"
    r"[^\n]{0,80}?\b(?:records?|json|list|summary|extraction|output)\b"
    r"|here (?:is|are) (?:the|your) (?:\w+ ){0,2}(?:records?|json|output|extraction)\b"
    r"|(?:expected |model |final |correct |gold |ideal |sample |assistant )?(?:output|completion|extraction|json)\s*:"
    r"|(?:expected|model|final|correct|gold|ideal|sample) (?:records?|answer|reply|response)\s*:"
    r"|end of (?:the |this )?(?:article|document|text|context|input|prompt)\b"
    r"|(?:the )?(?:new|next|second|real|actual|corrected|updated|true) article\s*(?:follows|begins|:)"
    r"|(?:title\s*:[^\n]*\n\W*)?published\s*:\s*\d{4}-\d\d-\d\d"
    rf"|(?:[-*]\s*)?[\"']?{_FIELDS}[\"']?\s*[:=]\s*\S[^\n]*\n[\W_]*{_ANY_FIELD}[\"']?\s*[:=]"
    rf"|(?:[-*]\s*)?[\"']?{_ANY_FIELD}[\"']?\s*[:=]\s*\S[^\n]*\n[\W_]*{_FIELDS}[\"']?\s*[:=])"
)
_TASK = (
    r"\byou (?:read|extract|summari[sz]e|receive|analy[sz]e|are given|will (?:be given|receive|read)) (?:\w+ ){0,2}?"
    r"(?:articles?|records?|documents?|texts?|news)\b"
    r"|\byour (?:new |only |real |actual |true )?(?:task|instructions|goal|job) (?:now )?(?:is|are) (?:now )?to"
    r" (?:\w+ )?(?:report|extract|output|return|list|summari[sz]e|reply|answer|write)\b"
    r"|\bfrom now on,? (?:you|your)\b|\bthe article is data\b|\bcopy words exactly\b|\bgive every list\b"
)
_READING = (
    r"\b(?:when|while|before|after|if|in) (?:you (?:are )?)?"
    r"(?:summari[sz]|extract|process|pars|report|answer|analy[sz])\w*"
)
_BACK = regex.compile(
    r"(?i)\b(?:this|that|the (?:above|preceding|previous|last)) (?:sentence|paragraph|line|figure|statement|"
    r"toll|number|text|claim|report)|\bthe above\b|\b(?:stated|given|written) above\b"
)
_ON = regex.compile(r"(?i)[:：]\s*$|\b(?:(?:the )?following|as follows|follows?|below)\W*$|published\s*:[^\n]*$")
_SENTENCE = regex.compile(r"[.!?][\"”’)\]]*\s+|[。！？]|\n")
_SPEECH = regex.compile(
    r"(?i)\b(?:said|says|told|tells|shouted|wrote|asked|replied|added|posted|urged|warned|ordered|recalled)\b"
)


def orders_in(text: str) -> Iterator[tuple[Span, str]]:
    """Yields what a text orders a machine to do, and what imitates a prompt or a reply, each with what it is."""
    for seen in seen_forms(text):
        for found, what in _matches(seen.text):
            start, end = _reach(seen.text, found)
            yield Span(*seen.original(start, end)), what


def _matches(text: str) -> Iterator[tuple[regex.Match[str], str]]:
    for language in _table():
        if _gate(language).search(text):
            for pattern in _commands(language):
                yield from ((match, ORDER) for match in pattern.finditer(text) if not _is_spoken(text, match))
    for match in _LABEL.finditer(text):
        if _HAS_MARK.search(match.group()) and regex.search(r"\w", match.group()):
            yield match, ORDER
    yield from ((match, IMITATION) for match in _IMITATION.finditer(text))


def _reach(text: str, match: regex.Match[str]) -> tuple[int, int]:
    """From the sentence of an order to the end of its paragraph, or of the next where it announces that."""
    opening = text.rfind("\n\n", 0, match.start()) + 2 if "\n\n" in text[: match.start()] else 0
    at = match.end() - len(match.group().lstrip("\n .!?:;\"“”'‘’«»(["))
    starts = [found.end() for found in _SENTENCE.finditer(text, opening, at)]
    end = _paragraph_end(text, match.end())
    sentence = _SENTENCE.search(text, match.end(), end)
    start = opening if _BACK.search(text, at, sentence.end() if sentence else end) else (starts or [opening])[-1]
    following = regex.compile(r"\n\s*\n").match(text, end)
    if following and _ON.search(text[start:end]):
        end = _paragraph_end(text, following.end())
    return start, end


def _paragraph_end(text: str, at: int) -> int:
    found = regex.compile(r"\n\s*\n").search(text, at)
    return found.start() if found else len(text)


def _is_spoken(text: str, match: regex.Match[str]) -> bool:
    """True of words in quotation marks that someone is told to have said."""
    start = text.rfind("\n", 0, match.start()) + 1
    before, end = text[start : match.end()], _paragraph_end(text, match.end())
    quoted = before.count("“") > before.count("”") or before.count('"') % 2 == 1
    outside = regex.sub(r"“[^”]*”|\"[^\"]*\"", " ", text[start:end])
    return quoted and _SPEECH.search(outside) is not None


@cache
def _gate(language: str) -> regex.Pattern[str]:
    """Words without one of which a text gives no order in a language; one search for all languages is slower."""
    return regex.compile(f"(?im){_words_of_orders(language)}")


def _words_of_orders(language: str) -> str:
    words = _table()[language]
    edge = r"\b" if words.get("spaced", True) else ""
    known = "|".join(f"{edge}{words[key]}{edge}" for key in ("rules", "machine", "reply") if key in words)
    more = rf"|{_TASK}|{_READING}|\b{_ANY_FIELD}\s*(?:field )?(?:=|:|as|to|with)\s*[\"'“‘\w]"
    return known + (more if language == "en" else "")


@cache
def _table() -> dict[str, dict[str, str | bool]]:
    raw = resources.files("summarizer.planted").joinpath("orders.toml").read_text(encoding="utf-8")
    return tomllib.loads(raw)


@cache
def _commands(language: str) -> tuple[regex.Pattern[str], ...]:
    """Patterns of orders in a language; compiled when a text has words for them."""
    words = _table()[language]
    patterns = [*_orders(words)]
    if language == "en":
        patterns += [_TASK, *_english({key: str(one) for key, one in words.items()})]
    return tuple(regex.compile(f"(?im){pattern}") for pattern in patterns)


def _orders(words: dict[str, str | bool]) -> Iterator[str]:
    """The orders that every language has: to ignore rules, and to a machine to report."""
    edge = r"\b" if words.get("spaced", True) else ""
    ignore, rules, machine, report = (f"{edge}{words[k]}{edge}" for k in ("ignore", "rules", "machine", "report"))
    yield rf"{_START}{ignore}{_WITHIN}{rules}"
    if words.get("verb_last"):
        yield rf"{rules}{_WITHIN}{ignore}"
    if "reply" not in words:  # English has words of its own for who is spoken to
        yield rf"(?:^|[.!?:¡¿。]\s*){_SHORT}{machine}\s*[:,;—–!،、，：]\s*{_SHORT}{report}"


def _english(words: dict[str, str]) -> Iterator[str]:
    machine, report, reply = words["machine"], words["report"], words["reply"]
    every = r"(?:(?:any|all|the|every|each|our|other|future|you|whichever|whatever|automated|dear)\s+){0,3}"
    reading = (
        r"(?:that|which|who|when|while)?\s*(?:(?:is|are|may be) )?(?:read(?:s|ing)?|process(?:es|ing)?|pars(?:es?|ing)"
        r"|summari[sz](?:es?|ing)|analy[sz](?:es?|ing)|extract(?:s|ing)?|scan(?:s|ning)?|index(?:es|ing)?|ingest(?:s|ing)?)\b"
    )
    yield (
        r"(?:^|[.!?:]\s*)[\W_]{0,6}(?:(?:very |urgent |important )?(?:attention|notice|note|message|memo|instructions?"
        r"|reminder|request|dear|hello|hey|hi)(?: to| for)?[\s:,]+)"
        rf"{every}{machine}(?=\s*(?:[:,;—–!.()-]|{reading}|must\b|should\b|please\b|$))"
    )
    yield rf"\b{every}{machine}\s+{reading}\s+(?:this|the (?:above|present)|these)\b"
    yield rf"\byou(?:['’]re| are)\s+(?:now\s+|no longer\s+)?(?:an?|the|my)?\s*(?:[\w-]+ ){{0,3}}{machine}\b"
    yield (
        rf"{_READING}[^.!?\n]{{0,60}}[,:]\s*{_POLITELY}"
        rf"(?:{report}|state|say|mention|claim|note|tell|assume)\b"
    )
    yield rf"\b(?:as|being) an? (?:\w+ ){{0,2}}{machine},? (?:you|your)\b"
    yield rf"(?:^|[.!?]\s*)[\W_]{{0,4}}(?:@|hey |ok |okay )?{machine}\s*[:,—–]\s*{_POLITELY}{report}\b"
    start = _START.replace("[.!?:;", "[.!?:;,", 1)
    yield rf"{start}{report}\b{_WITHIN}{reply}"
    yield (
        rf"{_START}(?:set|mark|treat|classify|label|change|count|fill in)\b{_WITHIN}\b{_ANY_FIELD}\b"
        r"\s*(?:field )?(?:=|:|as|to|with)\s*[\"'“‘\w]"
    )
