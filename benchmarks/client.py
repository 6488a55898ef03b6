"""Calls a second through our client, against the bare OpenAI SDK, instructor and langextract, in one run.

The endpoint answers after 50 ms, in a process of its own; each contestant too runs in a process of its own, over the
same prompts, 64 at a time. langextract gets an environment of its own, made at the first run.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import venv
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel, SecretStr

from benchmarks.client_work import CONCURRENCY, Stopwatch, Timing, main, messages, topic
from summarizer.llm.client import Client, ClientConfig
from summarizer.llm.limits import Limits
from summarizer.llm.profiles import Profile
from summarizer.llm.specs import Endpoint
from summarizer.llm.types import Message, Request
from summarizer.schemas import CasualtyReport, CeasefirePosition, SanctionsCall

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletionMessageParam

CALLS = 1_000
ROUNDS = 3
LANGEXTRACT = "langextract==1.7.1"

_HERE = Path(__file__).parent
_ENVIRONMENT = _HERE.parent / "build" / "langextract"


class CasualtyReports(BaseModel):
    """What is asked for about casualties."""

    records: list[CasualtyReport]


class SanctionsCalls(BaseModel):
    """What is asked for about sanctions."""

    records: list[SanctionsCall]


class CeasefirePositions(BaseModel):
    """What is asked for about ceasefires."""

    records: list[CeasefirePosition]


MODELS: dict[str, type[CasualtyReports] | type[SanctionsCalls] | type[CeasefirePositions]] = {
    "casualties": CasualtyReports,
    "sanctions": SanctionsCalls,
    "ceasefire": CeasefirePositions,
}

Ask = Callable[[int], Awaitable[BaseModel]]


@dataclass(frozen=True)
class Figure:
    """The best of a contestant's rounds.

    Attributes:
        name: who.
        calls_per_second: calls by wall time.
        cpu_ms: processor time of the caller for one call, in milliseconds.
    """

    name: str
    calls_per_second: float
    cpu_ms: float


async def _timed(ask: Ask, calls: int) -> Timing:
    """Warms up with one call a topic, then times all, so many at a time."""
    places = asyncio.Semaphore(CONCURRENCY)

    async def one(number: int) -> bool:
        async with places:
            value = await ask(number)
        return isinstance(value, MODELS[topic(number)]) and len(value.records) == 1

    for number in range(len(MODELS)):
        await ask(number)
    watch = Stopwatch()
    answers = await asyncio.gather(*map(one, range(calls)))
    timing = watch.timing(calls)
    if not all(answers):
        raise SystemExit(f"only {sum(answers)} of {calls} calls were answered")
    return timing


def summarizer_calls(url: str, calls: int) -> Timing:
    """Our client: cache off, everything else as users have it."""

    async def run() -> Timing:
        config = ClientConfig(limits=Limits(concurrency=CONCURRENCY))
        async with Client(Endpoint("custom/m", url, "m", SecretStr("none")), Profile(), config=config) as client:

            async def ask(number: int) -> BaseModel:
                system, user = messages(number)
                turns = (Message("system", system["content"]), Message("user", user["content"]))
                return (await client.complete(Request(turns, MODELS[topic(number)]))).value

            return await _timed(ask, calls)

    return asyncio.run(run())


def _turns(number: int) -> list[ChatCompletionMessageParam]:
    """A prompt as the SDK's types have it."""
    system, user = messages(number)
    return [{"role": "system", "content": system["content"]}, {"role": "user", "content": user["content"]}]


def openai_calls(url: str, calls: int) -> Timing:
    """The bare SDK: schemas built once, answers validated by Pydantic."""
    from openai import AsyncOpenAI
    from openai.types.shared_params import ResponseFormatJSONSchema

    formats = {
        name: ResponseFormatJSONSchema(
            type="json_schema", json_schema={"name": model.__name__, "schema": model.model_json_schema()}
        )
        for name, model in MODELS.items()
    }

    async def run() -> Timing:
        async with AsyncOpenAI(base_url=url, api_key="none", max_retries=0) as sdk:

            async def ask(number: int) -> BaseModel:
                reply = await sdk.chat.completions.create(
                    model="m",
                    messages=_turns(number),
                    temperature=0,
                    seed=7,
                    response_format=formats[topic(number)],
                )
                return MODELS[topic(number)].model_validate_json(reply.choices[0].message.content or "")

            return await _timed(ask, calls)

    return asyncio.run(run())


def instructor_calls(url: str, calls: int) -> Timing:
    """Instructor around the SDK, as its documentation shows it."""
    import instructor
    from openai import AsyncOpenAI

    async def run() -> Timing:
        async with AsyncOpenAI(base_url=url, api_key="none", max_retries=0) as sdk:
            client = instructor.from_openai(sdk, mode=instructor.Mode.JSON_SCHEMA)

            async def ask(number: int) -> BaseModel:
                return await client.chat.completions.create(
                    model="m",
                    messages=_turns(number),
                    response_model=MODELS[topic(number)],
                    temperature=0,
                    seed=7,
                    strict=False,
                )

            return await _timed(ask, calls)

    return asyncio.run(run())


def langextract_python() -> Path:
    """The interpreter of an environment that has langextract; makes it where it is missing."""
    python = _ENVIRONMENT / "bin" / "python"
    if not python.exists():
        venv.create(_ENVIRONMENT, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "-q", LANGEXTRACT, "openai"], check=True)
    return python


def contest(command: list[str | Path], name: str, url: str, calls: int) -> Timing:
    """The timing of one contestant, in a process of its own."""
    arguments = [*command, name, url, str(calls)]
    done = subprocess.run(arguments, check=True, stdout=subprocess.PIPE, text=True, cwd=_HERE.parent)
    return Timing(**json.loads(done.stdout.splitlines()[-1]))


def run(calls: int = CALLS, rounds: int = ROUNDS) -> list[Figure]:
    """Runs all contestants in turn, so many rounds, and returns the best round of each."""
    ours: list[str | Path] = [sys.executable, "-m", "benchmarks.client"]
    theirs: list[str | Path] = [langextract_python(), "-m", "benchmarks.client_langextract"]
    commands = {"summarizer": ours, "openai": ours, "instructor": ours, "langextract": theirs}
    server = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.client_server"],
        cwd=_HERE.parent,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with server:
        if server.stdout is None:
            raise SystemExit("the benchmark's server has no output")
        url = server.stdout.readline().strip()
        timings = [
            (name, contest(command, name, url, calls)) for _ in range(rounds) for name, command in commands.items()
        ]
        if server.stdin is not None:
            server.stdin.close()
    best = {name: max((t for n, t in timings if n == name), key=lambda t: t.calls_per_second) for name in commands}
    return [Figure(name, timing.calls_per_second, timing.cpu_ms) for name, timing in best.items()]


def report(figures: list[Figure]) -> str:
    """The figures as a table, with our rate as a multiple of each peer's."""
    ours = figures[0].calls_per_second
    lines = [f"{'client':12} {'calls/s':>8} {'CPU ms/call':>12} {'ours is':>8}"]
    lines += [
        f"{f.name:12} {f.calls_per_second:8.0f} {f.cpu_ms:12.2f} {ours / f.calls_per_second:7.1f}x" for f in figures
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main({"summarizer": summarizer_calls, "openai": openai_calls, "instructor": instructor_calls})
    else:
        print(report(run()))
