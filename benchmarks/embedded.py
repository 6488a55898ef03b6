"""How much of the engine's own speed a briefing keeps: the seed article against a bare loop of requests.

The bare loop reads a text once and writes words without a schema, which gives tokens a second for reading and writing;
the briefing's own tokens at those rates are the least time it could take. Aim: at least 0.85 of that speed.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

SEED = Path(__file__).parents[1] / "seeds" / "2025-05-18-sumy-bus.txt"
AIM = 0.85
ROUNDS = 3


def rates() -> tuple[float, float]:
    """Returns the tokens that the engine reads and writes a second, from the best time of each request.

    The quotient of the best times, not the best quotient: a slow short request would make the engine look faster.
    """
    import openai

    from summarizer.llm import embedded

    server = embedded.start(embedded.weights_path(""))
    client = openai.OpenAI(base_url=server.base_url, api_key=server.api_key, max_retries=0, timeout=600)

    def seconds(words: str, written: int) -> tuple[float, int]:
        started = time.perf_counter()
        reply = client.chat.completions.create(
            model="bare",
            messages=[{"role": "user", "content": words}],
            max_tokens=written,
            temperature=0,
            extra_body={"cache_prompt": False, "id_slot": 0, "ignore_eos": True},
        )
        assert reply.usage is not None
        return time.perf_counter() - started, reply.usage.prompt_tokens

    rounds = [
        (
            seconds("Tell a story.", 1),
            seconds("Tell a story. " + "The sea was calm. " * 40, 1),
            seconds("Tell a story.", 65),
        )
        for _ in range(ROUNDS)
    ]
    client.close()
    (short, few), (long, many), (told, _) = (min(one) for one in zip(*rounds, strict=True))
    return (many - few) / (long - short), 64 / (told - short)


def run() -> None:
    """Prints the seconds of a briefing, the least that its tokens could take, and the ratio."""
    os.environ["SUMMARIZER_CACHE"] = "false"
    from summarizer.article import Article
    from summarizer.session import Summarizer

    article = Article.from_file(SEED)
    reading, writing = rates()
    with Summarizer("local") as summarizer:
        summarizer.brief(article)  # what is constant in the prompts is read once a machine
        best, least = float("inf"), 0.0
        for _ in range(ROUNDS):
            started = time.perf_counter()
            usage = summarizer.brief(article).usage
            taken = time.perf_counter() - started
            read = usage.prompt_tokens - usage.cached_prompt_tokens
            if taken < best:
                best, least = taken, read / reading + usage.completion_tokens / writing
    print(f"engine alone: reads {reading:.0f} and writes {writing:.1f} tokens a second")
    print(f"seed article: {best:.1f} s (at most 60); its tokens at the engine's rates: {least:.1f} s")
    print(f"share of the engine's own speed: {least / best:.2f} (at least {AIM})")


if __name__ == "__main__":
    run()
