"""The settings of a command, and warnings about flags without effect."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from summarizer.cli.printing import say
from summarizer.errors import UsageError
from summarizer.llm.settings import Settings, read_settings
from summarizer.llm.specs import ModelSpec
from summarizer.weights.catalogue import find_weights


def checked_settings(flags: Mapping[str, object], *, inputs: Iterable[str] = ()) -> Settings:
    """Reads the settings of a run that asks a model, and says which of its flags have no effect.

    Args:
        flags: settings given on the command line, `None` where they were not.
        inputs: what the command reads, as the user named it.

    Raises:
        UsageError: a setting is wrong, or replies would be recorded among the inputs.
    """
    settings = read_settings(flags).settings
    spec = ModelSpec.parse(settings.model, base_url=settings.base_url)
    if spec.is_local and not spec.model.endswith(".gguf"):
        find_weights(spec.model)  # a size that does not exist is told before any article is read
    taped = "--record" if settings.record is not None else "--replay" if settings.replay is not None else None
    if taped is not None and (flags.get("refresh") or flags.get("cache") is False):
        flag = "--refresh" if flags.get("refresh") else "--no-cache"
        say(f"{flag} has no effect with {taped}, which does not use the cache")
    if settings.replay is not None and flags.get("max_cost") is not None:
        say("--max-cost has no effect with --replay, which costs nothing")
    if settings.record is not None:
        _refuse_inputs(settings.record, inputs)
    return settings


def _refuse_inputs(record: Path, inputs: Iterable[str]) -> None:
    """Refuses to record replies into a folder of articles, which would be read as articles the next time.

    Raises:
        UsageError: the folder is an input, or lies in one.
    """
    folder = record.resolve()
    for one in inputs:
        path = Path(one)
        if path.is_dir() and folder.is_relative_to(path.resolve()):
            raise UsageError(f"--record {str(record)!r} is inside the input {one!r}: record to another folder")


def warn_unused(flags: Mapping[str, bool], because: str) -> None:
    """Says of each given flag that it has no effect.

    Args:
        flags: the flags, and whether each was given.
        because: why, such as "with --estimate".
    """
    for flag, given in flags.items():
        if given:
            say(f"{flag} has no effect {because}")
