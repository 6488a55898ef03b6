"""Party codes: whom the words of an article name, and whom an actor speaks or acts for.

`parties.toml` beside this file holds the names; `phrases` states the rules by which a phrase belongs to a party.
Nothing is guessed: a phrase that names no party, or fits two, has no code.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from pathlib import Path
from typing import NamedTuple

import pycountry
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from summarizer.errors import UnreadableInput
from summarizer.linking.names import Kind, Name, NameTable, PersonalNames, singular
from summarizer.linking.phrases import PhraseReader, Roles
from summarizer.linking.words import fold, words_of


class PartyMention(NamedTuple):
    """The name of a party in a text: `text[start:end] == words`.

    Attributes:
        start: offset of the first code point.
        end: offset after the last code point (half-open).
        words: as they stand in the text.
        code: the party's code.
    """

    start: int
    end: int
    words: str
    code: str


class _FileModel(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Party(_FileModel):
    names: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    leaders: tuple[str, ...] = ()
    surnames: tuple[str, ...] = ()


class _Ambiguous(_FileModel):
    names: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


class _RoleNouns(_FileModel):
    office: frozenset[str] = frozenset()
    member: frozenset[str] = frozenset()
    apart: frozenset[str] = frozenset()
    past: frozenset[str] = frozenset()
    accredited: frozenset[str] = frozenset()
    linked: frozenset[str] = frozenset()
    run: frozenset[str] = frozenset()
    before: frozenset[str] = frozenset()
    deeds: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()


class _PartyFile(_FileModel):
    """A file of parties; the comments of `parties.toml` say what each key means."""

    states: Mapping[str, _Party] = Field(default_factory=dict)
    organisations: Mapping[str, _Party] = Field(default_factory=dict)
    groups: Mapping[str, _Party] = Field(default_factory=dict)
    ambiguous: _Ambiguous = _Ambiguous()
    roles: _RoleNouns = _RoleNouns()

    def names(self) -> Iterator[Name]:
        """Yields every name of the file; an adjective's plural in -s comes with it."""
        for section in (self.states, self.organisations, self.groups):
            for code, party in section.items():
                yield from _names_of(code, party, state=section is self.states)
        yield from (Name(words, None, Kind.NONE, state=False) for words in self.ambiguous.names)


@dataclass(frozen=True)
class Parties:
    """The parties known, and the rules by which names and phrases belong to them.

    Attributes:
        codes: every code: ISO 3166-1 alpha-3 for states, else the project's own.
        states: the codes of states.
        table: finds names of parties in texts.
        phrases: reads whom a phrase speaks for.
        roles: the classes of head nouns.
        capitalised: the words that stand with a capital in the names of parties ("United", "Kremlin", "UN").
    """

    codes: frozenset[str]
    states: frozenset[str]
    table: NameTable = field(repr=False)
    phrases: PhraseReader = field(repr=False)
    roles: Roles = field(repr=False)
    capitalised: frozenset[str] = field(repr=False)

    @classmethod
    def load(cls, *extra: Path) -> Parties:
        """Reads the list that comes with the package, then files of the user's own in the same form.

        Args:
            extra: TOML files whose names add to the list; a name that the list has already changes its owner.

        Raises:
            UnreadableInput: a file can't be read, is not in the form, or gives one name to two parties.
        """
        own = resources.files("summarizer.linking").joinpath("parties.toml").read_text(encoding="utf-8")
        files = [_parse(own, "parties.toml"), *(_parse(_text_of(path), str(path)) for path in extra)]
        return cls._of(files)

    @classmethod
    def _of(cls, files: list[_PartyFile]) -> Parties:
        names: dict[tuple[str, ...], list[Name]] = {}
        for name in (*_formal_names(), *(name for file in files for name in file.names())):
            same = names.setdefault(_key(name.words), [])
            same[:] = [*(n for n in same if n.code == name.code and n != name), name]
        states = {
            *(country.alpha_3 for country in pycountry.countries),
            *(code for file in files for code in file.states),
        }
        others = {code for file in files for code in (*file.organisations, *file.groups)}
        roles = _roles(files)
        personal = PersonalNames(
            shared=frozenset(fold(n) for f in files for n in f.ambiguous.persons),
            given=frozenset(fold(n) for f in files for n in f.ambiguous.given),
            beside=roles.office | roles.member | roles.before | roles.past,
            capitals=frozenset(n for f in files for n in f.ambiguous.words),
        )
        table = NameTable((name for same in names.values() for name in same), personal)
        words = (word for same in names.values() for name in same for word in name.words.split())
        capitalised = frozenset(word for word in words if word[:1].isupper())
        return cls(frozenset(states | others), frozenset(states), table, PhraseReader(table, roles), roles, capitalised)

    def code(self, name: str) -> str | None:
        """The code of the party that an actor phrase speaks or acts for; `None` where none does, or two fit.

        Args:
            name: words such as "the Ukrainian president", "Hamas gunmen", "UN Special Envoy for Yemen Hans Grundberg".
        """
        phrase = name.strip()
        return phrase if phrase in self.codes else self.phrases.code(phrase)

    def mentions(self, text: str) -> tuple[PartyMention, ...]:
        """The names of parties in a text, in order; persons who lead one are not its names."""
        leaders = (Kind.LEADER, Kind.SURNAME)
        return tuple(
            PartyMention(f.start, f.end, text[f.start : f.end], f.name.code)
            for f in self.table.find(text, words_of(text))
            if f.name.code is not None and f.name.kind not in leaders
        )


