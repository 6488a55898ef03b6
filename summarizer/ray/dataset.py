"""From a Ray dataset of articles to one of briefings, and the configuration of a run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from summarizer.batch.rows import Columns
from summarizer.llm.cache import ResponseCache
from summarizer.llm.client import Client
from summarizer.llm.connect import CACHE_FILE, client_for, endpoint_for
from summarizer.llm.limits import Limits
from summarizer.llm.settings import Settings, read_settings
from summarizer.llm.specs import ModelSpec
from summarizer.ray.briefing_actor import Briefer, Setup
from summarizer.ray.shared import Shared, import_ray
from summarizer.topics import choose_topics


@dataclass(frozen=True)
class RayConfig:
    """How a run spreads over a cluster.

    Attributes:
        actors: how many; each holds a client and a parser (about 0.5 GB where topics are read by the parser).
        cpus: processors that one actor is counted as; a fraction where it mostly waits for a hosted model.
        concurrency: articles that one actor works on at a time.
        batch_size: articles that go to an actor together.
        columns: which column holds what.
    """

    actors: int = 2
    cpus: float = 1.0
    concurrency: int = 16
    batch_size: int = 64
    columns: Columns = field(default_factory=Columns)


def brief(
    dataset: Any,
    *,
    model: str | None = None,
    base_url: str | None = None,
    topics: Sequence[str] = (),
    settings: Settings | None = None,
    config: RayConfig | None = None,
) -> Any:
    """Briefs the articles of a `ray.data.Dataset`, and returns a lazy one with the columns of `rows_schema()`.

    Every row of the input is one row of the output; what failed has its `error` and `message`.

    Args:
        dataset: articles: a column of texts, and where there are any of dates, titles, ids, sources, addresses.
        model: the model's spec; by default what the environment or `summarizer.toml` says.
        base_url: where it answers, if not at its provider's address.
        topics: names of topics and topic files; all topics by default.
        settings: in place of `model`, `base_url` and what is set; requests and tokens a minute and the cost that they
            allow hold for all actors together.
        config: how the run spreads over the cluster.

    Raises:
        UsageError: Ray is not installed, or a setting is wrong.
        ModelUnavailable: the provider wants a key, and there is none.
    """
    ray = import_ray()
    config = config or RayConfig()
    settings = settings or read_settings({"model": model, "base_url": base_url}).settings
    setup = setup_for(settings, tuple(topics), config)
    return dataset.map_batches(
        Briefer,
        fn_constructor_args=(setup,),
        batch_size=config.batch_size,
        batch_format="pyarrow",
        compute=ray.data.ActorPoolStrategy(size=config.actors),
        num_cpus=config.cpus,
    )


def setup_for(settings: Settings, topics: tuple[str, ...], config: RayConfig) -> Setup:
    """Checks what a run is asked for here, where its user is, and starts what its actors share.

    Raises:
        UsageError: a setting or topic is wrong.
        ModelUnavailable: the provider wants a key, and there is none.
    """
    topics = topics or settings.topics
    choose_topics(topics)
    checked: Client = client_for(settings, cache=ResponseCache(settings.cache_dir / CACHE_FILE))
    limits = Limits(None, settings.requests_per_minute, settings.tokens_per_minute, settings.max_cost)
    cached = settings.cache and settings.record is None and settings.replay is None
    path = settings.cache_dir / CACHE_FILE if cached else None
    shared = Shared.start(limits, checked.profile.prices, path, refresh=settings.refresh)
    endpoint = endpoint_for(ModelSpec.parse(settings.model, base_url=settings.base_url), settings)
    update: dict[str, object] = {"max_cost": None, "requests_per_minute": None, "tokens_per_minute": None}
    if endpoint.api_key is not None:  # the cluster's machines need not have it in their environment
        update |= {"api_key": endpoint.api_key, "api_key_file": None}
    own = settings.model_copy(update=update)
    return Setup(own, shared, topics, config.columns, config.concurrency)
