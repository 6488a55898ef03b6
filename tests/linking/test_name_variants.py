"""Names as models give them: titles, initials, legal forms or spaces differ from the article's; the name does not."""

from __future__ import annotations

import pytest

from summarizer.linking.actors.index import ActorIndex
from summarizer.linking.registry import default_parties

MINISTER = "On Monday, Secretary\u00a0Anna\u00a0B.\u00a0Lindqvist of Norway spoke. Lindqvist left. Karl Brandt stayed."
FIRM = (
    "The ministry named Alba Nord on Monday. A refinery there, Nord Steel Works Co., Ltd., buys the ore. "
    "Kestria Oil Inc. left."
)
MARKED = "President [Olaf&#160;Henriksen](https://a.example/7) of **Norway** rejected it. Chile&#8217;s envoy left.[2]"


@pytest.mark.parametrize(
    ("text", "name", "found"),
    [
        pytest.param(MINISTER, "Secretary Anna B. Lindqvist", "Anna B. Lindqvist", id="no-break-spaces"),
        pytest.param(MINISTER, "Anna\u2009B.\u202fLindqvist", "Anna B. Lindqvist", id="thin-spaces"),
        pytest.param(MINISTER, "Anna Lindqvist", "Anna B. Lindqvist", id="initial-left-out"),
        pytest.param(MINISTER, "Mrs. Lindqvist", "Anna B. Lindqvist", id="honorific-added"),
        pytest.param(MINISTER, "Foreign Minister Anna B. Lindqvist", "Anna B. Lindqvist", id="title-added"),
        pytest.param(MINISTER, "Lindqvist, Anna", "Anna B. Lindqvist", id="surname-first"),
        pytest.param(MINISTER, "Karl M. Brandt", "Karl Brandt", id="initial-added"),
        pytest.param(FIRM, "Nord Steel Works Co. Ltd.", "Nord Steel Works", id="legal-form"),
        pytest.param(FIRM, "Kestria Oil", "Kestria Oil", id="legal-form-left-out"),
        pytest.param(FIRM, "Alba Nord Steel Works Co. Ltd.", "Nord Steel Works", id="over-two-sentences"),
        pytest.param(MARKED, "Olaf Henriksen", "Olaf Henriksen", id="entity-in-a-link"),
        pytest.param(MARKED, "President Henriksen", "Olaf Henriksen", id="short-for-a-name-in-a-link"),
        pytest.param(MARKED, "Chile", "Chile", id="entity-behind-a-name"),
    ],
)
@pytest.mark.parametrize("near", [None, 40])
def test_a_name_is_found_whatever_is_written_around_it(text: str, name: str, found: str, near: int | None) -> None:
    actor = ActorIndex(text, default_parties()).resolve(name, near)
    assert actor is not None
    assert actor.name.startswith(found)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param(MINISTER, "Karl Lindqvist", id="two-persons-in-one-name"),
        pytest.param(MINISTER, "Maria Lindqvist", id="another-given-name"),
        pytest.param(MINISTER, "Anna C. Lindqvist", id="another-initial"),
        pytest.param(MINISTER, "Chilean Minister Lindqvist", id="another-party"),
        pytest.param(MINISTER, "Secretary Holm", id="another-surname"),
        pytest.param(FIRM, "Kestria Steel Works", id="two-firms-in-one-name"),
        pytest.param(FIRM, "Kestria Nord Steel Works Co. Ltd.", id="another-first-word"),
        pytest.param(MARKED, "Olaf Brandt", id="another-name-in-a-link"),
    ],
)
def test_a_changed_name_is_not_found(text: str, name: str) -> None:
    assert ActorIndex(text, default_parties()).resolve(name, 40) is None


def test_mentions_of_a_text_with_markup_have_the_offsets_of_the_text_as_given() -> None:
    mentions = ActorIndex(MARKED, default_parties()).actors_in(0, len(MARKED))
    found = {m.name: MARKED[m.start : m.end] for m in mentions}
    assert found["Olaf Henriksen"] == "Olaf&#160;Henriksen"
    assert found["Norway"] == "Norway"
