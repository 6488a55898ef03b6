"""Letters as they look: without characters that nobody sees, and with letters of other scripts for those they imitate.

Every code point keeps its place in the text as given, so that what is found in the one is known in the other.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

_LOOKALIKES = str.maketrans(
    "АВЕЗКМНОРСТУХІЈЅԌаезорсухіјѕһԁԛԝгпмктьӏΑΒΕΖΗΙΚΜΝΟΡΤΥΧαεικνορτυχγօսոհցզ",
    "ABE3KMHOPCTYXIJSGae3opcyxijshdqwrnmktblABEZHIKMNOPTYXaeikvoptuxyounhgq",
)
"""Cyrillic, Greek and Armenian letters that look like Latin ones."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A text as it looks.

    Attributes:
        text: the letters.
        places: for each code point, its offset in the text as given; `None` where the two are the same text.
    """

    text: str
    places: tuple[int, ...] | None
    length: int

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The half-open span of the text as given that `text[start:end]` stands for."""
        if self.places is None:
            return start, end
        return self.places[start], self.places[end - 1] + 1 if end > start else self.places[start]


def seen_forms(text: str) -> tuple[Seen, ...]:
    """A text as it looks: once with its own letters, and once more with imitated letters where it has some."""
    if text.isascii():
        return (Seen(text, None, len(text)),)
    shown: list[str] = []
    places: list[int] = []
    for at, char in enumerate(text):
        for one in char if char.isascii() else _shown(char):
            shown.append(one)
            places.append(at)
    own = "".join(shown)
    ends = (*places, len(text))
    forms = [Seen(own, ends, len(text))]
    latin = own.translate(_LOOKALIKES)
    if latin != own:
        forms.append(Seen(latin, ends, len(text)))
    return tuple(forms)


def _shown(char: str) -> str:
    """What is seen of a code point: nothing of a format character, plain letters of full-width or bold ones."""
    if unicodedata.category(char) == "Cf" or char in "\u115f\u1160\u3164\u034f\u2800" or "\u0300" <= char <= "\u036f":
        return ""
    return unicodedata.normalize("NFKC", char)
