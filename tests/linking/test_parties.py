"""Names and actor phrases get the code of the party they speak for, and none where the words don't say."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.errors import UnreadableInput
from summarizer.linking.registry import Parties, default_parties

PARTIES = default_parties()

TABLE = yaml.safe_load(Path(__file__).with_name("parties.yaml").read_text(encoding="utf-8"))


CASES = [(code, name) for code, names in TABLE["owned"].items() for name in names]


# What may stand about a name: letters of several scripts, combining marks, a capital whose lower case is two code
# points, emoji with joiners, zero-width characters, controls.
SURROUNDINGS = st.text(
    alphabet=st.one_of(
        st.sampled_from(
            list("aZé İıßǅ.,;:'’-–—()\n\t 0_\u0301\u0308\u200b\u200d\ufeff👩\u200d🚀🇺🇸ا״العبตไทยक्षि中文한국Я")
        ),
        st.characters(codec="utf-8"),
    ),
    max_size=40,
)
PLANTED = [
    "Hamas",
    "the Houthis",
    "U.S.",
    "Côte d’Ivoire",
    "European Commission",
    "al-Shabaab",
    "M23",
    "DR Congo",
    "Türkiye",
    "Tu\u0308rkiye",
]


@pytest.mark.parametrize(("code", "name"), CASES, ids=[name for _, name in CASES])
def test_a_phrase_belongs_to_the_party_it_speaks_for(code: str, name: str) -> None:
    assert PARTIES.code(name) == code


@pytest.mark.parametrize("name", TABLE["nobodys"], ids=[name or "empty" for name in TABLE["nobodys"]])
def test_a_phrase_that_names_no_party_or_two_has_none(name: str) -> None:
    assert PARTIES.code(name) is None


def test_there_are_cases_enough() -> None:
    assert len(set(CASES)) >= 300
    assert len(set(TABLE["nobodys"])) >= 60


@settings(deadline=None)
@given(SURROUNDINGS, st.sampled_from(PLANTED), SURROUNDINGS)
def test_mentions_stand_where_they_say_and_a_planted_name_is_among_them(before: str, name: str, after: str) -> None:
    text = f"{before} x {name}, x {after}"
    start = len(before) + 3
    mentions = PARTIES.mentions(text)
    assert all(text[m.start : m.end] == m.words for m in mentions)
    assert all(m.code in PARTIES.codes for m in mentions)
    assert all(left.end <= right.start for left, right in pairwise(mentions))
    bare = name.removeprefix("the ")
    assert (start + len(name) - len(bare), bare) in [(m.start, m.words) for m in mentions]


@settings(deadline=None)
@given(SURROUNDINGS)
def test_any_phrase_can_be_read(phrase: str) -> None:
    assert PARTIES.code(phrase) in {None, *PARTIES.codes}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tell us what they want", []),
        ("The US told us.", ["US"]),
        ("PLEASE LET US GO\nhe said", []),
        ("UKRAINE RALLIES SUPPORT", ["UKRAINE"]),
        ("US SANCTIONS IRAN", ["US", "IRAN"]),
        ("who is it? The WHO.", ["WHO"]),
        ("It cost US$5 million", []),
        ("roast turkey from the china shop", []),
        ("Nigeria, Niger and the Niger Delta", ["Nigeria", "Niger"]),
        ("Guinea-Bissau and Equatorial Guinea and New Guinea", ["Guinea-Bissau", "Equatorial Guinea"]),
        ("the South Sudanese army", ["South Sudanese"]),
        ("He moved from Georgia to the Georgian capital", ["Georgian"]),
        ("Michael Jordan flew to Jordan.", ["Jordan"]),
        ("Jordan Peterson and Chad Smith met in Chad", ["Chad"]),
        ("In Jordan, Foreign Minister Ayman Safadi spoke", ["Jordan"]),
        ("Israel Katz leads Israel's army", ["Israel"]),
        ("the Washington Post said Washington agreed", ["Washington"]),
        ("President Putin met Trump", []),
        ("Russian-backed, anti-Israeli", ["Russian", "Israeli"]),
        ("a U.S.-led force. U.S. officials left the U.S.", ["U.S.", "U.S.", "U.S."]),
        ("HAMAS and Hamas and hamas", ["HAMAS", "Hamas"]),
        ("Boko\nHaram", ["Boko\nHaram"]),
        ("Boko\n\nHaram", []),
        ("İstanbul’da Türkiye’nin", ["Türkiye"]),
        ("Amnesty for all. An Islamic state of mind", []),
        ("US軍とNATO", ["US", "NATO"]),
        ("AUthority, EUrope, USED, UNder", []),
    ],
)
def test_mentions(text: str, expected: list[str]) -> None:
    assert [m.words for m in PARTIES.mentions(text)] == expected


def test_every_member_of_the_united_nations_has_its_names_and_demonyms() -> None:
    assert len(TABLE["members"]) == 193
    for code, demonym in TABLE["members"].items():
        if demonym is not None:
            assert PARTIES.code(f"the {demonym} government") == code
            assert PARTIES.code(f"{demonym} troops") == code


@pytest.mark.parametrize(
    ("singular", "plural"),
    [("Israeli", "Israelis"), ("Russian", "Russians"), ("Greek", "Greeks"), ("Danish", "Danes"), ("Polish", "Poles")],
)
def test_plural_demonyms_are_the_people_as_a_whole_and_not_some_of_them(singular: str, plural: str) -> None:
    code = PARTIES.code(f"the {singular} government")
    assert PARTIES.code(f"the {plural}") == PARTIES.code(plural) == code
    assert PARTIES.code(f"two {plural}") is None
    assert PARTIES.code(f"82 {plural}") is None


def test_a_file_of_ones_own_adds_parties_and_takes_names_over(tmp_path: Path) -> None:
    own = tmp_path / "mine.toml"
    own.write_text(
        """
        [groups]
        BANNER = { names = ["People's Banner", "США"], leaders = ["Ilda Morvane"] }
        [organisations]
        SEA = { names = ["Hashomer Yosh"], bodies = ["Kremlin"] }
        [states]
        OSTREL = { names = ["Ostrel"], adjectives = ["Ostrelian"] }
        [ambiguous]
        names = ["Washington"]
        [roles]
        office = ["syndic"]
        """,
        encoding="utf-8",
    )
    parties = Parties.load(own)
    assert parties.code("a People’s Banner commander") == "BANNER"
    assert parties.code("Ilda Morvane") == "BANNER"
    assert parties.code("США") == "BANNER"
    assert parties.code("the Kremlin") == "SEA"
    assert parties.code("the Ostrelian syndic") == "OSTREL"
    assert parties.code("Ostrelian rebels") is None
    assert parties.code("Washington") is None
    assert parties.code("Moscow") == "RUS"
    assert PARTIES.code("the Kremlin") == "RUS"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("[groups\n", "form"),
        ('[groups]\nX = { nmes = ["Y"] }\n', "form"),
        ('[groups]\nX = { names = ["Y"] }\nZ = { names = ["Y"] }\n', "belongs to X and Z"),
        ('[groups]\nX = { names = ["—"] }\n', "no letter or digit"),
    ],
    ids=["not TOML", "unknown key", "one name, two owners", "no word"],
)
def test_a_file_that_is_not_in_the_form_is_refused_by_name(tmp_path: Path, content: str, words: str) -> None:
    own = tmp_path / "mine.toml"
    own.write_text(content, encoding="utf-8")
    with pytest.raises(UnreadableInput, match=words):
        Parties.load(own)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="can't read"):
        Parties.load(tmp_path / "none.toml")


def test_the_default_parties_are_read_once() -> None:
    assert default_parties() is default_parties()