@cache
def default_parties() -> Parties:
    """The parties that come with the package, read once."""
    return Parties.load()


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableInput(f"can't read parties from {str(path)!r} ({error}): give a TOML file in UTF-8") from error


def _parse(text: str, source: str) -> _PartyFile:
    try:
        file = _PartyFile.model_validate(tomllib.loads(text))
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise UnreadableInput(
            f"the file of parties {source!r} does not have the form of parties.toml: {error}"
        ) from error
    owners: dict[tuple[str, ...], Name] = {}
    for name in file.names():
        owner = owners.setdefault(_key(name.words), name)
        if owner.code != name.code:
            owned = " and ".join(str(code or "[ambiguous]") for code in (owner.code, name.code))
            raise UnreadableInput(
                f"in {source!r}, {name.words!r} belongs to {owned}: name it once, or only under [ambiguous]"
            )
    return file


def _key(name: str) -> tuple[str, ...]:
    words = words_of(name)
    if not words:
        raise UnreadableInput(f"invalid name of a party {name!r}: it has no letter or digit; remove it")
    return tuple(w.text if len(w.text) > 1 and w.text.isupper() else w.folded for w in words)


def _formal_names() -> Iterator[Name]:
    """Yields the names of states after ISO 3166-1, save inverted ones ("Korea, Republic of")."""
    for country in pycountry.countries:
        for name in (country.name, getattr(country, "common_name", ""), getattr(country, "official_name", "")):
            if name and not any(mark in name for mark in ",("):
                yield Name(name.removeprefix("the "), country.alpha_3, Kind.NAME, state=True)


def _names_of(code: str, party: _Party, *, state: bool) -> Iterator[Name]:
    plurals = tuple(f"{a}s" for a in party.adjectives if a[-1] in "aiknorty")
    kinds: Iterable[tuple[Kind, tuple[str, ...]]] = (
        (Kind.NAME, party.names),
        (Kind.SEAT, party.seats),
        (Kind.BODY, party.bodies),
        (Kind.ADJECTIVE, party.adjectives),
        (Kind.PEOPLE, (*plurals, *party.people)),
        (Kind.LEADER, party.leaders),
        (Kind.SURNAME, party.surnames),
    )
    for kind, names in kinds:
        yield from (Name(words, code, kind, state) for words in names)


def _roles(files: list[_PartyFile]) -> Roles:
    merged = {key: frozenset[str]() for key in _RoleNouns.model_fields}
    for file in files:
        for key in merged:
            merged[key] |= {singular(fold(noun)) for noun in getattr(file.roles, key)}
    return Roles(**merged)
