"""`summarizer batch --engine ray`: files in, partitions out, on a Ray cluster."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from summarizer.batch import Columns
from summarizer.cli.batch_run import DONE, PARTLY, BatchCommand
from summarizer.cli.printing import say
from summarizer.cli.settings import checked_settings
from summarizer.errors import UsageError

_FOLDED = re.compile(r"^([a-z][a-z0-9+.-]+):/(?!/)")
"""An address as a path has it, which leaves out the second slash."""

_OBJECT_STORE = 200_000_000
"""Bytes of the object store of a cluster on this machine: what passes through it is articles and rows."""


@dataclass(frozen=True, slots=True)
class RayOptions:
    """How a run goes about the cluster.

    Attributes:
        columns: which column holds what.
        address: of the cluster; `None` starts one on this machine.
        actors: how many; by default one a processor.
    """

    columns: Columns
    address: str | None = None
    actors: int | None = None

    def run(self, command: BatchCommand, others: Mapping[str, object]) -> int:
        """Runs the batch and returns the exit code.

        Args:
            command: what to run.
            others: options that this engine has not, and what was given for them.

        Raises:
            UsageError: such an option was given, Ray is not installed, or a setting is wrong.
            SummarizerError: what kept partitions from being done.
        """
        given = [name for name, value in others.items() if value]
        if given:
            raise UsageError(
                f"{given[0]} does not work with --engine ray: leave it out, or select the articles beforehand"
            )
        settings = checked_settings(command.flags, inputs=command.inputs)
        from summarizer.ray import RayConfig, brief_files
        from summarizer.ray.shared import import_ray

        with self._cluster(import_ray()) as cpus:
            config = RayConfig(
                actors=self.actors or max(1, int(cpus)),
                cpus=1.0 if self.actors is None else min(1.0, cpus / self.actors),
                concurrency=settings.concurrency or 16,
                columns=self.columns,
            )
            out = _address(command.out)
            report = brief_files(command.inputs, out, settings=settings, topics=command.topics, config=config)
        say(
            f"{report.rows:,} rows written in {report.written:,} partitions, {report.failed:,} "
            f"rows failed; {report.skipped:,} of {report.partitions:,} partitions were done before"
        )
        for place, message in report.broken.items():
            say(f"{place}: {message}")
        if report.error is not None:
            raise report.error
        return PARTLY if report.failed or report.broken else DONE

    @contextmanager
    def _cluster(self, ray: Any) -> Iterator[float]:
        """Joins the cluster, or starts one, and gives its processors."""
        quiet = {"logging_level": "ERROR", "log_to_driver": False}
        if self.address is not None:
            ray.init(address=self.address, **quiet)
        else:
            ray.init(object_store_memory=_OBJECT_STORE, include_dashboard=False, **quiet)
        ray.data.DataContext.get_current().enable_progress_bars = False
        logging.getLogger("ray.data").setLevel(logging.ERROR)
        try:
            yield float(ray.cluster_resources().get("CPU", 1.0))
        finally:
            ray.shutdown()


def _address(out: Path) -> str:
    """The output as an address, or as the path it is."""
    return _FOLDED.sub(r"\1://", str(out))
