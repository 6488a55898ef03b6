"""Whom an actor phrase speaks or acts for: the rules by which a name in the phrase does, or does not, own the phrase.

A name of a party alone is that party ("the United States", "Moscow", "Hamas", "the Norwegians"). Otherwise the head
noun decides. It is found by cutting the phrase at the first preposition, participle or relative pronoun, and leaving
out a personal name behind a title:

- A state owns its offices and what acts for them ("the Ukrainian president", "Israeli airstrikes", "Russia's defence
  ministry", "Kabul police"); not its people or land ("Israeli settlers", "northern Israel", "two Indians"), nor whoever
  merely comes from there ("Sudanese rebels", "Russian opposition leader", "Lebanese media").
- An organisation or armed group owns its members as well ("Hamas gunmen", "UN staff"); not those beside it ("Hamas
  supporters").
- What hangs on a party with a hyphen is not that party ("US-backed", "anti-Israeli", "Iranian-led"), save what it runs
  ("the Hamas-run health ministry").
- What stands after a preposition counts only where the head has no party of its own: "of" for any office ("the
  president of Ukraine", "leader of Hamas"), "for" for a spokesman; never for a place ("UN envoy for Yemen" is the
  UN's).
- The last name wins ("Palestinian group Hamas", "Yemen's Houthi rebels"), but an envoy is the first's ("US Iran envoy",
  "Russia's UN ambassador").
- Behind a comma or in brackets stands what the name before is ("Tim Lenderking, US envoy"; "… (LTTE)").
- Two parties joined make none ("Ukraine and its allies"), unless they are the same one.
- Who held an office once speaks for nobody ("former Israeli prime minister").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from summarizer.linking.english import ENGLISH
from summarizer.linking.names import Found, Kind, Name, NameTable, singular
from summarizer.linking.words import Words, words_of


@dataclass(frozen=True, eq=False)
class Roles:
    """Classes of nouns and participles, folded and singular; the file of parties says what each means.

    Compared by identity, so that what is worked out of them for a word can be remembered over articles.
    """

    office: frozenset[str]
    member: frozenset[str]
    apart: frozenset[str]
    past: frozenset[str]
    accredited: frozenset[str]
    linked: frozenset[str]
    run: frozenset[str]
    before: frozenset[str]
    deeds: frozenset[str]
    others: frozenset[str]

    @cached_property
    def heads(self) -> frozenset[str]:
        """Nouns that a description can end in."""
        return self.office | self.member | self.others

    @cached_property
    def modifiers(self) -> frozenset[str]:
        """Words that stand before such a noun."""
        return self.before | self.linked | self.run | self.past | self.apart | self.deeds


_JOINTLY = re.compile(r"\b(?:as well as|along with|together with|jointly with)\b")
_NUMBERS = re.compile(r"\d[\d,.]*$")


class Item(NamedTuple):
    """A word of a phrase, or a name in it taken as one.

    Attributes:
        text: as written.
        folded: for comparison, singular.
        gap: what stands between the item before and this one.
        name: the name of a party that it is, if any.
    """

    text: str
    folded: str
    gap: str
    name: Name | None

    @property
    def hyphenated(self) -> bool:
        """True if it hangs on the item before."""
        return self.gap in {"-", "‐", "‑", "–"}


class PhraseReader:
    """Reads whom an actor phrase speaks or acts for."""

    def __init__(self, table: NameTable, roles: Roles) -> None:
        self._table = table
        self._roles = roles
        self.code = lru_cache(maxsize=8_192)(self._code)
        """The code of the party that a phrase speaks or acts for; `None` where there is none, or two fit."""

    def _code(self, phrase: str) -> str | None:
        joined = _JOINTLY.sub("and", phrase)
        words = words_of(joined)
        return self.code_of(joined, words, self._table.find(joined, words))

    def code_of(self, text: str, words: Words, found: Iterable[Found]) -> str | None:
        """Does the same for a phrase whose names were found before, so that an article is searched only once."""
        plain, bracketed = _without_brackets(_items(text, words, found))
        code = self._apposed(_split(plain, _is_comma))
        inner = next((i.name for i in bracketed if i.name is not None and i.name.code), None)
        if inner is not None and len(bracketed) == 1 and inner.kind in (Kind.NAME, Kind.BODY):
            return code if code is not None and inner.state else inner.code
        return code

    def is_office(self, word: str) -> bool:
        """True if a folded noun is an office or armed force of a party."""
        return singular(word) in self._roles.office

    def is_head(self, word: str) -> bool:
        """True if a folded noun may head an actor phrase."""
        noun = singular(word)
        return noun in self._roles.office or noun in self._roles.member

    def _apposed(self, segments: list[list[Item]]) -> str | None:
        codes = [self._conjoined(segment) for segment in segments]
        if not codes:
            return None
        named = {c for c in codes if c is not None}
        if len(named) != 1:
            return None
        if codes[0] is not None:
            return None if _lists_others(segments) else codes[0]
        if _lists_others(segments):
            return None
        owner = next(s for s, c in zip(segments, codes, strict=True) if c is not None)
        return next(iter(named)) if self._describes(owner) else None

    def _describes(self, segment: list[Item]) -> bool:
        """True if a segment behind a comma says what the name before it is, or is the name of a person."""
        names = [i.name for i in segment if i.name is not None]
        if any(n.kind in (Kind.LEADER, Kind.SURNAME) for n in names):
            return True
        return any(i.name is None and self.is_head(i.folded) for i in segment) or any(not n.state for n in names)

    def _conjoined(self, items: list[Item]) -> str | None:
        parts = _split(items, lambda i: i.folded in ENGLISH.joining or "&" in i.gap)
        if len(parts) < 2:
            return self._phrase(items)
        first, rest = parts[0], parts[1:]
        lone = not any(i.name for part in rest for i in part) and all(
            part[0].folded not in ENGLISH.determiners for part in rest
        )
        if lone and first and first[-1].name is None and self.is_head(rest[-1][-1].folded):
            return self._phrase([*first, *rest[-1]])
        codes = {self._phrase(part) for part in parts}
        return codes.pop() if len(codes) == 1 else None

    def _phrase(self, items: list[Item]) -> str | None:
        """Reads one noun phrase."""
        bare, singled = _undetermined(items)
        core, rest = self._cut(bare)
        linked = self._unlinked(core)
        if linked is None:
            return None
        owned = _attributed(linked)
        if any(i.folded in self._roles.past for i in owned) and not _ends_in_name(owned):
            return None
        if any(i.name is not None and i.name.code for i in owned):
            return self._owned(owned, singled)
        return self._governed(owned, rest) if rest else None

    def _cut(self, items: list[Item]) -> tuple[list[Item], list[Item]]:
        for at, item in enumerate(items):
            if (
                at
                and item.name is None
                and not item.hyphenated
                and (item.folded in ENGLISH.cutting or self._participle(items, at))
            ):
                return items[:at], items[at:]
        return items, []

    def _participle(self, items: list[Item], at: int) -> bool:
        """True if a linking participle follows its noun: "forces backed by Iran", not "Iran backed forces"."""
        follower = items[at + 1].folded if at + 1 < len(items) else "by"
        return items[at].folded in self._roles.linked and (follower in ENGLISH.cutting or items[at - 1].name is None)

    def _unlinked(self, core: list[Item]) -> list[Item] | None:
        """Leaves out parties only linked to ("US-backed"); `None` for two joined by a hyphen ("US-Russian")."""
        kept: list[Item] = []
        at = 0
        while at < len(core):
            item, after = core[at], core[at + 1] if at + 1 < len(core) else None
            against = (
                bool(kept)
                and (item.hyphenated or kept[-1].folded in ENGLISH.against)
                and kept[-1].folded not in {"then", "now"}
            )
            if item.name is not None and after is not None and after.hyphenated and after.name is not None:
                return None
            if item.name is not None and after is not None and (after.hyphenated or after.folded in self._roles.linked):
                kept.extend([item] if after.folded in self._roles.run and not against else [])
                at += 1
            elif item.name is not None and against and kept:
                kept.pop()
            else:
                kept.append(item)
            at += 1
        return kept

    def _owned(self, items: list[Item], singled: bool) -> str | None:
        """Reads a noun phrase with a party's name in it, from the last such name and what stands about it."""
        at = max(n for n, i in enumerate(items) if i.name is not None and i.name.code)
        last = items[at].name
        assert last is not None
        earlier = [i.name for i in items[:at] if i.name is not None and i.name.code]
        others = [n for n in earlier if n.code != last.code]
        tail = [i for i in items[at + 1 :] if i.folded != "s" or "'" not in i.gap.replace("’", "'")]
        if not tail:
            return self._alone(items[:at], last, others, singled)
        if not self._has_head(tail, last):
            return None
        if others and any(i.folded in self._roles.accredited for i in tail):
            return others[0].code
        if not others or not last.state:
            return last.code
        return others[-1].code if last.kind in (Kind.NAME, Kind.SEAT) and self._has_head(tail, others[-1]) else None

    def _alone(self, before: list[Item], last: Name, others: list[Name], singled: bool) -> str | None:
        """Reads a phrase that ends in a party's name."""
        if last.kind in (Kind.ADJECTIVE, Kind.PEOPLE):
            return last.code if not before and not singled else None
        if last.kind in (Kind.LEADER, Kind.SURNAME):
            if last.state and any(i.folded in self._roles.apart for i in before):
                return None
            return self._owned(before, singled) if others else last.code
        if last.state and last.kind is not Kind.BODY:
            strange = any(i.folded in ENGLISH.regional or (i.name is None and i.text[0].isupper()) for i in before)
            return None if others or strange or any(_NUMBERS.match(i.text) for i in before) else last.code
        return None if before and last.kind is Kind.NAME and self._is_part_of_name(before[-1]) else last.code

    def _is_part_of_name(self, item: Item) -> bool:
        """True if a capital before a group's name makes it another group ("the Coastal IRA")."""
        if item.name is not None or not item.text[0].isupper():
            return False
        known = (self._roles.office, self._roles.member, self._roles.apart, self._roles.before, ENGLISH.function)
        return not any(item.folded in nouns for nouns in known)

    def _has_head(self, tail: list[Item], owner: Name) -> bool:
        """True if what follows a party's name is headed by what acts for it."""
        heads = self._roles.office if owner.state else self._roles.office | self._roles.member
        if owner.state and any(i.folded in self._roles.apart for i in tail):
            return False
        common = list(tail)
        while common and common[-1].folded not in heads and (common[-1].text[0].isupper() or _is_particle(common[-1])):
            common.pop()
        return bool(common) and common[-1].folded in heads

    def _governed(self, core: list[Item], rest: list[Item]) -> str | None:
        """Reads what a head without a party of its own governs: "the president of Ukraine", "a spokesman for Hamas"."""
        head = self._head(core) or (core[-1].folded if core and core[-1].folded in ENGLISH.quantities else "")
        if not head:
            return None
        for preposition, items in _prepositional(rest):
            code = self._phrase(items)
            if code is None:
                continue
            land = self._is_land(items)
            if preposition == "of" and (not land or head in self._roles.office):
                return None if land and any(i.folded in self._roles.apart for i in core) else code
            if self._speaks_through(head, preposition, land, items):
                return code
        return None

    def _speaks_through(self, head: str, preposition: str, land: bool, items: list[Item]) -> bool:
        if preposition == "for":
            return head in ENGLISH.spoken
        if preposition in ("by", "from") and head in ENGLISH.documents:
            return True
        if preposition == "in" and head in ENGLISH.seated:
            return any(i.name is not None and i.name.kind is Kind.SEAT for i in items)
        return preposition in ("from", "at", "with", "within", "in", "inside") and not land

    def _head(self, core: list[Item]) -> str | None:
        common = list(core)
        while common and not self.is_head(common[-1].folded) and common[-1].text[0].isupper():
            common.pop()
        return common[-1].folded if common and self.is_head(common[-1].folded) else None

    def _is_land(self, items: list[Item]) -> bool:
        """True if a noun phrase is no more than the name of a state, its people or a capital."""
        plain, _ = _undetermined(items)
        names = [i.name for i in plain if i.name is not None and i.name.code]
        bare = bool(names) and plain[-1].name is names[-1]
        return bare and names[-1].state and names[-1].kind in (Kind.NAME, Kind.SEAT, Kind.PEOPLE, Kind.ADJECTIVE)


