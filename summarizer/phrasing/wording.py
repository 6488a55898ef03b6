"""Names and places as an English sentence has them: with the article or preposition that the text gives them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from summarizer.phrasing.words import LEXICON, word_set
from summarizer.values.numbers import find_numbers

_DETERMINERS = word_set("a an the this that these those some any many several both no all each every")
_TITLED = word_set("the a an")
_ARTICLE = re.compile(r"(?<!\w)(the|an?)\s+\Z", re.IGNORECASE)
_PLACE = "in|at|near|on|outside|inside|across|off|around|along|between|throughout|north of|south of|east of|west of"
_LIES_ON = re.compile(
    r"\b(?:roads?|highways?|streets?|outskirts|borders?|slopes?|banks?|coasts?|shores?|rivers?|islands?|front|lines?|"
    r"plateau|hills?|edge|side|bridge|campus|peninsula|frontier|motorway|route|beach|bus|train|ship)\b",
    re.IGNORECASE,
)
_LIES_AT = re.compile(
    r"\b(?:airports?|stations?|schools?|hospitals?|junction|checkpoint|crossing|base|camp|university|mosque|church|"
    r"market|shelter|hotel|restaurant|cafe|wedding|funeral|concert|festival|embassy|school|depot|farm|factory|mine)\b",
    re.IGNORECASE,
)
_ADVERB = re.compile(
    r"(?:there|here|nearby|outside|inside|elsewhere|abroad|home|overseas|away|where\b.*)", re.IGNORECASE
)
_AT_PLACE = re.compile(rf"\b({_PLACE})\s+((?:the|an?)\s+)?$", re.IGNORECASE)
_IN_AT_ON = re.compile(r"\b(in|at|on)\s+((?:the|an?)\s+)?$", re.IGNORECASE)
_BEFORE = 40
"""Code points before a place in which its preposition and article stand."""

_LONGEST_PLACE = 12
_SHORTEST_SHOUTED, _SHOUTED = 5, 10
_PRONOUNS = word_set("anyone everyone someone anybody everybody others")
_WHOSE = re.compile(
    r"\s(?:of|in|from|at|on|with|who|which|that|whose|where)\s(?:(?!\sand\s).)*?\b(?:his|her|its|their)\s.*$"
)
_HEAD_ENDS = re.compile(r"\s(?:of|for|in|on|at|from|against|who|which|that|with|near|to)\s|,")


class Wording:
    """The little words that an article puts before names: "a Ukrainian source", "near the town of …".

    Args:
        text: the article, or the quotes at hand where it is not.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._names: dict[str, str] = {}

    @cached_property
    def _small(self) -> str | None:
        return _in_small_letters(self._text)

    def name(self, words: str) -> str:
        """A name with the article that the text mostly gives it, if any, in the middle of a sentence."""
        known = self._names.get(words)
        if known is None:
            known = self._names[words] = self._in_sentence(words)
        return known

    def _in_sentence(self, words: str) -> str:
        words = re.sub(r"\s*\([^()]*\)", "", words).strip() or words
        words = _WHOSE.sub("", words) or words
        first, _, rest = words.partition(" ")
        if first.casefold() in LEXICON.possessives and rest:
            return closed(f"the {rest}")  # "its governor": whose, another sentence says
        return closed(self._named(self._calm(words)))

    def _calm(self, words: str) -> str:
        """Words of a shouted headline as the text writes them elsewhere ("UKRAINE" as "Ukraine")."""
        if not words.isupper() or len(words) < _SHORTEST_SHOUTED:
            return words
        known = next(_places(words.title(), self._text), None) is not None
        return words.title() if known or (" " in words and len(words) >= _SHOUTED) else words

    def _named(self, words: str) -> str:
        first, _, rest = words.partition(" ")
        acronym = len(first) > 1 and first.isupper()  # "US" is no "us"
        if not acronym and first[0].isupper() and self._only_opens(first, rest):
            words, first = first[0].lower() + words[1:], first[0].lower() + first[1:]
        if first.casefold() in _DETERMINERS:
            return first.casefold() + words[len(first) :]
        head = _HEAD_ENDS.split(words, maxsplit=1)[0].rpartition(" ")[2]
        if words in LEXICON.with_article or (" " in words and head in LEXICON.with_article):
            return f"the {words}"
        articles = list(_articles_before(words, self._text))
        given = [article for article in articles if article == "the" or (article and head.islower())]
        if 2 * len(given) > len(articles):
            return f"{given[0]} {words}"
        front = _HEAD_ENDS.split(words, maxsplit=1)[0].split()
        if (
            words[0].islower()
            and head.islower()
            and words not in _PRONOUNS
            and not any(_is_plural(word) for word in front)
        ):
            return f"the {words}"
        return words

    def _only_opens(self, word: str, rest: str) -> bool:
        """True if a word has its capital only because it opens a sentence: elsewhere the text writes it small."""
        if word in LEXICON.plain and not rest[:1].isupper():
            return True
        if word.casefold() in _DETERMINERS or (rest and rest[0].islower() and find_numbers(word)):
            return True
        small = any(
            self._text[at - 1 : at] != "-" and self._text[end : end + 1] != "-"
            for at, end in _places(word.lower(), self._text)
        )
        return small and rest == rest.lower()

    def place(self, words: str | None, quotes: Sequence[str] = ()) -> str:
        """A place with its preposition; empty where there is none, or the words are no place in a sentence.

        Args:
            words: the place in the article's words.
            quotes: the record's evidence, where "near" and "outside" are looked for: elsewhere they may tell of
                something else.
        """
        if not words or _ADVERB.fullmatch(words) or not is_noun_phrase(words, longest=_LONGEST_PLACE):
            return ""
        words = self._calm(words)
        first = words.partition(" ")[0].casefold()
        if any(word.casefold() in LEXICON.possessives for word in words.split()):
            return ""
        if re.match(rf"(?:{_PLACE}|to the)\b", words, re.IGNORECASE):
            return closed(words[0].lower() + words[1:])
        said = [m for quote in quotes for m in _prepositions(_AT_PLACE, words, quote, _in_small_letters(quote))]
        said += _prepositions(_IN_AT_ON, words, self._text, self._small)
        for found in said:
            preposition = found[1].lower()
            if preposition == "on" and not _LIES_ON.search(words):
                continue
            if preposition == "between" and " and " not in words:
                continue
            return closed(f"{preposition} {(found[2] or '').lower()}{words}")
        head = _HEAD_ENDS.split(words, maxsplit=1)[0]
        known = (
            "at"
            if _LIES_AT.search(head.rpartition(" ")[2])
            else "on"
            if _LIES_ON.search(head) and first in _TITLED
            else "in"
        )
        return closed(f"{known} {self.name(words)}")


