"""Settings, and where each value came from: a flag, the environment, `summarizer.toml`, or the default."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from platformdirs import user_cache_path
from pydantic import BaseModel, ConfigDict, Field, PositiveFloat, PositiveInt, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from summarizer.errors import UsageError
from summarizer.invalid import problem_in_words
from summarizer.llm.profiles import Calls, Effort, Mode, Strategy
from summarizer.nearest import did_you_mean

FILE_NAME = "summarizer.toml"
PREFIX = "SUMMARIZER_"


class Settings(BaseModel):
    """Everything that can be set about models. Built by `read_settings`; by itself it reads nothing.

    Attributes:
        model: the spec of the model.
        base_url: address of the endpoint, where it is not the provider's own.
        api_key: the key; from a flag of the library or the environment only.
        api_key_file: a file that holds the key.
        strategy: in place of the profile's.
        calls: in place of the profile's.
        mode: in place of the profile's.
        context_window: tokens, in place of the profile's.
        max_output_tokens: tokens, in place of the profile's.
        price_prompt: US dollars for a million tokens read, for a model that the price list does not know.
        price_completion: US dollars for a million tokens written.
        temperature: of the sampling.
        seed: of the sampling.
        reasoning_effort: how long a reasoning model thinks, in place of the profile's.
        concurrency: requests in flight at most.
        requests_per_minute: ceiling.
        tokens_per_minute: ceiling.
        max_cost: US dollars that a run may cost.
        timeout: seconds that one reply may take, in place of the profile's.
        summary: who writes a briefing's summary: `model`, `composed` (code) or `none`; by default the model, unless
            it is embedded.
        attempts: requests for one call at most, the first included.
        reasks: how often a reply that does not fit is sent back.
        cache: whether good replies are remembered over runs.
        refresh: whether remembered replies are passed over and replaced.
        cache_dir: folder of the cache.
        topics: names of topics and paths of topic files to look for; a path in `summarizer.toml` is taken from where
            that file lies.
        record: folder to which every reply is written.
        replay: folder from which every reply is taken; no call is made.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    model: str = "local"
    base_url: str | None = None
    api_key: SecretStr | None = None
    api_key_file: Path | None = None
    strategy: Strategy | None = None
    calls: Calls | None = None
    mode: Mode | None = None
    context_window: PositiveInt | None = None
    max_output_tokens: PositiveInt | None = None
    price_prompt: float | None = Field(default=None, ge=0)
    price_completion: float | None = Field(default=None, ge=0)
    temperature: float = Field(default=0.0, ge=0)
    seed: int = 7
    reasoning_effort: Effort | None = None
    concurrency: PositiveInt | None = None
    requests_per_minute: PositiveFloat | None = None
    tokens_per_minute: PositiveFloat | None = None
    max_cost: float | None = Field(default=None, ge=0)
    timeout: PositiveFloat | None = None
    summary: Literal["model", "composed", "none"] | None = None
    attempts: PositiveInt = 6
    reasks: int = Field(default=1, ge=0, le=3)
    cache: bool = True
    refresh: bool = False
    topics: tuple[str, ...] = ()
    cache_dir: Path = Field(default_factory=lambda: user_cache_path("summarizer"))
    record: Path | None = None
    replay: Path | None = None


class _Sources(Settings, BaseSettings):
    """Tells pydantic-settings what to look for; never built."""

    model_config = SettingsConfigDict(env_prefix=PREFIX)


@dataclass(frozen=True, slots=True)
class SourcedSettings:
    """Settings, and where each came from.

    Attributes:
        settings: the values.
        origins: by name of the setting: `--flag`, a variable's name, a file's path or `default`.
    """

    settings: Settings
    origins: Mapping[str, str]


