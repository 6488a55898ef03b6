"""Records of every shape, for the tests that must hold for all of them."""

from __future__ import annotations

from typing import get_args

from hypothesis import strategies as st

from summarizer.schemas import Actor, CasualtyReport, CeasefirePosition, Count, Evidence, Record, SanctionsCall
from summarizer.schemas.casualties import Responsibility, VictimType
from summarizer.schemas.ceasefire import Scope, Stance
from summarizer.schemas.sanctions import Sector, Status

NAMES = (
    "Moscow",
    "European Commission",
    "the Kremlin",
    "a Ukrainian source",
    "Ukrainian source",
    "officials",
    "US",
    "United States",
    "Amnesty International",
    "Jean-Luc O'Neill",
    "Islamic Jihad Movement",
    "RSF",
    "حماس",
    "北京政府",
    "Ministère de l'Intérieur",
)
VICTIMS = ("bus passengers", "a man and his two sons", "civilians", "Israeli soldiers", "people", "police officer")
PLACES = ("Sumy region of northeastern Ukraine", "near Rafah", "Gaza", "the village of Hroza", "Port-au-Prince")
MEASURES = (
    "stronger sanctions",
    "lifting of sanctions",
    "should be punished with an oil embargo",
    "ban on all visas for Russians",
    "a new package of sanctions against Moscow",
    "18th package",
    'the "toughest" measures',
)
WHEN = ("on Saturday", "Friday", "since October 7", "last week", "17 May")
LASTING = ("at least 30 days", "30-day", "for 72 hours", "lasting until Easter", "indefinitely")


def evidence(quotes: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[Evidence, ...]]:
    """One or two quotes at any offset."""
    one = st.builds(
        lambda words, start: Evidence(quote=words, start=start, end=start + len(words)),
        quotes.filter(bool),
        st.integers(0, 3000),
    )
    return st.lists(one, min_size=1, max_size=2).map(tuple)


def counts(words: st.SearchStrategy[str]) -> st.SearchStrategy[Count]:
    """Counts of every form of the convention."""
    number = st.integers(0, 5000)
    plain = st.builds(lambda n, t: Count(text=t or str(n), best=n, low=n, high=n), number, words)
    least = st.builds(
        lambda n, b, t: Count(text=t or f"at least {n}", best=n if b else None, low=n), number, st.booleans(), words
    )
    most = st.builds(
        lambda n, b, t: Count(text=t or f"up to {n}", best=n if b else None, high=n), number, st.booleans(), words
    )
    about = st.builds(lambda n, t: Count(text=t or f"about {n}", best=n), number, words)
    between = st.builds(
        lambda n, more, t: Count(text=t or f"{n} to {n + more}", low=n, high=n + more), number, number, words
    )
    vague = st.sampled_from([Count(text="dozens", low=24), Count(text="several", low=3), Count(text="killed")])
    return st.one_of(plain, least, most, about, between, vague)


def actors(names: st.SearchStrategy[str]) -> st.SearchStrategy[Actor]:
    return st.builds(Actor, name=names.filter(bool), party=st.sampled_from([None, "RUS", "EU", "HAMAS"]))


def records(words: st.SearchStrategy[str] | None = None) -> st.SearchStrategy[dict[str, list[Record]]]:
    """Records of all three topics, some of them empty.

    Args:
        words: what every field of words and every quote holds; by default, such words as articles have.
    """

    def field(*usual: str) -> st.SearchStrategy[str]:
        return words if words is not None else st.sampled_from(usual)

    actor = actors(field(*NAMES))
    maybe = st.one_of(st.none(), actor)
    quotes = evidence(field("at least nine people were killed", "Moscow rejected it.", "sanctions"))
    count = st.one_of(st.none(), counts(words if words is not None else st.just("")))
    date = st.one_of(st.none(), st.sampled_from(["2025-05-17", "2025-05", "2025", "2025-02-31"]))

    def optional(*usual: str) -> st.SearchStrategy[str | None]:
        return st.one_of(st.none(), field(*usual))

    casualties = st.builds(
        CasualtyReport,
        evidence=quotes,
        source=maybe,
        killed=count,
        injured=count,
        missing=count,
        captured=count,
        victims=optional(*VICTIMS),
        victim_type=st.sampled_from(get_args(VictimType)),
        location=optional(*PLACES),
        date=date,
        date_text=optional(*WHEN),
        weapon=optional("Russian drone", "airstrikes", "a car bomb"),
        perpetrator=maybe,
        responsibility=st.sampled_from(get_args(Responsibility)),
        cumulative=st.booleans(),
    )
    sanctions = st.builds(
        SanctionsCall,
        evidence=quotes,
        source=maybe,
        actor=actor,
        target=maybe,
        measure=optional(*MEASURES),
        status=st.sampled_from(get_args(Status)),
        sector=st.sampled_from(get_args(Sector)),
    )
    ceasefire = st.builds(
        CeasefirePosition,
        evidence=quotes,
        source=maybe,
        actor=actor,
        counterparty=maybe,
        stance=st.sampled_from(get_args(Stance)),
        conditions=st.lists(field("withdrawal of troops", "if all 48 hostages are freed"), max_size=2).map(tuple),
        duration=st.sampled_from([None, "P30D", "PT72H"]),
        duration_text=optional(*LASTING),
        scope=st.sampled_from(get_args(Scope)),
        unconditional=st.booleans(),
    )
    return st.fixed_dictionaries(
        {
            "casualties": st.lists(casualties, max_size=4),
            "sanctions": st.lists(sanctions, max_size=4),
            "ceasefire": st.lists(ceasefire, max_size=4),
        }
    )
