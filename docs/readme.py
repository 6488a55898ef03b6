"""Puts a briefing, read from standard input, into the README in place of the one it shows."""

from __future__ import annotations

import sys
from pathlib import Path

README = Path(__file__).parents[1] / "README.md"
BEGIN, END = "<!-- output of make brief -->\n```\n", "```\n<!-- end of output -->"


def main() -> None:
    """Rewrites the block."""
    before, begin, rest = README.read_text(encoding="utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    README.write_text(before + begin + sys.stdin.read() + end + after, encoding="utf-8")


if __name__ == "__main__":
    main()
