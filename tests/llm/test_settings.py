"""Settings come from flags, the environment and a file, in that order, and each says where it came from."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError

from summarizer.errors import ModelUnavailable, UsageError
from summarizer.llm.connect import client_for, config_for, endpoint_for, profile_with
from summarizer.llm.keys import find_key
from summarizer.llm.profiles import Prices
from summarizer.llm.settings import Settings, read_settings
from summarizer.llm.specs import PROVIDERS, ModelSpec

CANARY = "sk-canary-4f1d9b7e2c"


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for provider in PROVIDERS.values():
        for name in (provider.key_variable, provider.url_variable):
            if name is not None:
                monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    monkeypatch.chdir(tmp_path)


def test_flag_before_environment_before_file_before_default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "summarizer.toml"
    file.write_text('model = "ollama/a"\nseed = 1\nconcurrency = 2\n')
    monkeypatch.setenv("SUMMARIZER_MODEL", "ollama/b")
    monkeypatch.setenv("SUMMARIZER_SEED", "3")
    (tmp_path / "deeper").mkdir()
    found = read_settings({"model": "ollama/c", "base_url": None}, folder=tmp_path / "deeper")
    assert (found.settings.model, found.settings.seed, found.settings.concurrency) == ("ollama/c", 3, 2)
    assert found.settings.temperature == 0.0
    assert {name: found.origins[name] for name in ("model", "seed", "concurrency", "temperature", "base_url")} == {
        "model": "--model",
        "seed": "SUMMARIZER_SEED",
        "concurrency": str(file),
        "temperature": "default",
        "base_url": "default",
    }
    assert set(found.origins) == set(Settings.model_fields)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("sed = 1", "unknown setting 'sed' in .*summarizer.toml"),
        ("seed = 'x'", "'seed' in .*summarizer.toml.*: it must be a whole number"),
        ("seed = ", "as TOML"),
        (f"api_key = '{CANARY}'", "must not be committed"),
        ("concurrency = 0", "more than 0"),
    ],
)
def test_a_wrong_file_is_named(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "summarizer.toml").write_text(text)
    with pytest.raises(UsageError, match=words) as caught:
        read_settings()
    assert CANARY not in str(caught.value)


def test_settings_are_frozen_and_do_not_show_the_key() -> None:
    settings = Settings(api_key=SecretStr(CANARY))
    assert CANARY not in repr(settings) + settings.model_dump_json()
    with pytest.raises(ValidationError):
        settings.seed = 3  # type: ignore[misc]  # that is the point


def test_a_key_is_found_in_this_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    provider = PROVIDERS["openai"]
    assert find_key(provider, Settings()).key is None
    monkeypatch.setenv("OPENAI_API_KEY", "from-variable")
    assert find_key(provider, Settings()).origin == "OPENAI_API_KEY"
    file = tmp_path / "key"
    file.write_text("from-file\n")
    found = find_key(provider, Settings(api_key_file=file))
    assert (found.key, found.origin) == (SecretStr("from-file"), str(file))
    found = find_key(provider, Settings(api_key_file=file, api_key=SecretStr("given")))
    assert found.key == SecretStr("given")
    with pytest.raises(UsageError, match="can't read"):
        find_key(provider, Settings(api_key_file=tmp_path / "none"))


def test_a_missing_key_is_said_before_anything_is_sent() -> None:
    with pytest.raises(ModelUnavailable, match="OPENAI_API_KEY"):
        client_for(Settings(model="openai/gpt-5-mini"))


def test_a_replay_needs_no_key_and_no_server(tmp_path: Path) -> None:
    assert client_for(Settings(model="openai/gpt-5-mini", replay=tmp_path)).name == "openai/gpt-5-mini"
    assert client_for(Settings(replay=tmp_path)).name == "local"


def test_record_and_replay_exclude_each_other(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--record and --replay"):
        client_for(Settings(record=tmp_path, replay=tmp_path))


def test_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    spec = ModelSpec.parse("ollama/qwen3:8b")
    assert endpoint_for(spec, Settings()).base_url == "http://127.0.0.1:11434/v1"
    monkeypatch.setenv("OLLAMA_BASE_URL", "http://elsewhere/v1")
    assert endpoint_for(spec, Settings()).base_url == "http://elsewhere/v1"
    assert endpoint_for(spec, Settings(base_url="http://mine/v1")).base_url == "http://mine/v1"
    azure = ModelSpec.parse("azure/gpt-4o")
    with pytest.raises(UsageError, match="AZURE_OPENAI_ENDPOINT"):
        endpoint_for(azure, Settings())
    monkeypatch.setenv("AZURE_OPENAI_API_KEY", "k")
    assert endpoint_for(azure, Settings(base_url="https://x.openai.azure.com")).azure_api_version


@pytest.mark.parametrize("url", ["localhost:1234/v1", "http://", "http://host:abc/v1", "https:///v1", "http://[::1/v1"])
def test_an_invalid_address_is_said_to_be_one(url: str) -> None:
    with pytest.raises(UsageError, match=r"invalid URL .* write http://"):
        endpoint_for(ModelSpec.parse("m", base_url="x"), Settings(base_url=url))


def test_an_invalid_address_is_shown_without_its_password() -> None:
    with pytest.raises(UsageError) as caught:
        endpoint_for(ModelSpec.parse("m", base_url="x"), Settings(base_url=f"ftp://me:{CANARY}@host/v1"))
    assert CANARY not in str(caught.value)


@pytest.mark.parametrize("written", [f"{CANARY}\r\n", f" {CANARY}\t", f"\ufeff{CANARY}\n"])
def test_what_copying_adds_to_a_key_is_no_part_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: str
) -> None:
    file = tmp_path / "key"
    file.write_text(written, encoding="utf-8", newline="")
    provider = PROVIDERS["openai"]
    assert find_key(provider, Settings(api_key_file=file)).key == SecretStr(CANARY)
    assert find_key(provider, Settings(api_key=SecretStr(written))).key == SecretStr(CANARY)
    monkeypatch.setenv("OPENAI_API_KEY", written)
    assert find_key(provider, Settings()).key == SecretStr(CANARY)


NO_KEYS = {
    "UTF-16": (CANARY.encode("utf-16"), "is UTF-16: save it as UTF-8"),
    "UTF-16 without a mark": (CANARY.encode("utf-16-le"), "is UTF-16: save it as UTF-8"),
    "Latin-1": (b"sk-caf\xe9", "not UTF-8 text"),
    "empty": (b" \r\n", "is empty"),
    "two lines": (b"sk-one\nsk-two\n", "invalid API key"),
    "words": (b"my key is sk-one", "invalid API key"),
    "another script": ("sk-\u043a\u043b\u044e\u0447".encode(), "invalid API key"),
}


@pytest.mark.parametrize(("content", "words"), [pytest.param(*case, id=name) for name, case in NO_KEYS.items()])
def test_a_file_without_a_key_is_said_to_be_one(tmp_path: Path, content: bytes, words: str) -> None:
    file = tmp_path / "key"
    file.write_bytes(content)
    with pytest.raises(UsageError, match=words) as caught:
        find_key(PROVIDERS["openai"], Settings(api_key_file=file))
    assert "sk-one" not in str(caught.value)


def test_an_empty_variable_is_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", " ")
    assert find_key(PROVIDERS["openai"], Settings()).key is None


def test_the_folder_of_a_weights_file_is_no_part_of_its_name() -> None:
    endpoint = endpoint_for(ModelSpec.parse("local:/home/me/x.gguf"), Settings())
    assert (endpoint.model, endpoint.key_identity) == ("x.gguf", "local:x.gguf")


def test_an_address_is_shown_without_credentials() -> None:
    spec = ModelSpec.parse("m", base_url="x")
    endpoint = endpoint_for(spec, Settings(base_url=f"http://user:{CANARY}@host:1/v1/?token={CANARY}"))
    assert endpoint.address == endpoint.key_identity == "http://host:1/v1"
    assert CANARY not in repr(endpoint)


def test_settings_stand_in_for_the_profile() -> None:
    spec = ModelSpec.parse("ollama/qwen3:8b")
    settings = Settings(strategy="document", mode="tools", context_window=9, price_prompt=1, price_completion=2)
    profile = profile_with(settings, spec)
    assert (profile.strategy, profile.mode, profile.context_window) == ("document", "tools", 9)
    assert profile.prices == Prices(prompt=1, cached_prompt=1, completion=2)
    config = config_for(Settings(seed=1, attempts=2, max_cost=3, timeout=4, reasks=0))
    assert (config.sampling.seed, config.retry.attempts, config.limits.max_cost_usd) == (1, 2, 3)
    assert (config.timeout, config.reasks) == (4, 0)
