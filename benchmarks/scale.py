"""Past one machine, on paper: a small simulation of a run, held against measured figures, then carried to 10⁹ articles.

    python -m benchmarks.scale

A worker is one event loop on (a share of) one core: it prepares a call, waits for the rate limit, sends, waits for the
reply, and checks it. The simulation is discrete: every step of every call is an event, and what is shared (the loop,
the rate limit, the places for calls in flight) is waited for. No model is asked and no clock is read.
"""

from __future__ import annotations

import dataclasses
import heapq
import itertools
import random
from dataclasses import dataclass
from functools import partial

from summarizer.llm.profiles import profile_for
from summarizer.llm.specs import ModelSpec
from summarizer.usage import Usage

PRICES_OF = "28 November 2026"
"""The day of the prices: those of the installed `genai-prices`."""

READ, CACHED, WRITTEN = 2_850, 2_176, 510
"""Tokens an article with one question for all topics: read, of these from the prompt cache, and written."""

ARTICLES = (10**7, 10**9)
CPU_MS = 18.0
"""Processor time of an article: three topics, each 6.0 ms in the slower of two measured runs, without start-up."""


@dataclass(frozen=True)
class Plan:
    """A run to be simulated.

    Attributes:
        workers: event loops, each on a core of its own.
        in_flight: calls that a worker has under way at most.
        cpu_ms: processor time of a call, half of it before the request and half after the reply.
        latency: seconds from a request to its reply, on average.
        spread: standard deviation of a latency's logarithm; 0 for a fixed latency.
        core: share of its core that a worker gets.
        calls_per_minute: what the provider allows; `None` for no limit.
        tokens_per_minute: likewise, or what an engine of one's own works off.
        tokens: of a call, as that limit counts them.
    """

    workers: int = 1
    in_flight: int = 64
    cpu_ms: float = CPU_MS
    latency: float = 4.0
    spread: float = 0.4
    core: float = 1.0
    calls_per_minute: float | None = None
    tokens_per_minute: float | None = None
    tokens: int = READ + WRITTEN

    @property
    def interval(self) -> float:
        """Seconds between two requests that the limits allow."""
        rates = [60 / self.calls_per_minute] if self.calls_per_minute else [0.0]
        return max(*rates, 60 * self.tokens / self.tokens_per_minute) if self.tokens_per_minute else max(rates)


@dataclass(frozen=True)
class Outcome:
    """What a simulated run came to.

    Attributes:
        calls_per_second: of all workers together, from the first call to the last reply.
        steady: likewise, in the middle half of the calls, when all places are taken.
        busy: share of the time that each part was in use: `processor`, `rate limit`, `calls in flight`.
    """

    calls_per_second: float
    steady: float
    busy: dict[str, float]

    @property
    def bottleneck(self) -> str:
        """The part that was in use most."""
        return max(self.busy, key=lambda part: self.busy[part])


class _Run:
    """The state of a simulation."""

    def __init__(self, plan: Plan, calls: int, seed: int) -> None:
        self.plan = plan
        self.lots = random.Random(seed)
        self.events: list[tuple[float, int, partial[None]]] = []
        self.order = itertools.count()
        self.loops = [0.0] * plan.workers
        self.limit = 0.0
        self.waiting = calls
        self.flown = self.now = 0.0
        self.done: list[float] = []

    def at(self, time: float, step: partial[None]) -> None:
        heapq.heappush(self.events, (time, next(self.order), step))

    def work(self, worker: int) -> float:
        """Takes half a call's processor time of a worker; when it is done."""
        needed = self.plan.cpu_ms / 2_000 / self.plan.core
        self.loops[worker] = max(self.now, self.loops[worker]) + needed
        return self.loops[worker]

    def prepare(self, worker: int) -> None:
        if self.waiting:
            self.waiting -= 1
            self.at(self.work(worker), partial(self.send, worker, self.now))

    def send(self, worker: int, began: float) -> None:
        start = max(self.now, self.limit)
        self.limit = start + self.plan.interval
        drawn = self.lots.lognormvariate(-(self.plan.spread**2) / 2, self.plan.spread)
        self.at(start + self.plan.latency * drawn, partial(self.check, worker, began))

    def check(self, worker: int, began: float) -> None:
        done = self.work(worker)
        self.flown += done - began
        self.done.append(done)
        self.at(done, partial(self.prepare, worker))


