"""`summarizer doctor`: what works here, and what to do about what does not."""

from __future__ import annotations

import platform
import urllib.error
import urllib.request
from importlib.metadata import PackageNotFoundError, version

from rich.console import Console
from rich.table import Table

from summarizer.errors import ModelUnavailable, UsageError
from summarizer.llm.connect import endpoint_of
from summarizer.llm.specs import PROVIDERS, ModelSpec
from summarizer.llm.weights import find_weights, is_present, models_folder

PACKAGES = ("summarizer", "openai", "instructor", "pydantic", "xllamacpp", "sentencex", "rapidfuzz")
UNREACHABLE = 5


def examine(model: str, base_url: str | None) -> int:
    """Prints what works; returns 0 when the model can be used, 5 when it can't."""
    table = Table("", "", "", box=None, show_header=False)
    table.add_row("python", platform.python_version(), "ok")
    for name in PACKAGES:
        table.add_row(name, *_installed(name))
    spec = ModelSpec.parse(model, base_url=base_url)
    what, state = _embedded(spec) if spec.is_local else _endpoint(spec, base_url)
    table.add_row(f"model {spec.text}", what, state)
    table.add_row("weights folder", str(models_folder()), "ok" if models_folder().exists() else "not made yet")
    Console(soft_wrap=True).print(table)
    return 0 if state == "ok" else UNREACHABLE


def _installed(name: str) -> tuple[str, str]:
    try:
        return version(name), "ok"
    except PackageNotFoundError:
        return "-", "missing: install summarizer again"


def _embedded(spec: ModelSpec) -> tuple[str, str]:
    if spec.model.endswith(".gguf"):
        return spec.model, "ok"
    weights = find_weights(spec.model)
    return str(weights.path), "ok" if is_present(weights) else f"not here: run `summarizer models pull {spec.text}`"


def _endpoint(spec: ModelSpec, base_url: str | None) -> tuple[str, str]:
    """Asks the endpoint for its list of models; nothing is spent."""
    try:
        endpoint = endpoint_of(spec, base_url=base_url)
    except (UsageError, ModelUnavailable) as error:
        return PROVIDERS[spec.provider].base_url or "-", str(error)
    request = urllib.request.Request(f"{endpoint.base_url.rstrip('/')}/models")
    if endpoint.api_key is not None:
        request.add_header("Authorization", f"Bearer {endpoint.api_key.get_secret_value()}")
    try:
        urllib.request.urlopen(request, timeout=5).close()
    except urllib.error.HTTPError as error:
        return endpoint.base_url, "ok" if error.code == 404 else f"answers {error.code}: check the key"
    except (OSError, ValueError) as error:
        return endpoint.base_url, f"can't be reached ({error}): check the address"
    return endpoint.base_url, "ok"
