"""A reply that gives one list for all topics: its records are sorted by their fields."""

from __future__ import annotations

import pytest

from summarizer.article import Article
from summarizer.extraction.questions import shared_request
from summarizer.extraction.shared_replies import Misfit, lists_of
from summarizer.extraction.windows import whole
from summarizer.topics import choose_topics

TOLL = {"evidence": ["Nine people were killed"], "killed": "Nine"}


@pytest.mark.parametrize("reply", [{"records": [TOLL]}, {"answer": [TOLL]}, [TOLL]], ids=["records", "answer", "list"])
def test_a_list_without_topics_is_sorted_by_the_fields_of_its_records(reply: object) -> None:
    article = Article.from_text("Nine people were killed.")
    request = shared_request(article, tuple(choose_topics(("casualties", "sanctions", "ceasefire"))), whole(article))
    lists = lists_of(request.response_model.model_validate(reply))
    casualties = lists["casualties"]
    assert not isinstance(casualties, Misfit)
    assert [draft["killed"] for draft in casualties] == ["Nine"]
    assert isinstance(lists["sanctions"], Misfit)
    assert isinstance(lists["ceasefire"], Misfit)
