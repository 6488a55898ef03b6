"""Normalises names for comparison: without case, accents and differences of transcription."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz import fuzz

from summarizer.linking.words import fold

_ARTICLES = re.compile(r"\b(?:al|el|ad|as|az|ez|es|ash|ed|er|ul|the)[\s'-]+")
_SOUNDS = (
    *(("tch", "c"), ("sch", "s"), ("sh", "s"), ("zh", "z"), ("ch", "c"), ("kh", "h"), ("gh", "g"), ("ph", "f")),
    *(("dh", "d"), ("th", "t"), ("ck", "k"), ("dj", "j"), ("ts", "c"), ("q", "k"), ("w", "v"), ("x", "ks")),
)
_SIMILAR = 86
"""The least likeness of two spellings of one name, 0 to 100."""
_SHORTEST = 4


_MARKS = {ord(mark): None for mark in "'’‘ʼ`´"} | {ord(mark): " " for mark in '-‐‑–—_.,/()"'}


@lru_cache(maxsize=65536)
def plain(name: str) -> str:
    """A name in lower case, without accents and marks, its words parted by one space."""
    return " ".join(fold(name).translate(_MARKS).split())


@lru_cache(maxsize=65536)
def skeleton(name: str) -> str:
    """The consonants of a name, those that transcriptions interchange made one ("Kharkiv", "Harkov": "hrkv")."""
    letters = _ARTICLES.sub("", fold(name))
    letters = re.sub(r"[^\w]|_", "", letters)
    for sound, sign in _SOUNDS:
        letters = letters.replace(sound, sign)
    bare = letters[:1].translate(str.maketrans("eiou", "aaaa")) + re.sub(r"[aeiouyj]", "", letters[1:])
    return re.sub(r"(.)\1+", r"\1", bare)


def alike(one: str, other: str) -> bool:
    """True if two words may be spellings of one name."""
    if plain(one) == plain(other):
        return True
    if min(len(one), len(other)) < _SHORTEST or skeleton(one)[:1] != skeleton(other)[:1]:
        return False
    return (skeleton(one) == skeleton(other) and len(skeleton(one)) > 2) or fuzz.ratio(
        plain(one), plain(other)
    ) >= _SIMILAR
