"""The terminal: aligned at 80 columns, plain when piped, and colour never the only sign."""

from __future__ import annotations

import io
import re

import pytest
from rich import print as rich_print
from rich.cells import cell_len
from rich.console import Console

from summarizer.article import Article
from summarizer.briefing import Briefing
from summarizer.render import render_terminal
from summarizer.schemas import Count


def printed(briefing: Briefing, article: Article | None, *, terminal: bool, width: int = 80) -> str:
    """What comes out without colours, and on a terminal without bold and italics too."""
    out = io.StringIO()
    render_terminal(briefing, article, Console(file=out, force_terminal=terminal, width=width, color_system=None))
    return out.getvalue()


@pytest.mark.parametrize("width", [40, 80, 132])
def test_no_line_is_wider_than_the_terminal(briefing: Briefing, seed: Article, width: int) -> None:
    lines = printed(briefing, seed, terminal=True, width=width).splitlines()
    assert max(map(cell_len, lines)) <= width


def test_counts_stand_right_aligned_in_their_columns(briefing: Briefing, seed: Article) -> None:
    report = briefing.casualties[0]
    reports = (
        report.model_copy(update={"injured": Count(text="at least 1,200", best=1200, low=1200)}),
        report.model_copy(update={"killed": Count(text="120", best=120, low=120, high=120)}),
    )
    two = briefing.model_copy(update={"records": {"casualties": reports}})
    lines = printed(two, seed, terminal=True).splitlines()
    head = next(line for line in lines if "killed" in line and "injured" in line)
    first = next(line for line in lines if " C1 " in line)
    second = next(line for line in lines if " C2 " in line)
    at = head.index("killed") + len("killed")
    assert first[:at].endswith(" 9")
    assert second[:at].endswith(" 120")
    assert first[: head.index("injured") + len("injured")].endswith("≥ 1,200")


def test_stances_stand_in_a_column(briefing: Briefing, seed: Article) -> None:
    lines = printed(briefing, seed, terminal=True).splitlines()
    starts = {
        next(at for at, sign in enumerate(line) if sign in "▲◐") for line in lines if "│ F1 " in line or "│ F4 " in line
    }
    names = {line.index(name) for line in lines for name in ("Western governments:", "Moscow (RUS):") if name in line}
    assert len(starts) == len(names) == 1


def test_piped_it_is_plain_lines(briefing: Briefing, seed: Article) -> None:
    text = printed(briefing, seed, terminal=False)
    assert "\x1b" not in text
    assert not set("╭╮│─") & set(text)
    assert "killed 9  bus passengers (civilian)" in text
    assert "the words of F1 — the article" in text  # said once, not three times
    assert text.count("have demanded that Russia agree") == 1
    assert "FAILED ceasefire: ReplyError: The reply was cut off: raise max_tokens." in text
    assert "casualties: number_mismatch: the article says nine, the draft says 19" in text


def test_without_colour_every_stance_is_still_told_apart(
    briefing: Briefing, seed: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    out = io.StringIO()
    render_terminal(briefing, seed, Console(file=out, force_terminal=True, width=80, color_system="truecolor"))
    assert not re.search(r"\x1b\[[\d;]*\b(?:3[0-8]|4[0-8]|9\d)\b[\d;]*m", out.getvalue())
    assert "▲ demands" in out.getvalue()
    assert "◐ on condition" in out.getvalue()


def test_a_stream_that_cannot_write_a_sign_gets_a_question_mark(briefing: Briefing, seed: Article) -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii")
    render_terminal(briefing, seed, Console(file=stream))
    stream.flush()
    assert b"? demands unconditional ceasefire" in raw.getvalue()


def test_rich_shows_a_briefing_as_panels(briefing: Briefing) -> None:
    out = io.StringIO()
    rich_print(briefing, file=out)
    assert "Casualties · 1" in out.getvalue()


def test_each_sentence_names_its_records(briefing: Briefing, seed: Article) -> None:
    assert "lasting at least 30 days. [F1, F2, F3]" in printed(briefing, seed, terminal=False)


def test_nothing_found_says_so(briefing: Briefing) -> None:
    empty = briefing.model_copy(update={"records": {}, "summary": (), "failures": ()})
    for terminal in (True, False):
        assert "Nothing found on the topics asked for." in printed(empty, None, terminal=terminal)
