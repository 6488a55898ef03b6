"""What all actors share may die: articles then wait for the next run, and none is written down as failed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from summarizer.errors import ModelUnavailable
from summarizer.llm.limits import Limits
from summarizer.ray.shared import KeptReplies, Shared, SharedPacing, import_ray
from summarizer.usage import Usage

pytestmark = pytest.mark.ray


@pytest.fixture
def shared(tmp_path: Path) -> Iterator[Shared]:
    ray = import_ray()
    ray.init(
        num_cpus=1,
        object_store_memory=100_000_000,
        include_dashboard=False,
        logging_level="ERROR",
        log_to_driver=False,
    )
    try:
        yield Shared.start(Limits(), None, tmp_path / "replies.sqlite", refresh=False)
    finally:
        ray.shutdown()


@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::FutureWarning")
async def test_the_death_of_the_limiter_or_the_keeper_ends_the_run_and_fails_no_article(shared: Shared) -> None:
    pacing, replies = SharedPacing(shared.limiter), KeptReplies(shared.keeper)
    await pacing.after(Usage(calls=1))
    assert replies.get([]) == []
    for actor in (shared.limiter, shared.keeper):
        import_ray().kill(actor)
    with pytest.raises(ModelUnavailable, match="limiter of this run died"):
        await pacing.after(Usage(calls=1))
    with pytest.raises(ModelUnavailable, match="keeper of replies of this run died"):
        replies.put([])
