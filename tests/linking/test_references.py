"""Shorter names, offices and pronouns stand for whom the article has named before, where that is one alone."""

from __future__ import annotations

import pytest

from summarizer.linking.actors.index import ActorIndex
from summarizer.linking.registry import default_parties
from summarizer.schemas import Actor


def resolved(text: str, name: str) -> Actor | None:
    place = text.rindex(name)
    return ActorIndex(text, default_parties()).resolve(name, near=place)


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        (
            "The Council of the European Union met on Monday. The Council lifted the ban.",
            "The Council",
            Actor(name="The Council of the European Union", party="EU"),
        ),
        ("The Ostravan League met. The bloc lifted the ban.", "The bloc", Actor(name="The Ostravan League")),
        (
            "The ministers of the Coastal League met. The ministers lifted the ban.",
            "The ministers",
            Actor(name="The ministers of the Coastal League"),
        ),
        ("The Tarnish Guard fired. Then the Guard fell silent.", "the Guard", Actor(name="The Tarnish Guard")),
    ],
)
def test_a_shorter_name_stands_for_the_one_that_the_article_has_given_in_full(
    text: str, name: str, expected: Actor
) -> None:
    assert resolved(text, name) == expected


def test_a_shorter_name_that_fits_two_stands_for_neither() -> None:
    text = "The Council of Mariners and the Council of Bakers met. The Council lifted the ban."
    assert resolved(text, "The Council") == Actor(name="The Council")


def test_a_shorter_name_does_not_stand_for_one_that_comes_later() -> None:
    text = "The Council lifted the ban. The Council of Mariners met."
    index = ActorIndex(text, default_parties())
    assert index.resolve("The Council", near=0) == Actor(name="The Council")


@pytest.mark.parametrize("name", ["the Ostravan president", "The president of Ostrava"])
def test_an_office_stands_for_who_holds_it(name: str) -> None:
    text = (
        "The president of Ostrava, Ilse Varga, left. Pal Brede, the president of Ruvia, stayed. "
        f"In a letter {name} asked for a truce."
    )
    assert resolved(text, name) == Actor(name="Ilse Varga")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hamas said it would sign.", "Hamas"),
        ("Hamas met envoys in Cairo. Later it signed the paper.", "Hamas"),
        ("In talks with Egypt, Hamas was silent. On Monday it signed.", "Hamas"),
    ],
)
def test_it_stands_for_the_subject_before(text: str, expected: str) -> None:
    actor = resolved(text, "it")
    assert actor is not None
    assert actor.name == expected


def test_a_mouthpiece_speaks_for_its_owner() -> None:
    text = "Ilse Varga stayed at home. On Monday her spokeswoman called for a truce."
    assert resolved(text, "her spokeswoman") == Actor(name="Ilse Varga")


def test_it_stands_for_no_person() -> None:
    assert resolved("Sergei Lavrov said it rained.", "it") == Actor(name="it")


@pytest.mark.parametrize("name", ["the", "the Inc."])
def test_an_article_alone_is_short_for_nobody(name: str) -> None:
    index = ActorIndex("Oslo met the envoys. Later the talks failed.", default_parties())
    assert index.resolve(name) == Actor(name="the")
