"""Clusters claims into incidents: links between claims, then groups in which no two claims exclude each other.

The result follows from the set of claims alone: they are numbered in the order of their articles' ids, links are taken
from the strongest down, and a claim that fits two incidents which exclude each other is left to neither.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from summarizer.digest.blocks import COARSE, keys
from summarizer.digest.claims import Claim
from summarizer.digest.links import THRESHOLD, place_points, score
from summarizer.digest.store import Groups, Store
from summarizer.digest.weapons import related

MOST_IN_BLOCK = 300
"""In a larger block only claims with one toll are compared; of more such, only neighbours in the order of numbers."""

TIED = 1.0
"""Links that differ by less are as good as each other."""

Link = tuple[int, int, float]


class Claims:
    """The claims by number, the last ones used held in memory."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.get = lru_cache(maxsize=4096)(self._read)
        self.keys = lru_cache(maxsize=4096)(self._keys)

    def _read(self, c: int) -> Claim:
        return Claim.from_json(self._store.one("SELECT body FROM claims WHERE c = ?", (c,)))

    def _keys(self, c: int) -> tuple[frozenset[str], frozenset[str]]:
        """All keys of a claim, and those in which it is compared with all."""
        own = list(keys(self.get(c)))
        return frozenset(key for key, _ in own), frozenset(key for key, role in own if role == COARSE)


def find_incidents(store: Store) -> None:
    """Sets the incident of every claim: the number of its first claim."""
    claims = Claims(store)
    _link(store, claims)
    groups = Groups(store.one("SELECT COALESCE(MAX(c), 0) + 1 FROM claims"))
    for a, b in store.db.execute("SELECT a, b FROM links"):
        groups.join(a, b)
    store.db.execute("CREATE TABLE components (c INTEGER PRIMARY KEY, g INTEGER)")
    numbers = store.db.execute("SELECT c FROM claims ORDER BY c")
    store.db.executemany("INSERT INTO components VALUES (?, ?)", ((c, groups.of(c)) for (c,) in numbers))
    store.db.execute("UPDATE claims SET incident = c")
    links = store.db.execute(
        "SELECT g, a, b, score FROM links JOIN components ON components.c = links.a ORDER BY g, score DESC, a, b"
    )
    for _, component in itertools.groupby(links, key=lambda row: int(row[0])):
        _settle(store, claims, [(a, b, points) for _, a, b, points in component])
    _group_totals(store, claims)
    store.db.execute("CREATE INDEX claims_by_incident ON claims (incident)")


def _link(store: Store, claims: Claims) -> None:
    """Scores the pairs of every block and keeps the links."""
    blocks = store.db.execute("SELECT key, c, role FROM blocks ORDER BY key, c")
    for key, rows in itertools.groupby(blocks, key=lambda row: str(row[0])):
        block = [(c, role) for _, c, role in rows]
        links = []
        for a, b in _pairs(block, claims) if len(block) > 1 else ():
            (all_a, coarse_a), (all_b, coarse_b) = claims.keys(a), claims.keys(b)
            shared = (coarse_a & all_b) | (all_a & coarse_b)
            if shared and key != min(shared) and not key.startswith("a:"):
                continue  # scored in another block
            found = score(claims.get(a), claims.get(b))
            if found is not None and found.total >= THRESHOLD:
                links.append((a, b, found.total))
        store.db.executemany("INSERT OR IGNORE INTO links VALUES (?, ?, ?)", links)


def _pairs(block: Sequence[tuple[int, int]], claims: Claims) -> Iterator[tuple[int, int]]:
    """The pairs of a block that are compared, the lower number first."""
    if len(block) <= MOST_IN_BLOCK:
        yield from ((a, b) for (a, r), (b, s) in itertools.combinations(block, 2) if COARSE in (r, s))
        return

    def toll(item: tuple[int, int]) -> list[tuple[str, object]]:
        return sorted(
            (name, tuple(-1 if n is None else n for n in b)) for name, b in claims.get(item[0]).counts.items()
        )

    for _, group in itertools.groupby(sorted(block, key=lambda item: (toll(item), item[0])), key=toll):
        same = list(group)
        near = itertools.combinations(same, 2) if len(same) <= MOST_IN_BLOCK else itertools.pairwise(same)
        yield from ((a, b) for (a, r), (b, s) in near if COARSE in (r, s))


