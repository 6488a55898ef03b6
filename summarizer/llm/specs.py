"""Model specs: the table of providers, the spec that a user writes, and the endpoint that answers."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Literal
from urllib.parse import parse_qsl, unquote, urlsplit, urlunsplit

from pydantic import SecretStr

from summarizer.errors import UsageError

ProviderName = Literal[
    "openai", "azure", "openrouter", "anthropic", "gemini", "ollama", "vllm", "llamacpp", "local", "custom"
]


@dataclass(frozen=True, slots=True)
class Provider:
    """A service that speaks the OpenAI chat-completions protocol.

    Attributes:
        name: first part of a spec.
        base_url: its address, `None` where only the user knows it.
        key_variable: environment variable that holds its key; `None` where it needs none.
        url_variable: environment variable that holds its address, for services that each user has of their own.
        price_list: its name in the price list; `None` where it costs nothing by the token.
    """

    name: ProviderName
    base_url: str | None = None
    key_variable: str | None = None
    url_variable: str | None = None
    price_list: str | None = None


PROVIDERS: dict[str, Provider] = {
    p.name: p
    for p in (
        Provider("openai", "https://api.openai.com/v1", "OPENAI_API_KEY", "OPENAI_BASE_URL", "openai"),
        Provider("azure", None, "AZURE_OPENAI_API_KEY", "AZURE_OPENAI_ENDPOINT", "azure"),
        Provider("openrouter", "https://openrouter.ai/api/v1", "OPENROUTER_API_KEY", price_list="openrouter"),
        Provider("anthropic", "https://api.anthropic.com/v1/", "ANTHROPIC_API_KEY", price_list="anthropic"),
        Provider(
            "gemini",
            "https://generativelanguage.googleapis.com/v1beta/openai/",
            "GEMINI_API_KEY",
            price_list="google",
        ),
        Provider("ollama", "http://127.0.0.1:11434/v1", url_variable="OLLAMA_BASE_URL"),
        Provider("vllm", "http://127.0.0.1:8000/v1", "VLLM_API_KEY", "VLLM_BASE_URL"),
        Provider("llamacpp", "http://127.0.0.1:8080/v1", "LLAMA_API_KEY", "LLAMACPP_BASE_URL"),
        Provider("local"),
        Provider("custom", key_variable="SUMMARIZER_API_KEY"),
    )
}
"""Every provider by name; `custom` is whatever answers at `--base-url`."""

KEYLESS = frozenset({"ollama", "vllm", "llamacpp", "local", "custom"})
"""Providers that may be asked without a key."""


@dataclass(frozen=True, slots=True)
class ModelSpec:
    """A model as the user names it.

    Attributes:
        provider: which service answers.
        model: the model's name there; for `local` a size (`1.5b`, `0.5b`) or a path to a GGUF file.
        text: the spec as written.
    """

    provider: ProviderName
    model: str
    text: str

    @classmethod
    def parse(cls, text: str, *, base_url: str | None = None) -> ModelSpec:
        """Reads `provider/model`, `local`, `local:SIZE` or `local:/path.gguf`.

        With an address of its own, any text is a model's name there, except where it names a provider.

        Raises:
            UsageError: the text names no provider, or no model of it.
        """
        written = text.strip()
        if written == "local" or written.startswith("local:"):
            return cls("local", written.partition(":")[2] or "1.5b", written)
        head, _, rest = written.partition("/")
        provider = PROVIDERS.get(head)
        if provider is not None and provider.name not in ("local", "custom") and rest:
            return cls(provider.name, rest, written)
        if base_url and written:
            return cls("custom", written, written)
        names = ", ".join(name for name in PROVIDERS if name not in ("local", "custom"))
        raise UsageError(
            f"unknown model {text!r}: {_nearest_spec(written)}use local, or provider/model with "
            f"one of {names}, or give --base-url"
        )

    @property
    def is_local(self) -> bool:
        """True if the embedded server answers, inside this process."""
        return self.provider == "local"


SHORTEST_SECRET = 12
"""Letters from which on a key is taken for one, and hidden by its value wherever it would be shown."""


def is_loopback(host: str) -> bool:
    """True for an address or name of this machine itself, such as `127.0.0.1`, `::1` or `localhost`."""
    name = host.strip("[]").rstrip(".").lower()
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(name.partition("%")[0]).is_loopback
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class SlotServer:
    """What is known of a server whose slots a caller may choose.

    Attributes:
        url: its address, without `/v1`.
        count: how many slots it has.
        folder: where it saves states.
        engine: names weights and engine; a state fits no other.
    """

    url: str
    count: int
    folder: Path
    engine: str


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a model answers.

    Attributes:
        name: the model's spec as the user wrote it.
        base_url: address before `/chat/completions`; empty for one that is started at the first call.
        model: the model's name as the endpoint knows it.
        api_key: the credentials, if it wants any. Never shown.
        identity: what stands for the endpoint in the keys of cache and recordings, where the address itself is
            no lasting name (the embedded server picks a new port each time); by default the address.
        azure_api_version: set for Azure, whose addresses are built differently.
        slots: set for the embedded server, whose slots keep what is constant in a prompt.
        headers: what else each request carries, such as whose account pays.
    """

    name: str
    base_url: str = field(repr=False)
    model: str
    api_key: SecretStr | None = None
    identity: str = ""
    azure_api_version: str | None = None
    slots: SlotServer | None = None
    headers: tuple[tuple[str, str], ...] = ()

    @property
    def address(self) -> str:
        """The address as it may be shown: without a user's name or password and without a query."""
        parts = urlsplit(self.base_url)
        return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path.rstrip("/"), "", ""))

    def blotted(self, text: str) -> str:
        """What an endpoint said of a failure with the credentials blotted out, should it echo them.

        A placeholder such as `none` or `EMPTY` is no secret, and its letters stand in other words.
        """
        for secret in self._secrets():
            if len(secret) >= SHORTEST_SECRET:
                text = text.replace(secret, "***")
        return text

    def _secrets(self) -> tuple[str, ...]:
        key = self.api_key.get_secret_value() if self.api_key is not None else ""
        parts = urlsplit(self.base_url)
        password = parts.netloc.rpartition("@")[0].partition(":")[2]
        query = [value for _, value in parse_qsl(parts.query)]
        return (key, password, unquote(password), *query)

    @property
    def key_identity(self) -> str:
        """The endpoint's name in keys of cache and recordings."""
        return self.identity or self.address


def _nearest_spec(written: str) -> str:
    """The question whether a spec of another provider was meant; "" if none is near."""
    head, slash, rest = written.partition("/")
    near = get_close_matches(head, [name for name in PROVIDERS if name != "custom"], n=1, cutoff=0.7)
    return f"did you mean {near[0] + slash + rest!r}? " if near else ""
