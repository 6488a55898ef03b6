"""Briefs a second on a GPU machine: vLLM with our schemas as its grammar and our instructions as its cached prefix.

    python -m benchmarks.gpu --serve Qwen/Qwen3-32B-FP8 [--tensor-parallel 1] [--data-parallel 8]
    python -m benchmarks.gpu --url http://gpu-1:8000 --model Qwen/Qwen3-32B-FP8

The first starts `vllm serve` (vLLM must be installed there) and ends it afterwards, the second asks a server that runs.
Articles have 45 sentences that each bear a record. Printed: articles and tokens a second, tokens an article, the share
of the prompt tokens that the prefix cache served (by vLLM's own counters where it has them, else by its replies), and
what failed. It has been run against a loopback server only, never on a GPU.
"""

from __future__ import annotations

import argparse
import asyncio
import re
import shutil
import subprocess
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from benchmarks.dense import articles
from summarizer.session import Summarizer
from summarizer.usage import Usage

PORT = 8_000
START_SECONDS = 1_800
"""How long weights may take to be fetched and loaded."""

WARM = 4
"""Articles briefed before the clock starts, so that the instructions are in the prefix cache."""

_COUNTER = re.compile(r"^vllm:(?:gpu_)?prefix_cache_(queries|hits)(?:_total)?(?:\{[^}]*\})? (\S+)$", re.MULTILINE)


def prefix_counters(metrics: str) -> Counter[str]:
    """Tokens looked up in the prefix cache (`queries`) and found there (`hits`), over all engines of a server.

    Args:
        metrics: what vLLM shows at `/metrics`.
    """
    found: Counter[str] = Counter()
    for name, value in _COUNTER.findall(metrics):
        found[name] += int(float(value))
    return found


def counters(url: str) -> Counter[str]:
    """The counters of a server; empty where it has none."""
    try:
        with urllib.request.urlopen(f"{url}/metrics", timeout=10) as answer:
            return prefix_counters(answer.read().decode())
    except urllib.error.HTTPError:
        return Counter()


def command(model: str, tensor_parallel: int, data_parallel: int) -> list[str]:
    """How vLLM is started."""
    return [
        *("vllm", "serve", model, "--port", str(PORT), "--max-model-len", "32768"),
        *("--enable-prefix-caching", "--enable-prompt-tokens-details"),
        *("--tensor-parallel-size", str(tensor_parallel), "--data-parallel-size", str(data_parallel)),
    ]


@contextmanager
def serving(starting: Sequence[str]) -> Iterator[str]:
    """Starts vLLM, waits until it answers, and ends it afterwards."""
    if shutil.which(starting[0]) is None:
        raise SystemExit("vLLM is not installed: run `pip install vllm` on a machine with a GPU, or give --url")
    url = f"http://127.0.0.1:{PORT}"
    with subprocess.Popen(starting) as server:
        try:
            deadline = time.monotonic() + START_SECONDS
            while not _answers(url):
                if server.poll() is not None or time.monotonic() > deadline:
                    raise SystemExit(f"vLLM did not start: exit code {server.poll()}")
                time.sleep(2)
            yield url
        finally:
            server.terminate()


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/health", timeout=10):
            return True
    except (urllib.error.URLError, TimeoutError):
        return False


async def briefed(summarizer: Summarizer, count: int, concurrency: int) -> tuple[Usage, Counter[str]]:
    """Briefs so many articles; what their answers came to, and how often which error."""
    usage, failed = Usage(), Counter[str]()
    wanted = [article for article in articles(WARM + count)][-count:]
    async for briefing in summarizer.abrief_many(wanted, concurrency=concurrency):
        usage = usage + briefing.usage
        failed.update(failure.error for failure in briefing.failures)
    return usage, failed


async def measured(url: str, model: str, count: int, concurrency: int) -> str:
    """All figures of a server, as lines."""
    with Summarizer(f"vllm/{model}", base_url=f"{url}/v1", cache=False, summary="composed") as summarizer:
        async for _ in summarizer.abrief_many(articles(WARM), concurrency=WARM):
            pass
        before, began = counters(url), time.perf_counter()
        usage, failed = await briefed(summarizer, count, concurrency)
        seconds = time.perf_counter() - began
        after = counters(url)
    looked_up = after["queries"] - before["queries"]
    if looked_up:
        share, by = (after["hits"] - before["hits"]) / looked_up, "by vLLM's counters"
    else:
        share, by = usage.cached_prompt_tokens / max(usage.prompt_tokens, 1), "by the replies"
    read, written = usage.prompt_tokens, usage.completion_tokens
    lines = [
        f"articles a second   {count / seconds:.2f} ({count:,} articles, {usage.calls:,} calls, {seconds:.0f} s)",
        f"tokens a second     {read / seconds:,.0f} read, {written / seconds:,.0f} written",
        f"tokens an article   {read / count:,.0f} read, {written / count:,.0f} written",
        f"from prefix cache   {share:.1%} of the tokens read, {by}",
        "failures            " + (", ".join(f"{name} {times}" for name, times in failed.items()) or "none"),
    ]
    return "\n".join(lines)


def main() -> None:
    """Reads the arguments and prints the figures."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.gpu")
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("--serve", metavar="MODEL", help="Start vLLM with this model")
    where.add_argument("--url", help="Ask a server that runs, such as http://gpu-1:8000")
    parser.add_argument("--model", help="Model that the server of --url has")
    parser.add_argument("--articles", type=int, default=2_000, help="How many articles")
    parser.add_argument("--concurrency", type=int, default=256, help="Articles at a time")
    parser.add_argument("--tensor-parallel", type=int, default=1, help="GPUs that one copy of the model takes")
    parser.add_argument("--data-parallel", type=int, default=1, help="Copies of the model")
    given = parser.parse_args()
    if given.serve:
        with serving(command(given.serve, given.tensor_parallel, given.data_parallel)) as url:
            print(asyncio.run(measured(url, given.serve, given.articles, given.concurrency)))
    elif given.model:
        print(asyncio.run(measured(given.url.rstrip("/"), given.model, given.articles, given.concurrency)))
    else:
        parser.error("--url needs --model")


if __name__ == "__main__":
    main()
