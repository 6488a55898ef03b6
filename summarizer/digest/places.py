"""Where something happened: a location in an article's words, as a town, an area, a country, or a name unknown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from summarizer.digest.gazetteer import Area, Town, gazetteer, vocabulary
from summarizer.digest.homes import is_country
from summarizer.digest.spelling import plain
from summarizer.linking.registry import default_parties

Level = Literal["town", "area", "country", "name", "none"]

REGION_RADIUS = 130.0
"""How far the region of a town reaches, in km, where no list says."""

DOUBTFUL = 0.4
"""A name is two towns' where the second has at least this share of the first's inhabitants, in another country."""

NAMESAKE = 0.1
"""A namesake in a country that the article speaks of is meant where it has at least this share of the largest's."""

_LONGEST_NAME = 4
_ARTICLES = ("al-", "el-", "ad-", "as-", "az-", "ez-", "es-", "ar-")
_NEAR = re.compile(r"\b(?:near|outside|between|around|km|kilomet(?:re|er)s?|miles?|toward|towards|off|road to)\b", re.I)
"""Words for what lies by a town and not in it."""

_TOKEN = re.compile(r"[^\W\d_]+(?:['’ʼ`-][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Place:
    """A location.

    Attributes:
        words: the article's.
        name: what it is called in the gazetteer, else in the article.
        level: how fine it is; `name` has a name of its own that the gazetteer does not know.
        country: ISO 3166-1 alpha-3, where it is known.
        latitude: of the town or of the middle of the area, in degrees.
        longitude: likewise.
        radius: km from there within which it lies.
        town: number of the town; of a name in a town, that town's.
        names: names within the location that are finer than the area and unknown to the gazetteer.
    """

    words: str = ""
    name: str = ""
    level: Level = "none"
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    radius: float = 0.0
    town: int | None = None
    names: tuple[str, ...] = ()

    @property
    def point(self) -> tuple[float, float] | None:
        """Latitude and longitude, where they are known."""
        return None if self.latitude is None or self.longitude is None else (self.latitude, self.longitude)


NOWHERE = Place()


@dataclass
class _Found:
    """What the words of a location name."""

    towns: list[Town]
    areas: list[tuple[str, Area]]
    regions: list[Town]
    names: list[str]


class _About(NamedTuple):
    """What is known of a location before its names are looked up.

    Attributes:
        states: that it names.
        context: that the article speaks of.
        home: that it is said to lie in.
        follows: a noun such as "region" stands behind the run of names.
        said: words of the states that it names.
    """

    states: frozenset[str]
    context: frozenset[str]
    home: frozenset[str]
    follows: bool
    said: frozenset[str]


@lru_cache(maxsize=20_000)
def find_place(words: str | None, context: frozenset[str] = frozenset(), home: frozenset[str] = frozenset()) -> Place:
    """Reads a location.

    Args:
        words: the article's words ("a market in Kharkiv"); `None` is nowhere.
        context: codes of the states that the article speaks of, among which a name of several towns is looked for.
        home: codes of the states that the place is said to be in, if it has a town of the name.

    Returns:
        The finest place that the words name. A name that two countries' towns share, with nothing to tell them apart,
        stays a name.
    """
    if not words or not words.strip():
        return NOWHERE
    text = words.title() if words.isupper() else words
    states = _states(text)
    found = _read(text, frozenset(states), context, home)
    country = states[0] if len(set(states)) == 1 else None
    if found.names:
        around = _region(found, country, words)
        return Place(
            words=words,
            name=" ".join(found.names),
            level="area" if around.point else "name",
            country=around.country or country,
            latitude=around.latitude,
            longitude=around.longitude,
            radius=around.radius,
            town=around.town,
            names=tuple(dict.fromkeys(found.names)),
        )
    if found.towns:
        town = found.towns[0]
        return Place(words, town.name, "town", town.country, town.latitude, town.longitude, 0.0, town.id)
    return _region(found, country, words)


def _region(found: _Found, country: str | None, words: str) -> Place:
    """The finest area of a location: one of the list, that around a town, the country."""
    if found.areas:
        name, area = min(found.areas, key=lambda a: a[1].radius)
        return Place(words, name.title(), "area", area.country, area.latitude, area.longitude, area.radius)
    around = found.regions or (found.towns if found.names else [])
    if around:
        town = around[0]
        inside = not found.regions and not _NEAR.search(words)
        radius = REGION_RADIUS if found.regions else 30.0
        number = town.id if inside else None
        return Place(words, town.name, "area", town.country, town.latitude, town.longitude, radius, number)
    return Place(words, country or words, "country" if country else "none", country)


def _states(text: str) -> list[str]:
    """The states that a location names, by name or adjective; a capital is a town."""
    parties = default_parties()
    known = (m for m in parties.mentions(text) if m.code in parties.states)
    return [m.code for m in known if not gazetteer().named(m.words)[:1] or is_country(m.words)]


def _read(text: str, states: frozenset[str], context: frozenset[str], home: frozenset[str]) -> _Found:
    found = _Found([], [], [], [])
    said = _state_words(text)
    for run, follows in _runs(text):
        at = 0
        while at < len(run):
            at += _take(run, at, found, _About(states, context, home, follows, said))
    return found


def _state_words(text: str) -> frozenset[str]:
    parties = default_parties()
    return frozenset(
        word
        for m in parties.mentions(text)
        if m.code in parties.states and (not gazetteer().named(m.words)[:1] or is_country(m.words))
        for word in plain(m.words).split()
    )


def _take(run: list[str], at: int, found: _Found, about: _About) -> int:
    """Takes the longest name that begins at a word of a run, and returns how many words it has."""
    words = vocabulary()
    for length in range(min(_LONGEST_NAME, len(run) - at), 0, -1):
        name = plain(" ".join(run[at : at + length]))
        after = run[at + length] if at + length < len(run) else ""
        ends = at + length == len(run)
        is_area = plain(after) in words.around or (ends and about.follows)
        if name in words.areas and not (name == "gaza" and plain(after) == "city"):
            found.areas.append((name, words.areas[name]))
            return length
        if length == 1 and (name in words.common or name in words.around or name in words.within or name in about.said):
            return 1
        town = _choose(gazetteer().named(name), about)
        if town is not None:
            (found.regions if is_area else found.towns).append(town)
            return length
    if (plain(run[at + 1]) if at + 1 < len(run) else "") not in words.around or len(run[at]) > 1:
        found.names.append(run[at])
    return 1


def _choose(towns: tuple[Town, ...], about: _About) -> Town | None:
    """The town that a name means; `None` where it can't be told."""
    if not towns:
        return None
    if about.states:
        return next((town for town in towns if town.country in about.states), None)
    at_home = [town for town in towns if town.country in about.home]
    if at_home:
        return at_home[0]
    first = max(towns, key=lambda town: town.population)
    near = [t for t in towns if t.country in about.context and t.population >= NAMESAKE * first.population]
    if near:
        return near[0]
    rivals = [t for t in towns if t.country != first.country and t.population >= DOUBTFUL * max(first.population, 1)]
    return None if rivals else first


def _runs(text: str) -> list[tuple[list[str], bool]]:
    """Runs of capitalised words, each with whether a noun such as "region" follows it in small letters."""
    words = vocabulary()
    runs: list[tuple[list[str], bool]] = []
    current: list[str] = []
    last = 0

    def close(follows: bool) -> None:
        while current and current[-1].islower():
            current.pop()
        if current:
            runs.append((list(current), follows))
        current.clear()

    for token in _TOKEN.finditer(text):
        word, gap = token[0].removesuffix("'s").removesuffix("’s"), text[last : token.start()]
        last = token.end()
        if "," in gap or "(" in gap or ";" in gap:
            close(False)
        if (
            word[:1].isupper()
            or not word[:1].islower()
            or (current and word in words.within and word not in ("and",))
            or word[:3] in ("al-", "el-", "ad-", "as-", "az-", "ez-", "es-", "ar-")
        ):
            current.append(word)
        else:
            close(word in words.around)
    close(False)
    return runs
