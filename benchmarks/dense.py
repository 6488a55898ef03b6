"""Dense articles: 45 sentences that each bear a record, replies of fifteen, a fifth of the questions asked again.

Calls a second of whole briefings, every record checked, beside the bare SDK that asks the same questions and validates
the replies, in turn and in one run. For both, the interpreter looks for reference cycles as seldom as in a batch.
"""

from __future__ import annotations

import asyncio
import random
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import SecretStr

from benchmarks.client import contest
from benchmarks.client_work import Stopwatch, Timing, main
from benchmarks.dense_server import asked_again
from summarizer.article import Article
from summarizer.cli.watching import rare_collections
from summarizer.extraction.document import document_request
from summarizer.indexing import IndexedArticle
from summarizer.llm.client import Client, ClientConfig
from summarizer.llm.limits import Limits
from summarizer.llm.profiles import Profile
from summarizer.llm.specs import Endpoint
from summarizer.session import Summarizer
from summarizer.topics import CASUALTIES, CEASEFIRE, SANCTIONS

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletionMessageParam

ARTICLES, ROUNDS, CONCURRENCY = 60, 3, 64
SIDES = ["Norway", "Chile", "Peru", "Kenya", "Ghana", "Nepal", "Fiji", "Malta", "Japan", "Oman", "Iraq", "Cuba"]
SIDES += ["Chad", "Mali", "Togo", "Laos", "Qatar", "Spain", "Italy", "Gabon"]
WHO = ["dockers", "farmers", "pupils", "drivers", "nurses", "fishermen", "weavers"]
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]
_HERE = Path(__file__).parent


def articles(count: int) -> list[Article]:
    """Articles of 45 sentences in paragraphs of three: a toll, a call for sanctions, a stance on a ceasefire."""
    lots = random.Random(3)
    made = []
    for number in range(count):
        actors, others = lots.sample(SIDES, 15), lots.sample(SIDES, 15)
        parts = [
            f"Shells killed {lots.randrange(5, 90)} {lots.choice(WHO)} in Port{lots.randrange(900)} "
            f"on {lots.choice(DAYS)}, the mayor of the town said. "
            f"{actor} called for tougher trade sanctions against {other}. "
            f"{other} rejected the ceasefire that {actor} had offered."
            for actor, other in zip(actors, others, strict=True)
        ]
        made.append(Article.from_text("\n\n".join(parts), date="2025-05-18", title=f"No. {number}"))
    return made


def ours(url: str, count: int) -> Timing:
    """Whole briefings, without a cache."""
    config = ClientConfig(limits=Limits(concurrency=CONCURRENCY))
    client = Client(Endpoint("custom/m", url, "m", SecretStr("none")), Profile(calls="per-topic"), config=config)
    client.prepare()
    *found, warm_up = articles(count + 1)
    with Summarizer(llm=client, summary="composed") as summarizer:

        async def run() -> Timing:
            await summarizer.abrief(warm_up)
            watch = Stopwatch()
            briefings = await asyncio.gather(*map(summarizer.abrief, found))
            timing = watch.timing(sum(b.usage.calls for b in briefings))
            if any(b.failures or b.rejected for b in briefings):
                raise SystemExit(f"{sum(len(b.rejected) for b in briefings)} records are refused")
            return timing

        with rare_collections():
            return asyncio.run(run())


def bare(url: str, count: int) -> Timing:
    """The bare SDK: the same questions, replies validated; nothing is checked against the article."""
    from openai import AsyncOpenAI

    questions = [
        document_request(IndexedArticle.of(article), (topic,))
        for article in articles(count)
        for topic in (CASUALTIES, SANCTIONS, CEASEFIRE)
    ]
    schemas = {q.response_model: q.response_model.model_json_schema() for q in questions}

    async def run() -> Timing:
        places = asyncio.Semaphore(CONCURRENCY)
        calls = 0
        async with AsyncOpenAI(base_url=url, api_key="none", max_retries=0) as sdk:

            async def ask(number: int) -> None:
                nonlocal calls
                question = questions[number]
                model = question.response_model
                turns: list[ChatCompletionMessageParam] = [
                    {"role": "system", "content": question.messages[0].content},
                    {"role": "user", "content": question.messages[1].content},
                ]
                for _ in range(1 + asked_again(question.messages[1].content)):
                    async with places:
                        reply = await sdk.chat.completions.create(
                            model="m",
                            messages=turns,
                            temperature=0,
                            response_format={
                                "type": "json_schema",
                                "json_schema": {"name": "Reply", "schema": schemas[model]},
                            },
                        )
                    model.model_validate_json(reply.choices[0].message.content or "")
                    calls += 1

            await ask(0)
            calls, watch = 0, Stopwatch()
            await asyncio.gather(*map(ask, range(len(questions))))
            return watch.timing(calls)

    with rare_collections():
        return asyncio.run(run())


def run(rounds: int = ROUNDS) -> None:
    """Prints the rates and processor times of each round, and the median ratio of the rates."""
    server = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.dense_server"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=_HERE.parent,
    )
    with server:
        if server.stdout is None or server.stdin is None:
            raise SystemExit("the benchmark's server has no output")
        url = server.stdout.readline().strip()
        command: list[str | Path] = [sys.executable, "-m", "benchmarks.dense"]
        ratios = []
        for _ in range(rounds):
            mine, theirs = (contest(command, name, url, ARTICLES) for name in ("summarizer", "openai"))
            ratios.append(mine.calls_per_second / theirs.calls_per_second)
            print(
                f"dense briefings {mine.calls_per_second:4.0f} calls/s {mine.cpu_ms:5.2f} CPU ms/call, bare SDK "
                f"{theirs.calls_per_second:4.0f} calls/s {theirs.cpu_ms:5.2f} CPU ms/call: {ratios[-1]:.2f}x"
            )
        server.stdin.close()
    print(f"median {sorted(ratios)[len(ratios) // 2]:.2f}x")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main({"summarizer": ours, "openai": bare})
    else:
        run()
