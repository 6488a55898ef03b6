"""Stretches of a text that are no prose, by their marks: comments, hidden elements, code, tags of a chat, data."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from summarizer.article import Span

_HIDING = (
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*0(?![.\d]*[1-9])"
    r"|opacity\s*:\s*0(?![.\d]*[1-9])|(?<![\w-])color\s*:\s*(?:#fff(?:fff)?\b|white\b|transparent\b)"
    r"|\bhidden(?=[\s/>=])|aria-hidden\s*=\s*[\"']?true"
)
_HIDDEN = regex.compile(
    r"(?si)<!--.*?(?:-->|\n\s*\n|\Z)"
    r"|<(?P<unseen>script|style|template|noscript|iframe|object|svg|head)\b[^<>]*>.*?(?:</(?P=unseen)\s*>|\Z)"
    rf"|<(?P<element>[a-z][a-z\d-]*)\b[^<>]*(?:{_HIDING})[^<>]*>.*?(?:</(?P=element)\s*>|\n\s*\n|\Z)"
    r"|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}"
)
_INVISIBLE = regex.compile("[\U000e0000-\U000e007f]+")
_FENCE = regex.compile(r"(?sm)^[ \t]{0,3}(?P<fence>`{3,}|~{3,}).*?(?:^[ \t]{0,3}(?P=fence)[`~]*[ \t]*$|\Z)")
_TURN = regex.compile(
    r"(?i)<\|[\w ]{1,40}\|?>|<｜[^<>｜]{1,40}｜>|\[/?(?:INST|SYS(?:TEM)?|ASSISTANT|USER|PROMPT|INSTRUCTIONS?)\]"
    r"|<</?SYS>>|<(?:start|end)_of_turn>"
    r"|</?(?:system|assistant|user|human|developer|instructions?|prompt|context|documents?|tool\w*|function\w*|admin|root"
    r"|output|response|reply|answer|records?|result|thinking|task|rules|example|data|override|important|secret)"
    r"(?:[\s:_-][^<>\n]{0,80})?/?>"
)
_FRAME = regex.compile(r"(?i)<\s*(?P<end>/?)\s*articles?\b[^<>\n]{0,80}>")
_DATA = regex.compile(r"[\[{]\s*(?:[\[{]\s*)*(?P<quote>[\"“'])[\p{L}_][\w .-]{0,40}[\"”']\s*:")
_ADDRESS = regex.compile(r"(?<!\]\()(?<![(\w])(?:https?://|www\.)[^\s<>\"”’]+|#\w{12,}|\bdata:[\w/]+[;,][^\s]+")
_BLANK = regex.compile(r"\n\s*\n")
_MOST_DATA = 50_000


def structures_in(text: str) -> Iterator[tuple[Span, str]]:
    """Yields stretches that are no prose, each with what it is."""
    if "<" in text or "{" in text:
        yield from ((Span(*match.span()), "text that no reader sees") for match in _HIDDEN.finditer(text))
    if not text.isascii():
        yield from ((Span(*match.span()), "characters that no reader sees") for match in _INVISIBLE.finditer(text))
    if "```" in text or "~~~" in text:
        yield from ((Span(*match.span()), "code") for match in _FENCE.finditer(text))
    if "<" in text or "[" in text:
        yield from ((span, "tags of a chat with a model") for span in _turns(text))
        yield from ((span, "tags that imitate the frame of the article") for span in _frames(text))
    if "{" in text or "[" in text:
        yield from ((span, "data for a machine") for span in _data(text))
    yield from ((Span(*match.span()), "an address") for match in _ADDRESS.finditer(text))


def paragraph_end(text: str, at: int) -> int:
    """Where the paragraph that holds an offset ends."""
    found = _BLANK.search(text, at)
    return found.start() if found else len(text)


def _turns(text: str) -> Iterator[Span]:
    """From a tag of a chat to the one that closes it; without one, to the next tag or the end of the paragraph."""
    tags = list(_TURN.finditer(text))
    at = 0
    while at < len(tags):
        first = last = tags[at]
        name = _name(first.group())
        rest = tags[at + 1 :]
        closing = next((n for n, tag in enumerate(rest) if _closes(tag.group()) and _name(tag.group()) == name), None)
        if closing is None:
            closing = next((n for n, tag in enumerate(rest) if _closes(tag.group())), None)
        if closing is not None and not _closes(first.group()):
            last = rest[closing]
            yield Span(first.start(), last.end())
            at += closing + 2
        else:
            following = rest[0].start() if rest else len(text)
            yield Span(first.start(), min(following, _behind(text, first.end())))
            at += 1


def _behind(text: str, at: int) -> int:
    """The end of what a tag without a closing one opens: its paragraph, or the next where it stands alone."""
    end = paragraph_end(text, at)
    return end if text[at:end].strip() else paragraph_end(text, end + len(_blank_at(text, end)))


def _blank_at(text: str, at: int) -> str:
    found = _BLANK.match(text, at)
    return found.group() if found else ""


def _name(tag: str) -> str:
    found = regex.search(r"\w+", tag)
    return found.group().lower() if found else ""


def _closes(tag: str) -> bool:
    return "/" in tag[:3] or regex.search(r"(?i)\b(?:im_end|eot\w*|end\w*)\b", tag) is not None


def _frames(text: str) -> Iterator[Span]:
    """What stands behind a tag that would end the article, up to one that would begin it again."""
    opened = False
    ended: int | None = None
    tags = list(_FRAME.finditer(text))
    for number, tag in enumerate(tags):
        closed = next((later for later in tags[number + 1 :] if later["end"]), None)
        if not tag["end"] and ended is None and closed is not None and text[: tag.start()].strip():
            yield Span(tag.start(), closed.end())  # another article within this one
        if ended is not None and not tag["end"]:
            yield Span(ended, tag.end())
            ended, opened = None, True
        elif tag["end"] and not opened and ended is None:
            ended = tag.start()
        else:
            opened = not tag["end"]
            yield Span(*tag.span())
    if ended is not None:
        yield Span(ended, len(text))


def _data(text: str) -> Iterator[Span]:
    """Objects and lists as JSON writes them, to the bracket that closes them."""
    at = 0
    while (found := _DATA.search(text, at)) is not None:
        end = _closing(text, found.start())
        yield Span(found.start(), end)
        at = max(end, found.end())


def _closing(text: str, start: int) -> int:
    """Where the bracket at an offset is closed; the end of the paragraph where it is not."""
    depth, quoted = 0, False
    for at in range(start, min(len(text), start + _MOST_DATA)):
        char = text[at]
        if char == '"' and text[at - 1] != "\\":
            quoted = not quoted
        elif not quoted and char in "[{":
            depth += 1
        elif not quoted and char in "]}":
            depth -= 1
            if depth == 0:
                return at + 1
    return paragraph_end(text, start)
