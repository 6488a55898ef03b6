"""Metrics for Prometheus and the log: never a word of an article, a key or a requested URL."""

from __future__ import annotations

import datetime
import json
import logging
from collections.abc import Iterable, Mapping

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily

_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)


class Measures:
    """Counters of one process."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        names = ["method", "route", "status"]
        self._requests = Counter("summarizer_requests", "Requests answered", names, registry=self._registry)
        self._seconds = Histogram(
            "summarizer_request_seconds",
            "Seconds until a request was answered",
            ["route"],
            registry=self._registry,
            buckets=_BUCKETS,
        )

    def answered(self, method: str, route: str, status: int, seconds: float) -> None:
        """Counts a request."""
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def page(self, jobs: Mapping[str, int], spent_today: float) -> bytes:
        """All of it in Prometheus' text form, with what the database says now.

        Args:
            jobs: how many jobs are in each state.
            spent_today: US dollars.
        """
        return generate_latest(self._registry) + _gauges(jobs, spent_today)


class _Now:
    """Figures that are read when they are asked for."""

    def __init__(self, jobs: Mapping[str, int], spent_today: float) -> None:
        self._jobs = jobs
        self._spent_today = spent_today

    def collect(self) -> Iterable[GaugeMetricFamily]:
        """The figures."""
        states = GaugeMetricFamily("summarizer_jobs", "Jobs in the database by state", labels=["state"])
        for state in ("queued", "running", "done", "failed", "cancelled"):
            states.add_metric([state], self._jobs.get(state, 0))
        yield states
        yield GaugeMetricFamily("summarizer_spent_usd", "US dollars spent today (UTC)", value=self._spent_today)


def _gauges(jobs: Mapping[str, int], spent_today: float) -> bytes:
    registry = CollectorRegistry()
    registry.register(_Now(jobs, spent_today))
    return generate_latest(registry)


class JsonLines(logging.Formatter):
    """A log record as one line of JSON."""

    FIELDS = ("request", "method", "route", "status", "ms", "client", "job", "briefing")

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        time = datetime.datetime.fromtimestamp(record.created, datetime.UTC).isoformat(timespec="milliseconds")
        line: dict[str, object] = {"time": time, "level": record.levelname.lower(), "message": record.getMessage()}
        line |= {name: getattr(record, name) for name in self.FIELDS if hasattr(record, name)}
        if record.exc_info and record.exc_info[0] is not None:
            # Messages of errors may quote an article; where in the code it happened is enough to find it.
            frames = []
            trace = record.exc_info[2]
            while trace is not None:
                frames.append(f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}")
                trace = trace.tb_next
            line |= {"error": record.exc_info[0].__name__, "at": frames[-8:]}
        return json.dumps(line)


def log_to_stderr() -> None:
    """Sends the service's log to standard error."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    logger = logging.getLogger("summarizer.service")
    logger.handlers = [handler]
    logger.setLevel(logging.INFO)
    logger.propagate = False
