"""How long an article takes on the road without a language model, against its parser alone.

The seed article is briefed with `local` and parsed by the bare spaCy pipeline in the same run. Aims: a briefing within
20 seconds, and at most 12 times the parser's own time.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

SEED = Path(__file__).parents[1] / "seeds" / "2025-05-18-sumy-bus.txt"
MOST_SECONDS, MOST_RATIO = 20, 12
ROUNDS = 3


def best(work: Callable[[], object]) -> float:
    """The least seconds that the work took, of some rounds."""
    taken = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        work()
        taken.append(time.perf_counter() - started)
    return min(taken)


def run() -> None:
    """Prints the seconds to load, to parse and to brief, and the ratio of the last two."""
    from summarizer.article import Article
    from summarizer.session import Summarizer
    from summarizer.syntax.pipeline import load_pipeline

    article = Article.from_file(SEED)
    with Summarizer("local") as summarizer:
        started = time.perf_counter()
        summarizer.prepare()
        loaded = time.perf_counter() - started
        summarizer.brief(article)  # what is loaded or made at a first use
        briefed = best(lambda: summarizer.brief(article))
        pipeline = load_pipeline()
        parsed = best(lambda: pipeline(article.text))
    print(f"loading the parser and the role classifier: {loaded:.1f} s")
    print(f"seed article: {briefed:.2f} s (at most {MOST_SECONDS}); its parser alone: {parsed:.2f} s")
    print(f"ratio to the parser alone: {briefed / parsed:.1f} (at most {MOST_RATIO})")


if __name__ == "__main__":
    run()
