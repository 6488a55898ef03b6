"""Model profiles: how to ask a model, its limits, its prices, and what its endpoint refuses."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from summarizer.llm.specs import PROVIDERS, ModelSpec, ProviderName
from summarizer.usage import Usage

Strategy = Literal["passages", "document"]
Calls = Literal["one", "per-topic"]
Mode = Literal["json_schema", "tools", "json", "md_json"]
Effort = Literal["none", "minimal", "low", "medium", "high"]
Parameter = Literal["temperature", "seed", "max_tokens"]

_MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Prices:
    """US dollars for a million tokens.

    Attributes:
        prompt: tokens read.
        cached_prompt: tokens read that the provider had cached.
        completion: tokens written.
    """

    prompt: float
    cached_prompt: float
    completion: float

    def cost(self, usage: Usage) -> float:
        """What the tokens of `usage` cost, in US dollars."""
        fresh = max(usage.prompt_tokens - usage.cached_prompt_tokens, 0)
        dollars = (
            fresh * self.prompt
            + usage.cached_prompt_tokens * self.cached_prompt
            + usage.completion_tokens * self.completion
        )
        return dollars / _MILLION


FREE = Prices(0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Profile:
    """How to ask a model.

    Attributes:
        strategy: `document` asks over the whole article, `passages` over the sentences around a cue.
        calls: whether `document` asks about all topics at once, so that an article is sent once, or about each alone.
        mode: how the schema reaches the model (instructor's modes).
        context_window: tokens that prompt and answer may have together.
        max_output_tokens: ceiling of one answer, in tokens.
        prices: `None` where the price of the model is not known.
        unsupported: sampling parameters that the endpoint refuses.
        concurrency: requests in flight at most.
        timeout: seconds that one reply may take.
        output_parameter: the name under which the endpoint takes the ceiling of an answer.
        reasoning_effort: how long a reasoning model thinks; `None` where it is not told.
    """

    strategy: Strategy = "document"
    calls: Calls = "one"
    mode: Mode = "json_schema"
    context_window: int = 128_000
    max_output_tokens: int = 4_096
    prices: Prices | None = None
    unsupported: frozenset[Parameter] = frozenset()
    concurrency: int = 16
    timeout: float = 120.0
    output_parameter: Literal["max_tokens", "max_completion_tokens"] = "max_tokens"
    reasoning_effort: Effort | None = None


_SMALL = Profile(
    strategy="passages",
    calls="per-topic",
    context_window=4_096,
    max_output_tokens=1_024,
    prices=FREE,
    concurrency=4,
    timeout=600.0,  # a processor writes some ten tokens a second
)
"""Models of a few billion weights on the user's own machine."""

_PROFILES: dict[ProviderName, Profile] = {
    "openai": Profile(output_parameter="max_completion_tokens"),
    "azure": Profile(output_parameter="max_completion_tokens"),
    "openrouter": Profile(),
    # Anthropic's compatible endpoint passes over response_format and seed: the schema goes as a tool.
    "anthropic": Profile(mode="tools", unsupported=frozenset({"seed"}), context_window=200_000, concurrency=8),
    "gemini": Profile(unsupported=frozenset({"seed"}), context_window=1_048_576),
    "ollama": _SMALL,
    "vllm": Profile(context_window=32_768, prices=FREE, concurrency=64),
    "llamacpp": _SMALL,
    # One question at a time: what is decoded side by side is rounded differently, so that answers would hang together.
    "local": replace(_SMALL, concurrency=1),
    "custom": Profile(context_window=32_768),
}

_REASONING = re.compile(r"(?:gpt-5|o[134])(?![a-z])(?!.*-chat)")
"""OpenAI's reasoning models, which refuse a temperature; their answers count the reasoning too."""

_UNTOLD = re.compile(r"o1-(?:mini|preview)|.*-pro\b")
"""Those of them that think as long as they will."""


def profile_for(spec: ModelSpec) -> Profile:
    """The profile of a model: its provider's, corrected for the model and with its prices."""
    profile = _PROFILES[spec.provider]
    name = spec.model.rpartition("/")[2].lower()
    if _REASONING.match(name) and spec.provider in ("openai", "azure", "openrouter", "custom"):
        profile = replace(
            profile,
            unsupported=profile.unsupported | {"temperature"},
            max_output_tokens=4 * profile.max_output_tokens,
            output_parameter="max_completion_tokens",
            reasoning_effort=None if _UNTOLD.match(name) else "low",
        )
    priced = profile
    for price_list in _PRICE_LISTS.get(spec.provider, (PROVIDERS[spec.provider].price_list,)):
        if price_list is not None and priced is profile:
            priced = _with_price_list(profile, spec.model, price_list)
    return priced


_PRICE_LISTS: dict[ProviderName, tuple[str, ...]] = {"azure": ("azure", "openai")}
"""Azure sells OpenAI's models at OpenAI's prices; a deployment is often named after its model."""


def _with_price_list(profile: Profile, model: str, provider: str) -> Profile:
    from genai_prices import Usage as PricedUsage  # 0.4 s: only for models that cost something
    from genai_prices import calc_price

    def dollars(**tokens: int) -> float:
        return float(calc_price(PricedUsage(**tokens), model_ref=model, provider_id=provider).total_price)

    # Rates of short prompts (prices of some models rise over 200,000 tokens).
    thousand = 1_000
    try:
        window = calc_price(PricedUsage(input_tokens=1), model_ref=model, provider_id=provider).model.context_window
        prices = Prices(
            prompt=dollars(input_tokens=thousand) * thousand,
            cached_prompt=dollars(input_tokens=thousand, cache_read_tokens=thousand) * thousand,
            completion=dollars(output_tokens=thousand) * thousand,
        )
    except LookupError:
        return profile
    return replace(profile, prices=prices, context_window=window or profile.context_window)
