"""The embedded model: llama.cpp's server inside this process, on loopback, behind a key made for this run.

It answers the OpenAI protocol, so that one client serves it and every hosted model. One server a process and file; it
ends with the process.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import MutableMapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

from summarizer.errors import ModelUnavailable
from summarizer.llm.specs import SlotServer
from summarizer.weights.catalogue import find_weights
from summarizer.weights.pulling import models_folder, pull
from summarizer.weights.sources import Progress

SLOTS = 4
"""Requests decoded side by side; on two cores four give 1.5 times the throughput of one, and six no more."""

SLOT_TOKENS = 4096
"""Context of one slot, in tokens: prompt and answer."""


SPINS = "2000"
"""Rounds (about 0.1 ms) that a thread of the engine waits busily for the others before it sleeps.

The runtime's own 300,000 take a whole time slice wherever another process has the processor: with two runs at once, or
a busy machine, a reply of 32 tokens took over 90 s where 5 s are enough.
"""


@dataclass(frozen=True, slots=True)
class EmbeddedServer:
    """A running server.

    Attributes:
        base_url: where it answers the OpenAI protocol; a loopback port that the system chose.
        api_key: the key that it demands, made at random for this process.
        path: the weights that it serves.
        slots: its slots, and where it saves their states.
        engine: the engine, which stops when nothing holds it any more.
    """

    base_url: str
    api_key: str
    path: Path
    slots: SlotServer
    engine: object

    def __repr__(self) -> str:
        return f"EmbeddedServer({self.base_url!r}, {self.path.name!r})"


def weights_path(name: str, progress: Progress = lambda *_: None) -> Path:
    """The file that a spec's part after `local` names, fetched if it is one of the catalogue.

    Args:
        name: "" (the default model), "0.5b", or the path of a GGUF file.
        progress: told of a download under way.

    Raises:
        ModelUnavailable: the file is not there and can't be fetched.
        UsageError: the name is neither in the catalogue nor a path.
    """
    if not (name.endswith(".gguf") or os.sep in name):
        return pull(find_weights(name), progress)
    path = Path(name).expanduser()
    if not path.is_file():
        raise ModelUnavailable(f"no weights at {str(path)!r}: check the path after 'local:'")
    with path.open("rb") as file:
        if file.read(4) != b"GGUF":
            raise ModelUnavailable(f"{str(path)!r} is not a GGUF file: name one made for llama.cpp")
    return path


def share_processors(environment: MutableMapping[str, str]) -> None:
    """Has the engine's threads sleep where they would wait busily; what the user has set for OpenMP stands.

    The runtime (GNU OpenMP) reads the environment when it is loaded, with the engine.
    """
    if "OMP_WAIT_POLICY" not in environment:
        environment.setdefault("GOMP_SPINCOUNT", SPINS)


@cache
def start(path: Path) -> EmbeddedServer:
    """Starts the server for a file of weights, or returns the one that this process already runs.

    Raises:
        ModelUnavailable: the engine can't load the file.
    """
    share_processors(os.environ)
    import xllamacpp  # 0.2 s and the engine's threads: only where a model is used

    key = secrets.token_urlsafe(24)
    threads = max(1, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)
    params = xllamacpp.CommonParams()
    params.model.path = str(path)
    params.api_keys = [key]
    params.hostnames = ["127.0.0.1"]
    params.n_parallel = SLOTS
    params.n_ctx = SLOTS * SLOT_TOKENS
    params.cpuparams.n_threads = threads
    params.cpuparams_batch.n_threads = threads
    params.verbosity = -1
    params.ui = False
    params.endpoint_slots = False
    params.cache_ram_mib = 0  # the engine would keep up to 8 GiB of old prompts; ours come from files
    states = models_folder().parent / "states"
    states.mkdir(parents=True, exist_ok=True)
    params.slot_save_path = f"{states}{os.sep}"
    try:
        server = xllamacpp.Server(params)
    except (RuntimeError, ValueError, OSError) as error:
        raise ModelUnavailable(
            f"can't load the weights {str(path)!r} ({error}): delete the file and run `summarizer "
            "models pull`, or name another"
        ) from error
    engine = f"{path.name} {path.stat().st_size} {SLOT_TOKENS} xllamacpp {version('xllamacpp')}"
    slots = SlotServer(server.listening_address, SLOTS, states, engine)
    return EmbeddedServer(f"{server.listening_address}/v1", key, path, slots, server)