def read_settings(flags: Mapping[str, object] | None = None, *, folder: Path | None = None) -> SourcedSettings:
    """Puts settings together: flags before the environment before `summarizer.toml` before defaults.

    Args:
        flags: settings given by the caller; those that are `None` count as not given.
        folder: where `summarizer.toml` is looked for, it and its parents; the current folder by default.

    Raises:
        UsageError: a value is wrong, a setting is unknown, or two contradict each other; the message says where.
    """
    given = {name: value for name, value in (flags or {}).items() if value is not None}
    file = _nearest_file((folder or Path.cwd()).resolve())
    layers: list[tuple[Mapping[str, Any], Mapping[str, str]]] = [
        (given, {name: f"--{name.replace('_', '-')}" for name in given})
    ]
    _refuse_unknown_variables()
    environment = EnvSettingsSource(_Sources, env_ignore_empty=True)()
    layers.append((environment, {name: f"{PREFIX}{name.upper()}" for name in environment}))
    if file is not None:
        from_file = _file_values(file)
        layers.append((from_file, dict.fromkeys(from_file, str(file))))
    values: dict[str, Any] = {}
    origins: dict[str, str] = {}
    for layer, names in reversed(layers):
        values.update(layer)
        origins.update(names)
    try:
        settings = Settings(**values)
    except ValidationError as error:
        raise UsageError(_what_is_wrong(error, origins)) from None
    _refuse_contradictions(settings, origins)
    return SourcedSettings(settings, {name: origins.get(name, "default") for name in Settings.model_fields})


def _refuse_contradictions(settings: Settings, origins: Mapping[str, str]) -> None:
    """Refuses settings of an endpoint where the embedded model would answer, and two orders about one cache.

    An address in the environment is passed over where the embedded model is named on purpose.

    Raises:
        UsageError: one of them would have no effect.
    """
    if settings.model.strip().partition(":")[0] == "local":
        for name in ("base_url", "api_key_file", "api_key"):
            origin = origins.get(name)
            if origin is not None and (origin.startswith("--") or (name == "base_url" and "model" not in origins)):
                raise UsageError(
                    f"{origin} needs a hosted model, but the model is {settings.model!r}: name the "
                    "endpoint's model with --model, or leave it out"
                )
    if settings.refresh and not settings.cache and origins.get("refresh", "").startswith("--"):
        raise UsageError("--refresh has no effect with --no-cache: leave out one of them")


def _refuse_unknown_variables() -> None:
    """Refuses a variable of ours that sets nothing, such as one with a slip of letters in its name.

    Raises:
        UsageError: there is one; the message names the nearest setting.
    """
    for variable in sorted(os.environ):
        name = variable.upper().removeprefix(PREFIX).lower()
        if variable.upper().startswith(PREFIX) and name not in Settings.model_fields:
            raise UsageError(f"unknown setting {variable} in the environment: {_nearest(name, variable_of)}")


def variable_of(name: str) -> str:
    """The variable of the environment that holds a setting."""
    return f"{PREFIX}{name.upper()}"


def _nearest(name: str, shown: Callable[[str], str] = str) -> str:
    """Says which setting a wrong name comes nearest to, or else which there are."""
    known = [shown(field) for field in Settings.model_fields]
    return did_you_mean(shown(name), known).rstrip() or f"choose from {', '.join(known)}"


def _nearest_file(folder: Path) -> Path | None:
    candidates = (parent / FILE_NAME for parent in (folder, *folder.parents))
    return next((path for path in candidates if path.is_file()), None)


def _file_values(file: Path) -> dict[str, Any]:
    try:
        values = TomlConfigSettingsSource(_Sources, toml_file=file)()
    except (OSError, ValueError) as error:
        raise UsageError(f"can't read {str(file)!r} as TOML: {error}") from error
    if isinstance(values.get("topics"), list):
        values["topics"] = [_beside(file, str(name)) for name in values["topics"]]
    if "api_key" in values:
        raise UsageError(
            f"{str(file)!r} contains an api_key, which must not be committed: set "
            f"{PREFIX}API_KEY, or name a separate file with api_key_file"
        )
    return values


def _beside(file: Path, topic: str) -> str:
    """A topic file's path as taken from the folder of the settings; the name of a topic stays as it is."""
    is_path = topic.endswith((".yaml", ".yml")) or "/" in topic
    return str(file.parent / topic) if is_path else topic


def _what_is_wrong(error: ValidationError, origins: Mapping[str, str]) -> str:
    first = error.errors(include_input=False, include_url=False)[0]
    name = str(first["loc"][0]) if first["loc"] else "settings"
    where = origins.get(name, name)
    if first["type"] == "extra_forbidden":
        return f"unknown setting {name!r} in {where!r}: {_nearest(name)}"
    place = where if where.startswith(("--", PREFIX)) else f"{name!r} in {where!r}"
    return f"invalid {place}: it {problem_in_words(first)}"