def _items(text: str, words: Words, found: Iterable[Found]) -> list[Item]:
    starts = {f.first: f for f in found}
    items: list[Item] = []
    at, end = 0, words[0].start if words else 0
    while at < len(words):
        match, word = starts.get(at), words[at]
        if match is None:
            items.append(Item(word.text, singular(word.folded), text[end : word.start], None))
            end, at = word.end, at + 1
        else:
            items.append(Item(text[match.start : match.end], "", text[end : match.start], match.name))
            end, at = match.end, match.last + 1
    return items


def _without_brackets(items: list[Item]) -> tuple[list[Item], list[Item]]:
    """Parts what stands outside brackets from what stands inside the first."""
    opened = next((n for n, i in enumerate(items) if n and any(c in i.gap for c in "([")), None)
    if opened is None:
        return items, []
    closed = next((n for n in range(opened + 1, len(items)) if any(c in items[n].gap for c in ")]")), len(items))
    return items[:opened] + items[closed:], items[opened:closed]


def _is_comma(item: Item) -> bool:
    return any(mark in item.gap for mark in (",", ";", "--", " - ", " – ", "—", "("))


def _split(items: list[Item], separates: Callable[[Item], bool]) -> list[list[Item]]:
    parts: list[list[Item]] = [[]]
    for item in items:
        if separates(item) and parts[-1]:
            parts.append([])
        if not (separates(item) and item.folded in ENGLISH.joining):
            parts[-1].append(item)
    return [part for part in parts if part]


