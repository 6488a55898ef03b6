"""Makes control characters of articles and models visible, so that text never acts on a terminal or browser.

Characters that move a cursor, colour a screen or turn the order of reading are made visible, so that nothing is lost
in silence and nothing acts. Escaping for a format (HTML, Markdown) comes after, where that format is written.
"""

from __future__ import annotations

import re

ACTING = re.compile(
    "["
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # controls, save tab and newline; escape sequences begin with one of these
    "\u2028\u2029"  # line and paragraph separator
    "\u202a-\u202e\u2066-\u2069\u206a-\u206f"  # embeddings, overrides and isolates of direction
    "\ufff9-\ufffb\ufffe\uffff"  # interlinear annotation, noncharacters
    "\ud800-\udfff"  # lone surrogates, which no encoding can write
    "\U000e0000-\U000e007f"  # tags, which nobody can see
    "]"
)


def visible(text: str) -> str:
    """The text with each character that acts rather than shows replaced by a sign for it.

    Tabs and newlines stay. An escape character becomes ␛ (the rest of its sequence stays as the harmless letters that
    it is), a right-to-left override becomes ⟨U+202E⟩.
    """
    return ACTING.sub(_sign, text)


def one_line(text: str) -> str:
    """The text made visible, each run of white space one space."""
    return " ".join(visible(text).split())


def _sign(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "␡"
    return f"⟨U+{code:04X}⟩"
