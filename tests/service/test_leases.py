"""Leases on both databases: a job is one worker's at a time, comes back when that dies, and is given up in the end."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import pytest
import time_machine
from sqlalchemy import update

from service import made
from summarizer.service.store import Claimed, LeaseLost, Store
from summarizer.service.store.leases import LONGEST_PAUSE, MOST_ATTEMPTS
from summarizer.service.store.tables import jobs


def test_a_job_of_a_dead_worker_comes_back_and_the_dead_one_can_no_longer_finish_it(store: Store) -> None:
    store.jobs.add(made.job("k"), "desk", "ann")
    dead = store.jobs.claim("dead", 0.0)
    assert dead is not None
    taken = store.jobs.claim("w2", 30)
    assert taken is not None
    assert (taken.id, taken.attempts) == (dead.id, 2)
    late = made.row()
    with pytest.raises(LeaseLost):
        store.jobs.finish("dead", dead.id, late)
    assert store.briefings.get(late.id) is None
    store.jobs.finish("w2", taken.id, made.row())
    assert store.jobs.counts() == {"done": 1}


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC), tick=False) as traveller:
        yield traveller


def taken(store: Store, clock: time_machine.Traveller) -> Claimed | None:
    """The job that waits, once whoever held it is known to be dead and its pause is over."""
    for _ in range(2):
        clock.shift(LONGEST_PAUSE + 1)
        claimed = store.jobs.claim("w", 1.0)
        if claimed is not None:
            return claimed
    return None


def test_a_job_that_kills_its_workers_is_given_up(store: Store, clock: time_machine.Traveller) -> None:
    added, _ = store.jobs.add(made.job(), "desk", "ann")
    for _ in range(MOST_ATTEMPTS):
        assert taken(store, clock) is not None
    assert taken(store, clock) is None
    ended = store.jobs.get(added.id)
    assert ended is not None
    assert ended.state == "failed"
    assert ended.error is not None
    assert ended.error["error"] == "GaveUp"


def test_a_job_that_gets_further_is_not_given_up_however_often_its_workers_die(
    store: Store, clock: time_machine.Traveller
) -> None:
    added, _ = store.jobs.add(made.job(), "desk", "ann")
    for attempt in range(2 * MOST_ATTEMPTS):
        assert taken(store, clock) is not None
        store.jobs.set_progress("w", added.id, {"casualties": (attempt // 2, 99)})
    job = store.jobs.get(added.id)
    assert job is not None
    assert (job.state, dict(job.progress)) == ("running", {"casualties": (MOST_ATTEMPTS - 1, 99)})


def test_a_server_killed_in_quick_succession_does_not_use_up_the_attempts_of_its_oldest_jobs(
    store: Store, clock: time_machine.Traveller
) -> None:
    added, _ = store.jobs.add(made.job("oldest"), "desk", "ann")
    clock.shift(1.0)
    later = [store.jobs.add(made.job(f"later {number}"), "desk", "ann")[0].id for number in range(30)]
    first = []
    for number in range(20):  # a kill every four seconds, and a lease of two
        claimed = store.jobs.claim(f"w{number}", 2.0)
        assert claimed is not None
        first.append(claimed.id)
        clock.shift(4.0)
    assert first[:2] == [added.id, added.id]
    assert set(first) & set(later)
    job = store.jobs.get(added.id)
    assert job is not None
    assert job.state != "failed"


def test_an_attempt_that_begins_anew_does_not_set_the_progress_back(store: Store) -> None:
    added, _ = store.jobs.add(made.job(), "desk", "ann")
    store.jobs.claim("w", 30)
    for done in (2, 1):
        store.jobs.set_progress("w", added.id, {"casualties": (done, 3)})
    job = store.jobs.get(added.id)
    assert job is not None
    assert dict(job.progress) == {"casualties": (2, 3)}


def test_a_worker_that_was_late_to_renew_does_not_take_its_own_job_twice(store: Store) -> None:
    added, _ = store.jobs.add(made.job(), "desk", "ann")
    assert store.jobs.claim("slow", 0.0) is not None
    assert store.jobs.claim("slow", 30, [added.id]) is None
    assert store.jobs.claim("other", 30) is None
    store.jobs.finish("slow", added.id, made.row())
    assert store.jobs.counts() == {"done": 1}


def test_what_killed_workers_leave_and_what_finds_no_model_are_counted_apart(
    store: Store, clock: time_machine.Traveller
) -> None:
    added, _ = store.jobs.add(made.job(), "desk", "ann")
    for _ in range(3):
        assert taken(store, clock) is not None
    claimed = taken(store, clock)
    assert claimed is not None
    assert (claimed.attempts, claimed.unreached) == (4, 0)
    store.jobs.release("w", added.id, unreached=True)
    claimed = taken(store, clock)
    assert claimed is not None
    assert (claimed.attempts, claimed.unreached) == (4, 1)


def test_leases_that_are_renewed_stay(store: Store) -> None:
    store.jobs.add(made.job(), "desk", "ann")
    claimed = store.jobs.claim("w", 0.0)
    assert claimed is not None
    assert store.jobs.renew("w", [claimed.id], 30) == {claimed.id}
    assert store.jobs.claim("other", 30) is None


def test_a_cancelled_job_is_no_longer_its_workers(store: Store) -> None:
    added, _ = store.jobs.add(made.job(), "desk", "ann")
    store.jobs.claim("w", 30)
    store.jobs.cancel(added.id)
    assert store.jobs.renew("w", [added.id], 30) == frozenset()
    with pytest.raises(LeaseLost):
        store.jobs.finish("w", added.id, made.row())


def test_a_shutdown_costs_a_job_no_attempt(store: Store) -> None:
    added, _ = store.jobs.add(made.job(), "desk", "ann")
    store.jobs.claim("w", 30)
    store.jobs.release("w", added.id)
    again = store.jobs.claim("w", 30)
    assert again is not None
    assert again.attempts == 1


def test_a_released_job_waits_as_long_as_it_was_told(store: Store) -> None:
    added, _ = store.jobs.add(made.job(), "desk", "ann")
    store.jobs.claim("w", 30)
    store.jobs.release("w", added.id, after=60)
    assert store.jobs.claim("w", 30) is None


def test_an_expired_lease_of_the_same_article_holds_nobody_up(store: Store) -> None:
    store.jobs.add(made.job("same"), "desk", "ann")
    store.jobs.claim("dead", 30)
    store.jobs.add(made.job("same"), "agency", "bob")
    with store.database.writing() as connection:
        connection.execute(update(jobs).where(jobs.c.state == "running").values(lease_until=0.0))
    claimed = store.jobs.claim("w", 30)
    assert claimed is not None
    assert claimed.client == "desk"
