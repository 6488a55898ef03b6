"""Phrases that may name an actor are found as they stand, and names resolve by what the article says, or not at all."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from summarizer.linking.actors.index import ActorIndex, ActorMention
from summarizer.linking.registry import default_parties
from summarizer.linking.words import spaced
from summarizer.schemas import Actor
from summarizer.values.markup import plain, without_markup

PARTIES = default_parties()

TALKS = """Russian Foreign Minister Sergei Lavrov met Marta Oduya, the Kenyan foreign minister, in Istanbul on Monday.

After the meeting Lavrov said the talks had failed. "We will not sign," Lavrov told reporters, and Oduya agreed.

LAVROV REJECTS CEASEFIRE

Keith Ombwe, head of the rebel SPLM, said his fighters would not stop. The rebel leader, Ombwe, was speaking by
telephone. The Liberation Tigers of Tamil Eelam (LTTE) and the Coastal Defence Union (CDU) said nothing. A spokesman
for the Norwegian army, Lars Holm, said Norway was ready. UN envoy for Yemen Ana de la Cruz left for Moscow.

Security sources said the United States and Ukrainian officials would meet. Its allies hoped for peace."""


def names_in(text: str, start: int = 0, end: int | None = None) -> list[str]:
    return [m.name for m in ActorIndex(text, PARTIES).actors_in(start, len(text) if end is None else end)]


@pytest.mark.parametrize(
    "name",
    [
        "Russian Foreign Minister Sergei Lavrov",
        "Sergei Lavrov",
        "Marta Oduya",
        "Marta Oduya, the Kenyan foreign minister",
        "the Kenyan foreign minister",
        "Lavrov",
        "Oduya",
        "Keith Ombwe",
        "Keith Ombwe, head of the rebel SPLM",
        "The rebel leader",
        "The Liberation Tigers of Tamil Eelam (LTTE)",
        "Liberation Tigers of Tamil Eelam",
        "the Coastal Defence Union (CDU)",
        "LTTE",
        "A spokesman\nfor the Norwegian army",
        "Lars Holm",
        "UN envoy for Yemen Ana de la Cruz",
        "Ana de la Cruz",
        "Moscow",
        "Security sources",
        "the United States",
        "Ukrainian officials",
        "Its allies",
        "his fighters",
    ],
)
def test_a_phrase_that_may_name_an_actor_is_a_candidate(name: str) -> None:
    assert name in names_in(TALKS)


@pytest.mark.parametrize(
    "word", ["After", "After the", "We", "Istanbul", "Monday", "REJECTS", "REJECTS CEASEFIRE", "Its", "The"]
)
def test_what_only_begins_with_a_capital_is_no_candidate(word: str) -> None:
    assert word not in names_in(TALKS)


@pytest.mark.parametrize(
    ("text", "name", "party"),
    [
        ("The State Department said so.", "The State Department", "USA"),
        ("Fighting went on, local authorities said.", "local authorities", None),
        ("It was the work of Hamas gunmen.", "Hamas gunmen", "HAMAS"),
        ("It was the work of Hamas gunmen.", "Hamas", "HAMAS"),
        ("Washington objected.", "Washington", "USA"),
        (
            "Harsha Wijesekera, the minister of Water Supply, spoke.",
            "Harsha Wijesekera, the minister of Water Supply",
            None,
        ),
        ("a senior U.S. commander Dana R. Holloway asked", "a senior U.S. commander Dana R. Holloway", "USA"),
        ("Ukraine's President Volodymyr Zelensky spoke.", "Volodymyr Zelensky", "UKR"),
        ("Ukraine's President Volodymyr Zelensky spoke.", "Ukraine", "UKR"),
        ("The ailing president of Gabon, Omar Bongo, fled.", "Omar Bongo", "GAB"),
        ("the Iranian-backed Hezbollah fired", "the Iranian-backed Hezbollah", "HEZBOLLAH"),
        ("attacks by anti-Israeli fighters", "anti-Israeli fighters", None),
        ("said Sheikh Ahmed al-Tayeb on Sunday", "Ahmed al-Tayeb", None),
        ("said Ursula von der Leyen today", "Ursula von der Leyen", "EU"),
        ("The Nordic truce monitors left", "The Nordic truce monitors", None),
        ("An Israeli air strike killed two.", "An Israeli air strike", "ISR"),
        ("Rebels shot 10,000 soldiers.", "Rebels", None),
        ("At least 26 Israeli soldiers died", "26 Israeli soldiers", "ISR"),
        ("said Kim Jong-un on Friday", "Kim Jong-un", "PRK"),
        ("police said two died", "police", None),
        ("Peskov declined to comment.", "Peskov", "RUS"),
        ("Unknown Front leader Yusuf O’Hara said", "Yusuf O’Hara", None),
    ],
)
def test_a_candidate_has_the_party_it_speaks_for(text: str, name: str, party: str | None) -> None:
    found = {m.name: m.party for m in ActorIndex(text, PARTIES).actors_in(0, len(text))}
    assert found.get(name, "no candidate") == party


def test_candidates_of_a_span_lie_within_it() -> None:
    start = TALKS.index("After the meeting")
    end = TALKS.index("LAVROV REJECTS")
    mentions = ActorIndex(TALKS, PARTIES).actors_in(start, end)
    assert {m.name for m in mentions} >= {"Lavrov", "Oduya"}
    assert all(start <= m.start < m.end <= end for m in mentions)
    assert [m.start for m in mentions] == sorted(m.start for m in mentions)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Sergei Lavrov", Actor(name="Sergei Lavrov", party="RUS")),
        ("Lavrov", Actor(name="Sergei Lavrov", party="RUS")),
        ("Russian Foreign Minister Sergei Lavrov", Actor(name="Sergei Lavrov", party="RUS")),
        ("Russian minister Lavrov", Actor(name="Sergei Lavrov", party="RUS")),
        ("Lavrov, the Russian minister", Actor(name="Sergei Lavrov", party="RUS")),
        ("lavrov", Actor(name="Sergei Lavrov", party="RUS")),
        ("LAVROV", Actor(name="Sergei Lavrov", party="RUS")),
        ("Oduya", Actor(name="Marta Oduya", party="KEN")),
        ("Marta Oduya, the Kenyan foreign minister", Actor(name="Marta Oduya", party="KEN")),
        ("Ombwe", Actor(name="Keith Ombwe", party="SPLM")),
        ("the rebel leader", Actor(name="Keith Ombwe", party="SPLM")),
        ("Lars Holm", Actor(name="Lars Holm", party="NOR")),
        ("Holm", Actor(name="Lars Holm", party="NOR")),
        ("Ana de la Cruz", Actor(name="Ana de la Cruz", party="UN")),
        ("UN envoy for Yemen Ana de la Cruz", Actor(name="Ana de la Cruz", party="UN")),
        ("LTTE", Actor(name="LTTE", party="LTTE")),
        (
            "Liberation Tigers of Tamil Eelam (LTTE)",
            Actor(name="Liberation Tigers of Tamil Eelam (LTTE)", party="LTTE"),
        ),
        ("the Coastal Defence Union", Actor(name="the Coastal Defence Union", party=None)),
        ("the United States", Actor(name="the United States", party="USA")),
        ("Moscow", Actor(name="Moscow", party="RUS")),
        ("security sources", Actor(name="Security sources", party=None)),
        ("Ukrainian officials", Actor(name="Ukrainian officials", party="UKR")),
        ("Norway’s", Actor(name="Norway", party="NOR")),
        ("Istanbul", Actor(name="Istanbul", party=None)),
    ],
)
def test_a_name_resolves_to_its_fullest_form_and_its_party(name: str, expected: Actor) -> None:
    assert ActorIndex(TALKS, PARTIES).resolve(name) == expected


@pytest.mark.parametrize(
    "name",
    [
        "",
        "—",
        "Hamas",
        "Ivan Lavrov",
        "Lavro",
        "Sergei Oduya",
        "stan",
        "the Kenyan army",
        "Russian officials",
        "TTE",
        "UN Security Council",
        "Ukraine",
        "Sergei Lavrov Jr",
    ],
)
def test_a_name_whose_words_the_article_does_not_have_is_none(name: str) -> None:
    assert ActorIndex(TALKS, PARTIES).resolve(name) is None


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Josép Borrell spoke.", "Josep Borrell", "Josép Borrell"),
        ("The “People’s Guard” fired.", "The People's Guard", "The “People’s Guard"),
        ("Jean\u2011Yves Petit spoke.", "Jean-Yves Petit", "Jean\u2011Yves Petit"),
        ("Lashkar-e- Tayyeba fired.", "Lashkar-e-Tayyeba", "Lashkar-e- Tayyeba"),
        ("the U.S. left", "the U.S.", "the U.S."),
        ("İsmail Kara said no.", "Ismail Kara", "İsmail Kara"),
        ("The army of\nChad said no.", "the army of Chad", "The army of\nChad"),
    ],
)
def test_typography_may_differ_and_the_article_decides(text: str, name: str, expected: str) -> None:
    actor = ActorIndex(text, PARTIES).resolve(name)
    assert actor is not None
    assert actor.name == expected


def test_words_that_the_article_has_apart_make_no_name() -> None:
    assert ActorIndex("Israel waited. Hamas said its officials left.", PARTIES).resolve("Israel officials") is None
    assert ActorIndex("They left Israel. Officials stayed.", PARTIES).resolve("Israel Officials") is None


def test_us_the_country_is_not_us_the_pronoun() -> None:
    index = ActorIndex("They told us that the US would pay.", PARTIES)
    assert index.resolve("US") == Actor(name="US", party="USA")
    assert index.resolve("us") == Actor(name="us", party=None)
    assert ActorIndex("They told us.", PARTIES).resolve("US") is None


HOMONYMS = (
    "Russian Foreign Minister Sergei Lavrov arrived first. Lavrov was early.\n\n"
    "Bulgarian Defence Minister Ivan Lavrov arrived last. Lavrov was late."
)


def test_two_of_one_surname_are_told_apart_only_by_the_place() -> None:
    index = ActorIndex(HOMONYMS, PARTIES)
    assert index.resolve("Lavrov") == Actor(name="Lavrov", party=None)
    assert index.resolve("Lavrov", near=HOMONYMS.index("Lavrov was early")) == Actor(name="Sergei Lavrov", party="RUS")
    assert index.resolve("Lavrov", near=HOMONYMS.index("Lavrov was late")) == Actor(name="Ivan Lavrov", party="BGR")
    assert index.resolve("Ivan Lavrov") == Actor(name="Ivan Lavrov", party="BGR")


def test_the_president_is_the_one_president_of_the_article() -> None:
    text = "Gabonese President Omar Bongo spoke on Monday. The president will meet the army."
    assert ActorIndex(text, PARTIES).resolve("The president") == Actor(name="Omar Bongo", party="GAB")


def test_the_president_is_nobody_where_there_are_two() -> None:
    text = "President Ilda Amber of Chad met Ghanaian President Kofi Bede. The president was pleased."
    index = ActorIndex(text, PARTIES)
    assert index.resolve("The president") == Actor(name="The president", party=None)
    assert index.resolve("The president", near=text.index("The president")) == Actor(name="The president", party=None)


def test_of_two_presidents_the_one_named_last_is_meant_where_the_place_is_known() -> None:
    text = "Gabonese President Omar Bongo spoke. South African President Nelson Mandela did not. The president slept."
    index = ActorIndex(text, PARTIES)
    assert index.resolve("The president", near=text.index("The president")) == Actor(name="Nelson Mandela", party="ZAF")
    assert index.resolve("The president") == Actor(name="The president", party=None)


@pytest.mark.parametrize(
    ("text", "pronoun", "expected"),
    [
        ("Russian minister Oleg Petrov spoke. He left.", "He", Actor(name="Oleg Petrov", party="RUS")),
        ("Russian minister Oleg Petrov met US envoy Jim Hall. He left.", "He", Actor(name="He", party=None)),
        ("Nobody spoke. He left.", "He", Actor(name="He", party=None)),
        ("Russian minister Oleg Petrov spoke. They left.", "They", Actor(name="They", party=None)),
    ],
)
def test_a_pronoun_is_resolved_only_where_one_person_can_be_meant(text: str, pronoun: str, expected: Actor) -> None:
    index = ActorIndex(text, PARTIES)
    assert index.resolve(pronoun, near=text.index(pronoun)) == expected
    assert index.resolve(pronoun) == Actor(name=pronoun, party=None)


def test_a_body_is_its_owners_where_the_article_has_one_owner() -> None:
    one = "The Sri Lankan government agreed. Later the government called for a truce."
    two = "The Sri Lankan government met the Norwegian government. Later the government called for a truce."
    assert ActorIndex(one, PARTIES).resolve("the government") == Actor(name="the government", party="LKA")
    assert ActorIndex(two, PARTIES).resolve("the government") == Actor(name="the government", party=None)


def test_a_group_is_not_one_that_the_article_names_only_later() -> None:
    text = "The armed group denied it. In Lebanon the armed group Hezbollah fired."
    assert ActorIndex(text, PARTIES).resolve("The armed group") == Actor(name="The armed group", party=None)


def test_its_ministry_is_that_of_the_state_that_the_sentence_before_opens_with() -> None:
    text = "Russia, which denies it, said it fired. Its defence ministry said a town had fallen."
    index = ActorIndex(text, PARTIES)
    assert index.resolve("Its defence ministry", near=text.index("Its")) == Actor(
        name="Its defence ministry", party="RUS"
    )
    assert index.resolve("Its defence ministry") == Actor(name="Its defence ministry", party=None)


def test_a_spokesman_of_the_government_is_the_governments() -> None:
    text = "The Sri Lankan government asked. Ari Silva, the minister of Planning and the government's spokesman, spoke."
    own = "The Sri Lankan government asked. Ari Silva, the government's spokesman, spoke."
    assert ActorIndex(own, PARTIES).resolve("Silva") == Actor(name="Ari Silva", party="LKA")
    assert ActorIndex(text, PARTIES).resolve("Silva") == Actor(name="Ari Silva", party=None)


def test_an_acronym_that_the_article_spells_out_is_in_the_article() -> None:
    text = "The Moro Islamic Liberation Front wants a truce. The Upland Farmers Union does not."
    index = ActorIndex(text, PARTIES)
    assert index.resolve("MILF") == Actor(name="The Moro Islamic Liberation Front", party="MILF")
    assert index.resolve("MNLF") is None


def test_an_acronym_in_brackets_has_the_party_of_what_it_stands_for() -> None:
    text = "The Syrian Defence Ministry (SDM) spoke. Later SDM denied it."
    assert ActorIndex(text, PARTIES).resolve("SDM") == Actor(name="SDM", party="SYR")


def test_what_a_person_owns_is_not_the_person() -> None:
    text = "South Sudanese President Salva Kiir and rebel commander Deng Majok met. Majok's escort fired."
    actor = ActorIndex(text, PARTIES).resolve("Majok's escort")
    assert actor is not None
    assert actor.name == "Majok's escort"


def test_a_place_before_the_comma_is_not_what_stands_behind_it() -> None:
    text = "The dead were found near the Ostrel, Ravenna, the army said. The army left."
    assert ActorIndex(text, PARTIES).resolve("the army") == Actor(name="the army", party=None)


def test_a_verb_that_looks_like_a_deed_does_not_tie_a_person_to_a_party() -> None:
    text = "He asked that Washington strike Mario Sandoval from the list. Sandoval lives abroad."
    assert ActorIndex(text, PARTIES).resolve("Sandoval") == Actor(name="Mario Sandoval", party=None)


def test_titles_that_disagree_leave_no_party() -> None:
    text = "Gabonese President Omar Ali spoke. Ghanaian President Omar Ali did too."
    assert ActorIndex(text, PARTIES).resolve("Omar Ali") == Actor(name="Omar Ali", party=None)


@settings(deadline=None)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                [
                    "Russian",
                    "Lavrov",
                    "Sergei",
                    "the",
                    "president",
                    "of",
                    "US",
                    "(LTTE)",
                    "’s",
                    "Sana’al",
                    "Lashkar-e-",
                    "d’",
                    "de",
                    "26",
                    "spokesman",
                    "for",
                    "strike",
                    "UKRAINE RALLIES",
                    ",",
                    ".",
                    "\n",
                    "Israel-",
                    "İ",
                    "al-",
                    "UN",
                    "He",
                    "said",
                    "'",
                    "\u0301",
                ]
            ),
            st.text(max_size=6),
        ),
        max_size=30,
    ).map(" ".join)
)
@example("A² Lavrov")
def test_candidates_and_resolved_names_stand_in_any_text(text: str) -> None:
    index = ActorIndex(text, PARTIES)
    for mention in index.actors_in(0, len(text)):
        assert spaced(plain(text))[slice(*shown(text, mention))] == mention.name
        actor = index.resolve(mention.name, near=mention.start)
        assert actor is not None
        assert actor.name in spaced(plain(text))


def shown(text: str, mention: ActorMention) -> tuple[int, int]:
    """Where a mention stands in the text without its markup."""
    seen = without_markup(text)
    if seen is None:
        return mention.start, mention.end
    return seen.offset(mention.start), seen.offset_before(mention.end)


def test_an_empty_article_has_no_actors() -> None:
    index = ActorIndex("", PARTIES)
    assert index.actors_in(0, 0) == ()
    assert index.resolve("Hamas") is None
