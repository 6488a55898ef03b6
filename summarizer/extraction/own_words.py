"""Records held against their own evidence, on every road: a class that it contradicts is turned, or the record goes."""

from __future__ import annotations

from summarizer.extraction.checks import Checked
from summarizer.extraction.drafts import Draft
from summarizer.extraction.results import Refused
from summarizer.topics import Topic
from summarizer.topics.checks import Turn


def against_its_words(topic: Topic, checked: Checked, draft: Draft) -> Checked:
    """A checked draft as its own evidence has it; no record where its evidence makes it none."""
    turn = topic.checks.against_words(checked.record) if checked.record is not None else None
    return checked if turn is None else with_turn(checked, turn, draft)


def with_turn(checked: Checked, turn: Turn, draft: Draft) -> Checked:
    """A checked draft with what became of it.

    Args:
        checked: the draft.
        turn: what its evidence makes of it.
        draft: what was drafted.
    """
    if turn.record is None:
        return Checked(None, (Refused(turn.code, turn.detail, draft),))
    name = turn.detail.partition(":")[0]
    told = (Refused(turn.code, turn.detail, {name: draft.get(name)}),) if turn.code else ()
    return Checked(turn.record, (*checked.refused, *told))
