"""A model-free way to a briefing, for tests of the engine: what it says follows from the article alone."""

from __future__ import annotations

import asyncio
import datetime
import json
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from summarizer.article import Article
from summarizer.batch import Given
from summarizer.briefing import ArticleInfo, Briefing, Failure
from summarizer.schemas import CasualtyReport, Count, Evidence
from summarizer.usage import Usage

_WORDS = """officials residents rescue shelling village border convoy hospital minister army drone overnight talks
envoy region governor attack strike front river bridge market school power grid winter harvest grain"""
WORDS = _WORDS.split()


REFUSED = Failure(topic="sanctions", error="ReplyError", message="the model refused")


def text_of(number: int, words: int = 60) -> str:
    """An article whose word triples no other number has."""
    body = " ".join(f"{WORDS[(number * 7 + i * 3) % len(WORDS)]}{number}" for i in range(words))
    return f"Nine people were killed near town{number}. {body}."


def articles(count: int, *, words: int = 60) -> list[Article]:
    first = datetime.date(2025, 5, 1)
    return [
        Article(id=f"a{n:04}", text=text_of(n, words), date=first + datetime.timedelta(days=n % 60), title=f"Title {n}")
        for n in range(count)
    ]


def given(items: Iterable[Article]) -> Given:
    return Given(items)


def briefing_of(article: Article, *failures: Failure) -> Briefing:
    quote = article.text.partition(".")[0]
    record = CasualtyReport(
        killed=Count.from_text("Nine people"), evidence=(Evidence(quote=quote, start=0, end=len(quote)),)
    )
    failed = {failure.topic for failure in failures}
    return Briefing(
        article=ArticleInfo.of(article),
        model="test",
        created_at=datetime.datetime(2025, 6, 1, tzinfo=datetime.UTC),
        records={
            "casualties": () if "casualties" in failed else (record,),
            "sanctions": (),
            "ceasefire": (),
        },
        failures=failures,
        usage=Usage(calls=3, prompt_tokens=300, completion_tokens=60, cost_usd=0.001),
    )


class Desk:
    """Briefs articles after a moment, counts what it is asked, and fails as told.

    Attributes:
        asked: how often each id was asked for.
        fail: given the article and how often it was asked for, returns an exception to raise, or failures.
    """

    def __init__(
        self,
        *,
        seconds: float = 0.0,
        fail: Callable[[Article, int], Exception | tuple[Failure, ...]] = lambda _article, _times: (),
    ) -> None:
        self.asked: Counter[str] = Counter()
        self.in_flight = 0
        self.most_in_flight = 0
        self._seconds = seconds
        self._fail = fail

    async def brief(self, article: Article) -> Briefing:
        self.asked[article.id] += 1
        self.in_flight += 1
        self.most_in_flight = max(self.most_in_flight, self.in_flight)
        try:
            await asyncio.sleep(self._seconds)
        finally:
            self.in_flight -= 1
        wrong = self._fail(article, self.asked[article.id])
        if isinstance(wrong, Exception):
            raise wrong
        return briefing_of(article, *wrong)


def lines(path: Path) -> list[dict[str, Any]]:
    import gzip

    data = path.read_bytes()
    data = gzip.decompress(data) if path.suffix == ".gz" else data
    return [json.loads(line) for line in data.splitlines()]


def ids(path: Path) -> list[str]:
    return [line["article"]["id"] for line in lines(path)]
