"""The simulation behind the plan for 10⁹ articles: as fast as its slowest part, and near what was measured."""

from __future__ import annotations

import dataclasses

import pytest

from benchmarks.gpu import prefix_counters
from benchmarks.scale import MEASURED, Measured, Plan, Provider, halved, hosted, reproduced, simulate


@pytest.mark.parametrize(
    ("plan", "rate", "bottleneck"),
    [
        pytest.param(Plan(cpu_ms=10, latency=0.1, in_flight=64), 100, "processor", id="one loop"),
        pytest.param(Plan(cpu_ms=10, latency=0.1, in_flight=64, core=0.5), 50, "processor", id="half a core"),
        pytest.param(Plan(workers=3, cpu_ms=10, latency=0.1, in_flight=64), 300, "processor", id="three loops"),
        pytest.param(Plan(cpu_ms=1, latency=1, in_flight=64, calls_per_minute=600), 10, "rate limit", id="calls"),
        pytest.param(
            Plan(workers=2, cpu_ms=1, latency=1, tokens_per_minute=60_000, tokens=100), 10, "rate limit", id="tokens"
        ),
        pytest.param(Plan(cpu_ms=1, latency=1, in_flight=20, spread=0), 20, "calls in flight", id="places"),
    ],
)
def test_a_run_is_as_fast_as_its_slowest_part(plan: Plan, rate: float, bottleneck: str) -> None:
    outcome = simulate(plan, 2_000)
    assert outcome.steady == pytest.approx(rate, rel=0.05)
    assert outcome.bottleneck == bottleneck


def test_more_workers_gain_nothing_behind_a_rate_limit() -> None:
    plan = Plan(cpu_ms=1, latency=0.5, calls_per_minute=3_000)
    one, four = (simulate(dataclasses.replace(plan, workers=workers), 2_000) for workers in (1, 4))
    assert one.steady == pytest.approx(four.steady, rel=0.02)


@pytest.mark.parametrize("pair", [pytest.param(pair, id=pair.name) for pair in MEASURED])
def test_the_rates_of_two_cores_follow_from_those_of_the_bare_client(pair: Measured) -> None:
    core, rate = reproduced(pair)
    assert 0 < core <= 1
    assert rate == pytest.approx(pair.ours, rel=0.25)


def test_a_batch_costs_half_of_what_calls_without_a_prompt_cache_cost() -> None:
    now = hosted("openai/gpt-5-mini", Plan(), cached=0)
    batch = halved(now, queue=28_500_000)
    assert batch.cost(1_000, 1.0) == pytest.approx(now.cost(1_000, 1.0) / 2)
    assert batch.hours(10_000) == (24.0, "batch queue")


def test_own_machines_cost_their_hours() -> None:
    own = Provider("own", 0.0, 0.0, 0.0, Plan(), dollars_an_hour=20.0)
    assert own.cost(10**7, 3.0) == 60.0


def test_the_prefix_cache_is_counted_over_all_engines_and_versions_of_its_counters() -> None:
    shown = (
        "# TYPE vllm:prefix_cache_queries_total counter\n"
        'vllm:prefix_cache_queries_total{engine="0",model_name="m"} 1000.0\n'
        'vllm:prefix_cache_queries_total{engine="1",model_name="m"} 2e+03\n'
        'vllm:prefix_cache_queries_created{engine="0",model_name="m"} 1.7e+09\n'
        'vllm:prefix_cache_hits_total{engine="0",model_name="m"} 700.0\n'
        'vllm:gpu_prefix_cache_hits{engine="1"} 50\n'
        "vllm:num_requests_running 3.0\n"
    )
    assert prefix_counters(shown) == {"queries": 3000, "hits": 750}
    assert not prefix_counters("")
