"""Checks the drafts of a reply on the `document` road, and words the reasons for the model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pydantic import BaseModel

from summarizer.article import Span
from summarizer.extraction.checks import Checked, check_draft, ground_evidence
from summarizer.extraction.drafts import Draft, drafts_of
from summarizer.extraction.own_words import against_its_words, with_turn
from summarizer.extraction.results import Refused
from summarizer.indexing import IndexedArticle
from summarizer.schemas import kinds
from summarizer.topics import Topic

MOST_REASONS = 8
"""How many refused quotes are told to the model when it is asked again."""


@dataclass
class DraftChecks:
    """Checks drafts of a topic, each once: a reply that was asked for again brings most of the drafts that it had.

    Attributes:
        facts: the article.
        topic: the topic.
        within: where evidence must stand; anywhere where `None`.
    """

    facts: IndexedArticle
    topic: Topic
    within: Span | None = None
    _checked: dict[str, Checked] = field(default_factory=dict, repr=False)

    def of(self, reply: BaseModel) -> tuple[tuple[Draft, Checked], ...]:
        """The drafts of a reply about the topic alone, each with what became of it."""
        return self.of_drafts(drafts_of(reply))

    def of_drafts(self, drafts: Sequence[Draft]) -> tuple[tuple[Draft, Checked], ...]:
        """Drafts, each with what became of it."""
        return tuple((draft, self._known(draft)) for draft in drafts)

    def reasons_to_ask_again(self, reply: BaseModel) -> str | None:
        """Says which quotes are not in the article, or returns `None` when every record holds."""
        return self.reason(self.of(reply))

    def reason(self, checked: Sequence[tuple[Draft, Checked]]) -> str | None:
        """Says which quotes of checked drafts are not in the article, or returns `None` when every record holds."""
        reasons = []
        for draft, one in checked:
            if one.record is None:
                quote = next(iter(draft.get("evidence", [])), "")
                reasons.append(f'- the record with evidence "{quote}": {one.refused[0].detail}')
        if not reasons:
            return None
        told = "\n".join(reasons[:MOST_REASONS])
        keys = ", ".join(kinds(self.topic.record))
        return (
            "These records can't be used, because the article does not say this word for word:\n"
            f"{told}\nGive all the records again ({keys}), in the article's own words; leave out what it does not say."
        )

    def _known(self, draft: Draft) -> Checked:
        words = repr(draft)
        if words not in self._checked:
            self._checked[words] = self._check(draft)
        return self._checked[words]

    def _check(self, draft: Draft) -> Checked:
        evidence = ground_evidence(self.facts, list(draft.get("evidence", [])), within=self.within)
        if isinstance(evidence, Refused):
            return Checked(None, (Refused(evidence.code, evidence.detail, draft),))
        checked = check_draft(self.facts, self.topic, draft, evidence, {})
        checked = against_its_words(self.topic, checked, draft)
        turn = self.topic.checks.turned(self.facts, checked.record) if checked.record is not None else None
        return checked if turn is None else with_turn(checked, turn, draft)
