"""How a record's words become phrases of an English sentence. No word here names anybody, and no number is new."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence

from summarizer.schemas import Count
from summarizer.values.numbers import find_numbers


def word_set(text: str) -> frozenset[str]:
    """Returns the words of a text, for closed lists."""
    return frozenset(text.split())


SMALL = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
"""In English whatever the locale."""
VAGUE = ("dozens", "scores", "hundreds", "thousands", "several")
_WITH_ARTICLE = word_set("EU UN US USA UK UAE Kremlin Taliban Houthis Pentagon Vatican Netherlands Philippines")
_HEADS_WITH_ARTICLE = word_set(
    "Commission Union Nations States Kingdom Council Parliament Ministry Organization Organisation Republic "
    "Emirates Congress Senate Court Authority League Secretariat"
)
_DETERMINERS = word_set("a an the his her its their our my your this that these those some any many several both")
_PLURALS = word_set("people men women children police personnel staff crew")
_PLACE = "in|at|near|on|outside|inside|across|off|around|along|between|throughout"
_ARTICLE = re.compile(r"(?<!\w)(the|an?)\s+\Z", re.IGNORECASE)
_LIES_ON = re.compile(
    r"\b(?:roads?|highways?|streets?|outskirts|borders?|slopes?|banks?|coasts?|shores?|rivers?|islands?|front|lines?|"
    r"plateau|hills?|edge|side|bridge|campus|island|peninsula|frontier)\b",
    re.IGNORECASE,
)
_ONE_WEAPON = word_set(
    "bomb drone missile rocket shell mine sniper bomber strike airstrike blast explosion device grenade knife car truck"
)
_PLAIN = word_set(
    "Officials Diplomats Residents Witnesses Authorities Sources Medics Doctors Police Staff Hospital Military Locals "
    "Villagers Troops Soldiers Militants Rebels Activists Rescuers Rockets Shells Shelling Gunmen Relatives Survivors"
)
"""Words that name nobody, though they may open a sentence with a capital."""
_DAYS = word_set("monday tuesday wednesday thursday friday saturday sunday")


class Wording:
    """The little words that an article puts before a name: "a Ukrainian source", "near the town of …".

    Args:
        text: the article, or the quotes at hand where it is not.
    """

    def __init__(self, text: str) -> None:
        self._text = text

    def name(self, words: str) -> str:
        """Returns a name with the article ("the", "a") that the text mostly gives it, if any."""
        first, _, rest = words.partition(" ")
        acronym = len(first) > 1 and first.isupper()  # "US" is no "us"
        if rest == rest.casefold() and not acronym and self._only_opens(first):
            words, first = first.lower() + words[len(first) :], first.lower()
        if first.casefold() in _DETERMINERS:
            return first.casefold() + words[len(first) :]
        if words in _WITH_ARTICLE or words.rpartition(" ")[2] in _HEADS_WITH_ARTICLE:
            return f"the {words}"
        articles = list(_articles_before(words, self._text))
        given = [article for article in articles if article]
        return f"{given[0]} {words}" if 2 * len(given) > len(articles) else words

    def _only_opens(self, word: str) -> bool:
        """Tells whether a word has its capital only because it opens a sentence: elsewhere the text writes it small."""
        return word in _PLAIN or any(
            self._text[at - 1 : at] != "-" and self._text[end : end + 1] != "-"
            for at, end in _places(word.lower(), self._text)
        )

    def weapon(self, words: str) -> str:
        """Returns a weapon with an article, where it is one thing and the text has given it none."""
        named = self.name(words)
        if named == words and words.rpartition(" ")[2].casefold() in _ONE_WEAPON:
            return f"{'an' if words[0].casefold() in 'aeiou' else 'a'} {words}"
        return named

    def place(self, words: str) -> str:
        """Returns a place with the preposition that the text gives it ("near the town of …"), else "in"."""
        if re.match(rf"(?:{_PLACE})\b", words, re.IGNORECASE):
            return words[0].lower() + words[1:]
        found = re.search(rf"\b({_PLACE})\s+((?:the|an?)\s+)?{re.escape(words)}(?!\w)", self._text, re.IGNORECASE)
        if found and (found[1].lower() != "on" or _LIES_ON.search(words)):
            return f"{found[1].lower()} {(found[2] or '').lower()}{words}"
        return f"in {self.name(words)}"


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


def joined(phrases: Iterable[str]) -> str:
    """Returns "a", "a and b", "a, b and c", each phrase once."""
    once = list(dict.fromkeys(phrases))
    return once[0] if len(once) == 1 else f"{', '.join(once[:-1])} and {once[-1]}"


def spelled(number: int) -> str:
    """Returns a number as newspapers write it: words below ten, else figures."""
    return SMALL[number] if 0 < number < len(SMALL) else f"{number:,}"


def number_of(count: Count) -> str | None:
    """Returns a count as a phrase before a noun ("at least nine"), or `None` where it states no number."""
    best, low, high = count.best, count.low, count.high
    if best is not None:
        if low == high == best:
            return spelled(best) if best else "no"
        if low == best:
            return f"at least {spelled(best)}"
        return f"{'almost' if high == best else 'about'} {spelled(best)}"
    if low is not None and high is not None:
        return f"between {spelled(low)} and {spelled(high)}"
    if low is not None:
        vague = next((word for word in VAGUE if count.text.strip().casefold() == word), None)
        return vague or f"at least {spelled(low)}"
    return f"up to {spelled(high)}" if high is not None else None


def people(count: Count, victims: str | None) -> tuple[str, bool]:
    """Returns who were counted ("at least nine bus passengers") and whether that is one person."""
    number = number_of(count)
    alone = number is not None and count.key == 1 and (count.high in (1, None))
    if victims and not alone and re.match(r"people\b(?! *$)", victims):
        stated = f"{number} {victims}" if number and number not in VAGUE[:-1] else victims
        return f"{stated}{',' if ',' in victims else ''}", False
    noun = victims if victims and not alone and _is_plural(victims) else None
    head = noun or ("person" if alone else "people")
    aside = f" ({victims})" if victims and noun is None and victims.casefold() not in ("people", "person") else ""
    if number in VAGUE and number != "several":
        number = f"{number} of"
    return f"{number} {head}{aside}" if number else f"{head}{aside}", alone


def _is_plural(victims: str) -> bool:
    """Tells whether words are a plain plural noun that a number can stand before."""
    words = victims.split()
    return (
        0 < len(words) <= 5
        and words[0].casefold() not in _DETERMINERS
        and not find_numbers(victims)
        and bool(re.fullmatch(r"[^\W\d_]+(?:[ '’-][^\W\d_]+)*", victims))
        and (words[-1].casefold() in _PLURALS or bool(re.search(r"[^s]s$", words[-1])))
    )


def day_in_words(iso: str) -> str:
    """Returns an ISO date, reduced or whole, as words: "17 May 2025", "May 2025", "2025"."""
    try:
        if len(iso) == len("2025-05-17"):
            day = datetime.date.fromisoformat(iso)
            return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
        if len(iso) == len("2025-05"):
            first = datetime.date.fromisoformat(f"{iso}-01")
            return f"{MONTHS[first.month - 1]} {first.year}"
    except ValueError:
        return iso  # a day that no calendar has: as it stands
    return iso


def when(iso: str | None, words: str | None, *, period: bool = False) -> str:
    """Returns when something happened, as a phrase after a verb; empty where nothing is known.

    Args:
        iso: the date.
        words: the article's words for it.
        period: it is a total over a period, which only the article's words can say ("since Monday").
    """
    if words and (period or not iso):
        return f"on {words}" if words.partition(" ")[0].casefold() in _DAYS else words
    if not iso:
        return ""
    return f"{'on' if len(iso) == len('2025-05-17') else 'in'} {day_in_words(iso)}"


def sentence(parts: Sequence[str], end: str = "") -> str:
    """Returns the parts that are not empty as a sentence with a capital and a point."""
    text = " ".join(part for part in parts if part) + end
    stop = "" if text.endswith((".", "!", "?", ".”", "!”", "?”")) else "."
    return text[0].upper() + text[1:] + stop
