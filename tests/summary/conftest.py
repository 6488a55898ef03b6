"""The seed article and its briefing."""

from __future__ import annotations

from pathlib import Path

import pytest
from render.seed_briefing import seed_briefing

from summarizer.article import Article
from summarizer.briefing import Briefing

SEED = Path(__file__).parents[2] / "seeds" / "2025-05-18-sumy-bus.txt"


@pytest.fixture
def seed() -> Article:
    return Article.from_file(SEED)


@pytest.fixture
def briefing(seed: Article) -> Briefing:
    return seed_briefing(seed)
