"""A spec names a provider and a model; a profile says what the model is like."""

from __future__ import annotations

import pytest

from summarizer.errors import UsageError
from summarizer.llm.profiles import profile_for
from summarizer.llm.specs import ModelSpec
from summarizer.usage import dollars


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


@pytest.mark.parametrize(
    ("spec", "effort"),
    [
        ("openai/gpt-5-mini", "low"),
        ("openai/gpt-5.1", "low"),
        ("openai/o4-mini", "low"),
        ("openrouter/openai/o3", "low"),
        ("azure/gpt-5", "low"),
        ("openai/o3-pro", None),
        ("openai/o1-mini", None),
    ],
)
def test_reasoning_models_are_told_how_long_to_think_and_get_no_temperature(spec: str, effort: str | None) -> None:
    profile = profile_for(ModelSpec.parse(spec))
    assert "temperature" in profile.unsupported
    assert profile.output_parameter == "max_completion_tokens"
    assert profile.max_output_tokens == 16_384
    assert profile.reasoning_effort == effort


@pytest.mark.parametrize("spec", ["openai/gpt-4o", "openai/gpt-5-chat-latest", "ollama/o3x", "vllm/openai/gpt-oss-20b"])
def test_other_models_get_a_temperature_and_no_effort(spec: str) -> None:
    profile = profile_for(ModelSpec.parse(spec))
    assert "temperature" not in profile.unsupported
    assert profile.reasoning_effort is None


def test_azure_sells_at_the_prices_of_openai() -> None:
    azure, openai = (profile_for(ModelSpec.parse(f"{name}/gpt-5-mini")) for name in ("azure", "openai"))
    assert azure.prices == openai.prices
    assert azure.prices is not None
    assert azure.context_window == openai.context_window > 128_000


def test_anthropic_is_asked_by_tools() -> None:
    assert profile_for(ModelSpec.parse("anthropic/claude-sonnet-4-5")).mode == "tools"


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        (0.0, "$0.00"),
        (0.000034, "$0.000034"),
        (0.0041, "$0.0041"),
        (0.25, "$0.25"),
        (0.9999, "$1.00"),
        (12.345, "$12.35"),
        (1234.5, "$1,234.50"),
    ],
)
def test_an_amount_shows_two_digits_that_count(amount: float, shown: str) -> None:
    assert dollars(amount) == shown
