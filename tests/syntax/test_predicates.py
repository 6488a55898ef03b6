"""Predicates: who does what to whom, whether it is negated or only imagined, and who says it."""

from __future__ import annotations

import pytest

from summarizer.syntax.predicates import Predicate, governing_verb, predicates_of, speaker_of

from .sentences import parsed


def predicate(sentence: str, lemma: str) -> Predicate:
    """The predicate of a verb in a sentence."""
    return next(p for p in predicates_of(parsed(sentence)) if p.lemma == lemma)


def test_subjects_and_objects_are_heads_of_their_phrases() -> None:
    found = predicate("The old army shot three prison guards.", "shoot")
    assert [t.text for t in found.subjects] == ["army"]
    assert [t.text for t in found.objects] == ["guards"]
    assert (found.agents, found.modals) == ((), ())
    assert (found.passive, found.negated) == (False, False)


def test_a_passive_has_its_doers_behind_by() -> None:
    found = predicate("The minister was killed by rebels and soldiers.", "kill")
    assert found.passive
    assert [t.text for t in found.subjects] == ["minister"]
    assert [t.text for t in found.agents] == ["rebels", "soldiers"]


def test_joined_subjects_are_all_there() -> None:
    found = predicate("France and Germany imposed sanctions on Belarus.", "impose")
    assert [t.text for t in found.subjects] == ["France", "Germany"]


def test_a_joined_verb_shares_the_subject_before_it() -> None:
    found = predicate("Hamas rejected the plan and attacked the town.", "attack")
    assert [t.text for t in found.subjects] == ["Hamas"]


@pytest.mark.parametrize(
    ("sentence", "lemma", "negated", "modals"),
    [
        ("The army did not attack the village.", "attack", True, ()),
        ("Twelve villagers never returned.", "return", True, ()),
        ("The army attacked the village.", "attack", False, ()),
        ("Norway would impose sanctions.", "impose", False, ("would",)),
        ("The bomb could have killed dozens.", "kill", False, ("could",)),
        ("The rebels will attack.", "attack", False, ()),
        ("The army did not say that it attacked the village.", "attack", False, ()),
    ],
)
def test_negation_and_modals_belong_to_their_verb(
    sentence: str, lemma: str, negated: bool, modals: tuple[str, ...]
) -> None:
    found = predicate(sentence, lemma)
    assert (found.negated, found.modals) == (negated, modals)


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("Nine people died, the governor said.", "the governor"),
        ("The mayor said that nine people had died.", "The mayor"),
        ("According to the police, nine people died.", "the police"),
        ("Nine people died, according to the police of Strelsau.", "the police of Strelsau"),
        ('"We want peace," the minister said.', "the minister"),
        ("Nine people died in the raid.", None),
        ("The mayor was told of the raid.", None),
    ],
)
def test_the_speaker_is_who_says_the_sentence(sentence: str, speaker: str | None) -> None:
    found = speaker_of(parsed(sentence))
    assert (found.words if found is not None else None) == speaker


def test_a_word_is_governed_by_the_verb_of_its_clause() -> None:
    tokens = parsed("The mayor said that rebels had attacked the village.")
    verbs = {token.text: governing_verb(token) for token in tokens}
    assert str(verbs["village"]) == "attacked"
    assert str(verbs["mayor"]) == "said"
    assert governing_verb(parsed("Heavy fog")[0]) is None