def is_noun_phrase(words: str, *, longest: int) -> bool:
    """True if words can stand where a noun does: no finite verb, no quotation or stop within, not too long."""
    said = words.split()
    return (
        0 < len(said) <= longest
        and not re.search(r"[“”\";:?!()\[\]]|\.\s|--|\s[–—-]\s", words)
        and words.count('"') % 2 == 0
        and not any(word.strip(",.").casefold() in LEXICON.finite for word in said)
        and not re.search(r",$", words)
    )


def is_plural_name(name: str) -> bool:
    """True if a name's head is a plural noun ("the ministers of the Union", "residents")."""
    head = _HEAD_ENDS.split(name, maxsplit=1)[0].rpartition(" ")[2]
    return head.islower() and _is_plural(head)


def _is_plural(noun: str) -> bool:
    return noun in LEXICON.plurals or bool(re.search(r"(?:[^s'’]s|[a-z]men)$", noun))


def closed(words: str) -> str:
    """A phrase with an apposition ("a doctor, Ann Lee"), with the comma that it takes behind."""
    last = words.rpartition(", ")[2]
    return f"{words}," if ", " in words and not re.match(r"(?:and|or)\b", last) and not words.endswith(",") else words


def _places(words: str, text: str) -> Iterator[tuple[int, int]]:
    """Yields where a text has words that are no part of longer ones: half-open offsets, none within another."""
    at = text.find(words)
    while at >= 0:
        end = at + len(words)
        whole = not (_in_word(text[at - 1 : at]) or _in_word(text[end : end + 1]))
        if whole:
            yield at, end
        at = text.find(words, max(end, at + 1) if whole else at + 1)


def _in_word(char: str) -> bool:
    return char.isalnum() or char == "_"


def _articles_before(words: str, text: str) -> Iterator[str]:
    """Yields the article in small letters before each place of some words; "" where there is none."""
    last = 0
    for at, end in _places(words, text):
        found = _ARTICLE.search(text, max(last, len(text[:at].rstrip()) - 4), at)
        yield found[1].casefold() if found else ""
        last = end


def _in_small_letters(text: str) -> str | None:
    """A text in small letters; `None` where a letter's small form is longer, which would shift what follows."""
    small = text.lower()
    return small if len(small) == len(text) else None


def _prepositions(before: re.Pattern[str], words: str, text: str, small: str | None) -> list[re.Match[str]]:
    """The prepositions that stand before some words of a text, case ignored; no pattern is compiled for the words."""
    low, wanted = (text, words) if small is None else (small, words.lower())
    found, at = [], low.find(wanted)
    while at >= 0:
        after = low[at + len(wanted) : at + len(wanted) + 1]
        match = before.search(text[max(at - _BEFORE, 0) : at])
        if match is not None and not (after.isalnum() or after == "_"):
            found.append(match)
        at = low.find(wanted, at + 1)
    return found


def joined(phrases: Iterable[str]) -> str:
    """The phrases as "a", "a and b", "a, b and c", each once."""
    once = list(dict.fromkeys(phrases))
    return once[0] if len(once) == 1 else f"{', '.join(once[:-1])} and {once[-1]}"


def quoted(words: str) -> str:
    """Words of the article in quotation marks, their own marks inside made single."""
    marks = len(re.findall(r"[“”\"„«»]", words))
    inner = re.sub(r"[“”\"„«»]", "'" if marks % 2 == 0 else "", words.strip())
    if re.fullmatch(r"'[^']*'", inner):
        inner = inner[1:-1]
    return f"“{inner}”"


def sentence(parts: Sequence[str], end: str = "") -> str:
    """The parts that are not empty as a sentence with a capital and a point."""
    text = (" ".join(part for part in parts if part).rstrip(",") + end).rstrip(",")
    text = re.sub(r",+\s*([,;.])", r"\1", text)
    stop = "" if text.endswith((".", "!", "?", ".”", "!”", "?”")) else "."
    return text[0].upper() + text[1:] + stop