def _lists_others(segments: list[list[Item]]) -> bool:
    return len(segments) > 2 and any(i.folded in ENGLISH.joining for i in segments[-1])


def _undetermined(items: list[Item]) -> tuple[list[Item], bool]:
    """Leaves out determiners and numbers; tells whether they single out some of many ("a Russian", "two Russians")."""
    singled = False
    for at, item in enumerate(items):
        number = _NUMBERS.match(item.text) is not None
        if item.name is not None or not (
            item.folded in ENGLISH.determiners or item.folded in ENGLISH.singling or number
        ):
            return items[at:], singled
        singled = singled or number or item.folded in ENGLISH.singling
    return [], singled


def _attributed(items: list[Item]) -> list[Item]:
    """Gives a body that many parties have ("Security Council", "Foreign Office") to the state named before it."""
    kept: list[Item] = []
    for item in items:
        owner = kept[-2] if len(kept) > 1 and kept[-1].folded == "s" else kept[-1] if kept else None
        generic = item.name is not None and item.name.kind is Kind.BODY and " " in item.text
        taken = (
            generic and owner is not None and owner.name is not None and owner.name.state and owner.name != item.name
        )
        kept.append(item._replace(name=None, folded="office") if taken else item)
    return kept


def _ends_in_name(items: list[Item]) -> bool:
    name = items[-1].name
    return name is not None and name.kind in (Kind.NAME, Kind.BODY)


def _is_particle(item: Item) -> bool:
    return item.folded in {
        "al",
        "el",
        "bin",
        "ibn",
        "ben",
        "de",
        "da",
        "do",
        "di",
        "del",
        "der",
        "von",
        "van",
        "la",
        "le",
        "abu",
        "ur",
        "ul",
        "e",
        "i",
        "y",
    }


def _prepositional(rest: list[Item]) -> list[tuple[str, list[Item]]]:
    """Splits what follows a noun phrase into prepositions with their noun phrases."""
    pieces: list[tuple[str, list[Item]]] = []
    for item in rest:
        if item.name is None and item.folded in ENGLISH.cutting and not item.hyphenated:
            pieces.append((item.folded, []))
        elif pieces:
            pieces[-1][1].append(item)
    return [(preposition, items) for preposition, items in pieces if items]
