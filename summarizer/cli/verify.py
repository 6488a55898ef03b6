"""The form of `summarizer verify`: a line for everything that does not hold, and a sentence on the whole."""

from __future__ import annotations

import sys

from summarizer.verification import Verified
from summarizer.visible_text import one_line

DONE, PARTLY = 0, 3


def show_verified(verified: Verified) -> int:
    """Prints what came of checking a file and returns the exit code."""
    for finding in verified.findings:
        sys.stdout.write(f"{one_line(str(finding))}\n")
    checked = f"{verified.briefings:,} briefings, {verified.records:,} records, {verified.quotes:,} quotes"
    if verified.findings:
        sys.stderr.write(f"summarizer: {len(verified.findings):,} things do not hold in {checked}\n")
        return PARTLY
    sys.stdout.write(f"{checked}: all hold\n")
    if verified.undecided:
        sys.stdout.write(f"not decided again (a model or a classifier chose them): {', '.join(verified.undecided)}\n")
    return DONE
