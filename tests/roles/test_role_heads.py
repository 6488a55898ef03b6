"""A head gives every phrase one probability a role, from the tokens of the phrase alone."""

from __future__ import annotations

import numpy as np
import pytest

from summarizer.roles.heads import Array, Head

WIDTH, INNER = 6, 5
ROLES = ("none", "killed", "source")


def a_head(seed: int = 7) -> Head:
    """A head with weights drawn by lot."""
    chance = np.random.default_rng(seed)

    def drawn(*shape: int) -> Array:
        return chance.normal(size=shape).astype(np.float32)

    tensors = {
        "h.0.weight": drawn(INNER, 3 * WIDTH),
        "h.0.bias": drawn(INNER),
        "h.3.weight": drawn(len(ROLES), INNER),
        "h.3.bias": drawn(len(ROLES)),
    }
    return Head.of(ROLES, tensors, "h")


def vectors(tokens: int = 9) -> Array:
    """What an encoder might make of a sentence."""
    return np.random.default_rng(11).normal(size=(tokens, WIDTH)).astype(np.float32)


@pytest.mark.parametrize("places", [[(0, 0)], [(0, 2), (3, 8), (4, 4)]], ids=["one phrase", "three phrases"])
def test_each_phrase_has_a_probability_for_every_role(places: list[tuple[int, int]]) -> None:
    found = list(a_head().probabilities(vectors(), places))
    assert len(found) == len(places)
    for roles in found:
        assert tuple(roles) == ROLES
        assert all(0 <= p <= 1 for p in roles.values())
        assert sum(roles.values()) == pytest.approx(1, abs=1e-5)


def test_phrases_do_not_look_at_each_other() -> None:
    together = list(a_head().probabilities(vectors(), [(0, 2), (3, 8)]))
    alone = [next(a_head().probabilities(vectors(), [place])) for place in [(0, 2), (3, 8)]]
    for one, other in zip(together, alone, strict=True):
        assert one == pytest.approx(other, abs=1e-5)


def test_only_the_tokens_of_a_phrase_count() -> None:
    hidden, changed = vectors(), vectors()
    changed[6:] += 5
    before, inside = a_head().probabilities(hidden, [(1, 3), (5, 7)])
    after, changed_inside = a_head().probabilities(changed, [(1, 3), (5, 7)])
    assert before == pytest.approx(after, abs=1e-6)
    assert inside != pytest.approx(changed_inside, abs=1e-3)


def test_scores_too_large_for_exp_are_still_probabilities() -> None:
    (roles,) = a_head().probabilities(vectors() * 1000, [(0, 3)])
    assert sum(roles.values()) == pytest.approx(1, abs=1e-5)


def test_a_head_without_its_tensors_is_refused() -> None:
    with pytest.raises(KeyError, match=r"heads\.weather\.0\.weight"):
        Head.of(ROLES, {}, "heads.weather")
