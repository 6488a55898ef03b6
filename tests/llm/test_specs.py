"""A spec names a provider and a model; a profile says what the model is like."""

from __future__ import annotations

import pytest

from summarizer.errors import UsageError
from summarizer.llm.profiles import profile_for
from summarizer.llm.specs import ModelSpec


@pytest.mark.parametrize(
    ("text", "provider", "model"),
    [
        ("openai/gpt-5-mini", "openai", "gpt-5-mini"),
        ("openrouter/openai/gpt-5-mini", "openrouter", "openai/gpt-5-mini"),
        ("azure/my-deployment", "azure", "my-deployment"),
        ("anthropic/claude-sonnet-4-5", "anthropic", "claude-sonnet-4-5"),
        ("gemini/gemini-2.5-flash", "gemini", "gemini-2.5-flash"),
        ("ollama/qwen3:8b", "ollama", "qwen3:8b"),
        ("vllm/Qwen/Qwen3-8B", "vllm", "Qwen/Qwen3-8B"),
        ("llamacpp/any", "llamacpp", "any"),
        ("local", "local", "1.5b"),
        ("local:0.5b", "local", "0.5b"),
        ("local:/models/x.gguf", "local", "/models/x.gguf"),
        (" local ", "local", "1.5b"),
    ],
)
def test_specs(text: str, provider: str, model: str) -> None:
    spec = ModelSpec.parse(text)
    assert (spec.provider, spec.model) == (provider, model)
    assert spec.is_local == (provider == "local")


@pytest.mark.parametrize("text", ["", "gpt-5-mini", "openai", "openai/", "nobody/model", "custom/model", "local/x"])
def test_what_is_no_spec(text: str) -> None:
    with pytest.raises(UsageError, match="provider/model"):
        ModelSpec.parse(text)


def test_with_an_address_any_name_is_a_model() -> None:
    assert ModelSpec.parse("nobody/model", base_url="http://x").provider == "custom"
    assert ModelSpec.parse("vllm/model", base_url="http://x") == ModelSpec("vllm", "model", "vllm/model")


def test_profiles_know_prices_and_windows() -> None:
    gpt = profile_for(ModelSpec.parse("openai/gpt-4o-mini"))
    assert gpt.prices is not None
    assert 0 < gpt.prices.cached_prompt < gpt.prices.prompt < gpt.prices.completion
    assert gpt.context_window == 128_000
    assert gpt.strategy == "document"
    assert profile_for(ModelSpec.parse("openai/no-such-model")).prices is None
    local = profile_for(ModelSpec.parse("local"))
    assert local.prices is not None
    assert local.prices.completion == 0
    assert local.strategy == "passages"


def test_reasoning_models_get_no_temperature() -> None:
    assert "temperature" in profile_for(ModelSpec.parse("openai/gpt-5-mini")).unsupported
    assert "temperature" in profile_for(ModelSpec.parse("openrouter/openai/o3")).unsupported
    assert "temperature" not in profile_for(ModelSpec.parse("openai/gpt-4o")).unsupported
    assert profile_for(ModelSpec.parse("anthropic/claude-sonnet-4-5")).mode == "tools"
