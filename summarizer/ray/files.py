"""From files to partitions of rows, on any filesystem: each is written once, and skipped by the next run."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from summarizer.errors import BudgetExceeded, ModelUnavailable, SummarizerError, UsageError
from summarizer.llm.settings import Settings
from summarizer.ray.briefing_actor import NOT_TRIED, Briefer, Setup
from summarizer.ray.dataset import RayConfig, setup_for
from summarizer.ray.partitions import Partition, filesystem_of, partitions_of, read_partition
from summarizer.ray.rows import table_of
from summarizer.ray.shared import import_ray

SETUP = "_setup.json"
"""File of an output that says what all of its rows have in common."""

_FAR = {BudgetExceeded.__name__: BudgetExceeded, ModelUnavailable.__name__: ModelUnavailable}


@dataclass
class FilesReport:
    """What a run over files came to.

    Attributes:
        partitions: partitions of the input.
        skipped: of these, those that an earlier run had written.
        written: those that this run has.
        rows: rows in them.
        failed: rows that failed, wholly or for some topics.
        broken: partitions that could not be done, with why.
        error: what kept partitions from being done that the next run will do.
    """

    partitions: int = 0
    skipped: int = 0
    written: int = 0
    rows: int = 0
    failed: int = 0
    broken: dict[str, str] = field(default_factory=dict)
    error: SummarizerError | None = None

    def add(self, outcome: Mapping[str, Any]) -> None:
        """Counts what came of a partition."""
        if outcome["error"] in _FAR:
            self.error = self.error or _FAR[outcome["error"]](outcome["message"])
        elif outcome["error"]:
            self.broken[outcome["place"]] = outcome["message"]
        else:
            self.written += 1
            self.rows += outcome["rows"]
            self.failed += outcome["failed"]


def brief_files(
    inputs: Sequence[str],
    out: str,
    *,
    settings: Settings,
    topics: Sequence[str] = (),
    config: RayConfig | None = None,
) -> FilesReport:
    """Briefs the articles of Parquet, JSONL and CSV files on a cluster; the same call again goes on where it stopped.

    Args:
        inputs: files and folders, on local paths or addresses such as `s3://bucket/folder`.
        out: folder of the output: one Parquet file a partition, with the columns of `rows_schema()`.
        settings: the model and its limits, which hold for all actors together.
        topics: names of topics and topic files; all topics by default.
        config: how the run spreads over the cluster.

    Raises:
        UsageError: Ray is not installed, a setting is wrong, or the output was begun with another setup.
        UnreadableInput: an input is not there.
        ModelUnavailable: the provider wants a key, and there is none.
    """
    ray = import_ray()
    config = config or RayConfig()
    setup = setup_for(settings, tuple(topics), config)
    _check_setup(out, settings, setup)
    report = FilesReport()
    todo = list(_todo(inputs, out, report))
    if not todo:
        return report
    dataset = ray.data.from_items(
        [{"path": p.path, "start": p.start, "stop": p.stop, "size": p.size} for p in todo],
        override_num_blocks=len(todo),
    ).map_batches(
        _PartitionBriefer,
        fn_constructor_args=(setup, out),
        batch_size=1,
        compute=ray.data.ActorPoolStrategy(size=min(config.actors, len(todo))),
        num_cpus=config.cpus,
    )
    for outcome in dataset.iter_rows():
        report.add(outcome)
    return report


def _todo(inputs: Sequence[str], out: str, report: FilesReport) -> Iterator[Partition]:
    """Yields the partitions that are not written yet."""
    from pyarrow import fs

    filesystem, folder = filesystem_of(out)
    filesystem.create_dir(folder, recursive=True)
    done = {info.base_name for info in filesystem.get_file_info(fs.FileSelector(folder))}
    for partition in partitions_of(inputs):
        report.partitions += 1
        if partition.name in done:
            report.skipped += 1
        else:
            yield partition


def _check_setup(out: str, settings: Settings, setup: Setup) -> None:
    """Refuses an output that was begun with another model or other topics.

    Raises:
        UsageError: it was.
    """
    from pyarrow import fs

    ours = {"model": settings.model, "topics": ", ".join(setup.topics), "summary": settings.summary or ""}
    filesystem, folder = filesystem_of(out)
    path = f"{folder}/{SETUP}"
    if filesystem.get_file_info(path).type == fs.FileType.File:
        with filesystem.open_input_stream(path) as file:
            known = json.loads(file.read())
        changed = [name for name in ours if known.get(name) != ours[name]]
        if changed:
            name = changed[0]
            raise UsageError(
                f"this output was started with {name} {known.get(name)!r}, not {ours[name]!r}: name another --out"
            )
        return
    filesystem.create_dir(folder, recursive=True)
    with filesystem.open_output_stream(path) as file:
        file.write(json.dumps(ours).encode())


class _PartitionBriefer:
    """Reads, briefs and writes one partition at a time; one an actor."""

    def __init__(self, setup: Setup, out: str) -> None:
        self._briefer = Briefer(setup)
        self._out = out

    def __call__(self, batch: Mapping[str, Sequence[Any]]) -> dict[str, list[Any]]:
        parts = zip(batch["path"], batch["start"], batch["stop"], batch["size"], strict=True)
        done = [self._done(Partition(str(p), int(start), int(stop), int(size))) for p, start, stop, size in parts]
        return {name: [one[name] for one in done] for name in ("place", "rows", "failed", "error", "message")}

    def _done(self, partition: Partition) -> dict[str, Any]:
        outcome: dict[str, Any] = {"place": partition.place, "rows": 0, "failed": 0, "error": "", "message": ""}
        try:
            rows = self._briefer.rows(read_partition(partition))
        except SummarizerError as error:
            return {**outcome, "error": type(error).__name__, "message": str(error)}
        far = next((row for row in rows if row["error"] in NOT_TRIED), None)
        if far is not None:  # its answers so far are kept as replies; the partition is done by the next run
            return {**outcome, "error": far["error"], "message": far["message"]}
        write_partition(self._out, partition, rows)
        return {**outcome, "rows": len(rows), "failed": sum(row["state"] != "done" for row in rows)}


def write_partition(out: str, partition: Partition, rows: Sequence[Mapping[str, object]]) -> None:
    """Writes a partition under another name and gives it its own, so that no half of one is ever taken for it.

    Args:
        out: folder of the output, a local path or an address.
        partition: whose rows they are.
        rows: with the columns of `rows_schema()`.
    """
    from pyarrow import parquet

    filesystem, folder = filesystem_of(out)
    fresh = f"{folder}/.{partition.name}.new"
    parquet.write_table(table_of(rows), fresh, filesystem=filesystem, compression="zstd")
    filesystem.move(fresh, f"{folder}/{partition.name}")