class _Cluster:
    """Claims that are one incident, and what they hold together."""

    def __init__(self, c: int, claim: Claim) -> None:
        self.members = [c]
        self.places = {claim.place: claim}
        self.latest_first, self.earliest_last = claim.window.first, claim.window.last
        self.weapons = [claim.weapons] if claim.weapons else []

    def fits(self, other: _Cluster, *, a_day_apart: bool) -> bool:
        """True if no two claims of both exclude each other."""
        gap = max(self.latest_first, other.latest_first) - min(self.earliest_last, other.earliest_last)
        if gap > (1 if a_day_apart else 0):
            return False
        if any(not (a & b or related(a, b)) for a in self.weapons for b in other.weapons):
            return False
        return all(place_points(a, b) is not None for a in self.places.values() for b in other.places.values())

    def take(self, other: _Cluster) -> None:
        """Adds the claims of another."""
        self.members += other.members
        self.places |= other.places
        self.latest_first = max(self.latest_first, other.latest_first)
        self.earliest_last = min(self.earliest_last, other.earliest_last)
        self.weapons += [kinds for kinds in other.weapons if kinds not in self.weapons]


def _settle(store: Store, claims: Claims, links: list[Link]) -> None:
    """Makes the incidents of a component, the strongest links first."""
    numbers = sorted({c for a, b, _ in links for c in (a, b)})
    apart = _apart(store, numbers)
    dropped = _ambiguous(links, claims, apart)
    clusters = {c: _Cluster(c, claims.get(c)) for c in numbers}
    joins: list[tuple[int, Link]] = []
    for link in links:
        a, b, _ = link
        one, other = clusters[a], clusters[b]
        if one is other or a in dropped or b in dropped:
            continue
        a_day_apart = claims.get(a).window.gap(claims.get(b).window) == 1
        divided = any((min(x, y), max(x, y)) in apart for x in one.members for y in other.members) if apart else False
        if divided or not one.fits(other, a_day_apart=a_day_apart):
            continue
        one.take(other)
        for c in other.members:
            clusters[c] = one
        joins.append((a, link))
    store.db.executemany("UPDATE claims SET incident = ? WHERE c = ?", ((min(clusters[c].members), c) for c in numbers))
    store.db.executemany(
        "INSERT INTO joins VALUES (?, ?, ?, ?)", ((min(clusters[a].members), *link) for a, link in joins)
    )


def _apart(store: Store, numbers: Iterable[int]) -> set[tuple[int, int]]:
    query = "SELECT a, b FROM apart WHERE a = ?"
    return {(a, b) for c in numbers for a, b in store.db.execute(query, (c,))}


def _ambiguous(links: Sequence[Link], claims: Claims, apart: set[tuple[int, int]]) -> set[int]:
    """The claims that fit two others as well, though these exclude each other."""
    ends: dict[int, list[tuple[float, int]]] = {}
    for a, b, points in links:
        ends.setdefault(a, []).append((-points, b))
        ends.setdefault(b, []).append((-points, a))
    linked = {(a, b) for a, b, _ in links}
    dropped = set()
    for c, found in ends.items():
        found.sort()
        best, first = found[0]
        for points, other in found[1:]:
            if points - best >= TIED:
                break
            pair = (min(first, other), max(first, other))
            if pair not in linked and _exclude(claims.get(first), claims.get(other), pair in apart):
                dropped.add(c)
                break
    return dropped


def _exclude(one: Claim, other: Claim, apart: bool) -> bool:
    weapons = one.weapons and other.weapons and not (one.weapons & other.weapons or related(one.weapons, other.weapons))
    return apart or bool(weapons) or score(one, other) is None or one.window.gap(other.window) == 1


def _group_totals(store: Store, claims: Claims) -> None:
    """Makes running totals of one place, or one perpetrator where no place is known, one entry."""
    store.db.execute("CREATE TEMP TABLE totals (c INTEGER PRIMARY KEY, key TEXT)")
    totals = store.db.execute("""SELECT c FROM claims WHERE body LIKE '%"cumulative": true%' ORDER BY c""")
    store.db.executemany("INSERT INTO totals VALUES (?, ?)", ((c, _total_key(claims.get(c))) for (c,) in totals))
    store.db.execute(
        "UPDATE claims SET incident = s.first FROM "
        "(SELECT c, MIN(c) OVER (PARTITION BY key) AS first FROM totals) AS s WHERE s.c = claims.c"
    )


def _total_key(claim: Claim) -> str:
    where = claim.place.name if claim.place.level != "none" else ""
    return where or claim.perpetrator or f"article {claim.article}"
