"""What is shown of a changed article: the words that changed, as they were and as they are, and what became of them."""

from __future__ import annotations

from summarizer.evaluation.stress.outcomes import Outcome

AROUND = 80
"""Characters shown on each side of what changed."""

MOST = 600


def example_of(outcome: Outcome) -> tuple[str, str, list[tuple[str, str]]]:
    """The changed words before and after, and for each unit that is wrong what was expected and what was found."""
    before, after = _changed(outcome.before, outcome.after)
    if outcome.beside:
        after = f"{after} [{outcome.beside}]"
    lines = [(unit.expected or "no such record", unit.found) for unit in outcome.units if not unit.right]
    return before, after, lines


def _changed(before: str, after: str) -> tuple[str, str]:
    """From the first to the last character that differs, with a little around it."""
    if before == after:
        return _short(before[:AROUND]), _short(after[:AROUND])
    start = next(
        (i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), min(len(before), len(after))
    )
    end = 0
    while end < min(len(before), len(after)) - start and before[-1 - end] == after[-1 - end]:
        end += 1
    left = max(0, start - AROUND)
    return (
        _short(before[left : min(len(before), len(before) - end + AROUND)]),
        _short(after[left : min(len(after), len(after) - end + AROUND)]),
    )


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= MOST else f"{words[: MOST // 2]} … {words[-MOST // 2 :]}"