def simulate(plan: Plan, calls: int = 4_000, seed: int = 5) -> Outcome:
    """Runs a plan for some calls, from an empty start to the last reply.

    Args:
        plan: what to simulate.
        calls: how many calls, of all workers together.
        seed: of the drawn latencies.
    """
    run = _Run(plan, calls, seed)
    for worker, _ in itertools.product(range(plan.workers), range(plan.in_flight)):
        run.at(0.0, partial(run.prepare, worker))
    while run.events:
        run.now, _, step = heapq.heappop(run.events)
        step()
    run.done.sort()
    steady = calls // 2 / (run.done[3 * calls // 4 - 1] - run.done[calls // 4 - 1])
    busy = {
        "processor": steady * plan.cpu_ms / 1_000 / plan.core / plan.workers,
        "rate limit": steady * plan.interval,
        "calls in flight": steady * run.flown / calls / plan.workers / plan.in_flight,
    }
    if busy["processor"] > 0.9 or busy["rate limit"] > 0.9:  # then the places are full because of it
        del busy["calls in flight"]
    return Outcome(calls / run.done[-1], steady, busy)


@dataclass(frozen=True)
class Measured:
    """A pair of runs in `docs/design/batch.md`: the bare SDK and the whole pipeline, one after the other.

    Attributes:
        name: which.
        calls: of each.
        sdk, sdk_cpu: calls a second and CPU milliseconds a call of the bare SDK.
        ours, ours_cpu: the pipeline's; start-up is in the milliseconds, not in the rate.
        start: processor seconds of the start-up that are in the milliseconds.
    """

    name: str
    calls: int
    sdk: float
    sdk_cpu: float
    ours: float
    ours_cpu: float
    start: float = 0.0


START = 4.1
"""Processor seconds of `summarizer batch` over one article, measured."""

MEASURED = (
    Measured("batch, 1,000 articles, first run", 3_000, 246, 2.8, 147, 7.4, START),
    Measured("batch, 1,000 articles, second run", 3_000, 201, 2.6, 150, 5.2, START),
    Measured("dense, first run", 180, 121, 2.6, 38, 8.8),
    Measured("dense, second run", 180, 86, 2.7, 32, 8.0),
    Measured("dense, third run", 180, 173, 2.4, 46, 7.8),
)
LOOPBACK = Plan(latency=0.05, spread=0.0)


def core_share(calls_per_second: float, cpu_ms: float, calls: int) -> float:
    """The share of a core at which the simulated bare SDK makes as many calls a second as the measured one."""
    low, high = 0.01, 1.0
    for _ in range(20):
        middle = (low + high) / 2
        plan = dataclasses.replace(LOOPBACK, core=middle, cpu_ms=cpu_ms)
        low, high = (middle, high) if simulate(plan, calls).calls_per_second < calls_per_second else (low, middle)
    return (low + high) / 2


def reproduced(pair: Measured) -> tuple[float, float]:
    """The share of a core that the SDK's figure tells, and the pipeline's calls a second that follow from it."""
    core = core_share(pair.sdk, pair.sdk_cpu, pair.calls)
    plan = dataclasses.replace(LOOPBACK, core=core, cpu_ms=pair.ours_cpu - 1_000 * pair.start / pair.calls)
    return core, simulate(plan, pair.calls).calls_per_second


@dataclass(frozen=True)
class Provider:
    """Where the model runs; every figure is a parameter to be set to one's own.

    Attributes:
        name: as the table has it.
        prompt, cached, completion: US dollars a million tokens.
        cached_tokens: of an article's, that the provider's cache serves.
        plan: workers and limits.
        dollars_an_hour: of machines of one's own.
        queue: tokens read that may wait with the provider at a time, each a day at most; `None` without batches.
    """

    name: str
    prompt: float
    cached: float
    completion: float
    plan: Plan
    cached_tokens: int = CACHED
    dollars_an_hour: float = 0.0
    queue: float | None = None

    def cost(self, articles: int, hours: float) -> float:
        """US dollars for some articles."""
        fresh = (READ - self.cached_tokens) * self.prompt + self.cached_tokens * self.cached
        return articles * (fresh + WRITTEN * self.completion) / 1e6 + hours * self.dollars_an_hour

    def hours(self, articles: int) -> tuple[float, str]:
        """Hours for some articles, and what they wait for."""
        if self.queue is not None:
            return 24 * articles * READ / self.queue, "batch queue"
        outcome = simulate(self.plan, 8 * self.plan.workers * self.plan.in_flight)
        return articles / outcome.steady / 3_600, outcome.bottleneck


