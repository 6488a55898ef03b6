"""`summarizer verify`: prints a line per finding, and a summary."""

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
        sys.stderr.write(f"summarizer: {len(verified.findings):,} findings in {checked}\n")
        return PARTLY
    sys.stdout.write(f"{checked}: no findings\n")
    if verified.undecided:
        sys.stdout.write(f"not checked (a model or classifier chose these): {', '.join(verified.undecided)}\n")
    return DONE