def hosted(model: str, plan: Plan, *, cached: int = CACHED) -> Provider:
    """A provider at the public prices of a model."""
    prices = profile_for(ModelSpec.parse(model)).prices
    if prices is None:
        raise SystemExit(f"no public price of {model!r} is known")
    million = {"prompt": Usage(prompt_tokens=10**6), "completion": Usage(completion_tokens=10**6)}
    dollars = {name: prices.cost(usage) for name, usage in million.items()}
    return Provider(model, dollars["prompt"], prices.cached_prompt, dollars["completion"], plan, cached)


def halved(provider: Provider, queue: float) -> Provider:
    """The same by the provider's Batch API: half the price, no prompt cache counted on, a queue of so many tokens."""
    return dataclasses.replace(
        provider,
        name=f"{provider.name}, Batch API",
        prompt=provider.prompt / 2,
        completion=provider.completion / 2,
        cached_tokens=0,
        queue=queue,
    )


GPU_TOKENS = 3_200.0
"""Tokens a second, read and written together, of one H100 with a dense model of 32 billion weights in vLLM."""


def gpus(count: int, *, cached: int) -> Provider:
    """Machines of one's own; what the prefix cache serves is counted as no work."""
    plan = Plan(
        workers=8, in_flight=8 * count, latency=20.0, tokens_per_minute=60 * GPU_TOKENS * count,
        tokens=READ - cached + WRITTEN,
    )  # fmt: skip
    name = f"vLLM on {count} H100, {'prefix cached' if cached else 'no prefix cached'}"
    return Provider(name, 0.0, 0.0, 0.0, plan, cached, dollars_an_hour=2.5 * count)


def providers() -> list[Provider]:
    """The rows of the table."""
    mini = hosted(
        "openai/gpt-5-mini",
        Plan(workers=16, in_flight=200, tokens_per_minute=180e6, calls_per_minute=30_000),
    )
    lite = hosted("gemini/gemini-2.5-flash-lite", Plan(workers=8, in_flight=100, tokens_per_minute=30e6))
    haiku = hosted(
        "anthropic/claude-haiku-4-5",
        Plan(workers=1, in_flight=100, tokens_per_minute=400_000, tokens=WRITTEN),
        cached=0,
    )
    return [mini, halved(mini, 15e9), lite, haiku, gpus(64, cached=0), gpus(64, cached=CACHED)]


def tables() -> str:
    """What `docs/design/scale.md` shows."""
    lines = ["| measured | share of a core | simulated calls/s | measured calls/s | off by |", "|---|---|---|---|---|"]
    for pair in MEASURED:
        core, rate = reproduced(pair)
        lines.append(f"| {pair.name} | {core:.2f} | {rate:.0f} | {pair.ours:.0f} | {rate / pair.ours - 1:+.0%} |")
    lines += ["", "| where | dollars for 10⁷ | hours for 10⁷ | dollars for 10⁹ | days for 10⁹ | waits for |"]
    lines += ["|---|---|---|---|---|---|"]
    for provider in providers():
        (few, what), (many, _) = (provider.hours(count) for count in ARTICLES)
        cost = [provider.cost(count, hours) for count, hours in zip(ARTICLES, (few, many), strict=True)]
        lines.append(f"| {provider.name} | {cost[0]:,.0f} | {few:,.1f} | {cost[1]:,.0f} | {many / 24:,.1f} | {what} |")
    lines += ["", "| cores | articles/s | waits for |", "|---|---|---|"]
    unlimited = Plan(in_flight=500)
    for workers in (1, 2, 4, 8):
        outcome = simulate(dataclasses.replace(unlimited, workers=workers), 20_000)
        lines.append(f"| {workers} | {outcome.steady:.0f} | {outcome.bottleneck} |")
    return "\n".join(lines)


if __name__ == "__main__":
    print(tables())
