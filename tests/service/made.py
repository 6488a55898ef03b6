"""Articles and briefings of the tests."""

from __future__ import annotations

import datetime

from summarizer.article import Article
from summarizer.briefing import ArticleInfo, Briefing, Failure
from summarizer.schemas import Actor, CasualtyReport, CeasefirePosition, Count, Evidence
from summarizer.service.store import BriefingRow, NewJob
from summarizer.usage import Usage

TEXT = "Nine people were killed near Sumy.\n\nUkraine rejected the truce. Nine people were killed near Sumy again."


def article(text: str = TEXT, title: str = "A strike", date: str = "2025-05-18") -> Article:
    return Article(text=text, title=title, date=datetime.date.fromisoformat(date))


def evidence(text: str, quote: str) -> Evidence:
    start = text.index(quote)
    return Evidence(quote=quote, start=start, end=start + len(quote))


def briefing(of: Article, *, failed: bool = False) -> Briefing:
    toll = CasualtyReport(
        evidence=(evidence(of.text, "Nine people were killed near Sumy."),), killed=Count.from_text("Nine people")
    )
    position = CeasefirePosition(
        evidence=(evidence(of.text, "Ukraine rejected the truce."),),
        actor=Actor(name="Ukraine", party="UKR"),
        stance="rejects",
    )
    return Briefing(
        article=ArticleInfo.of(of),
        model="m",
        created_at=datetime.datetime(2025, 5, 18, tzinfo=datetime.UTC),
        records={"casualties": (toll,), "sanctions": (), "ceasefire": (position,)},
        failures=(Failure(topic="sanctions", error="ReplyError", message="no"),) if failed else (),
        usage=Usage(calls=3, cost_usd=0.5),
    ).with_article(of)


def row(client: str = "desk", *, key: str = "k", of: Article | None = None, failed: bool = False) -> BriefingRow:
    of = of or article()
    return BriefingRow.new(briefing(of, failed=failed), of, content_key=key, client=client, created_by="ann")


def job(key: str | None = None, text: str = TEXT) -> NewJob:
    return NewJob(topics=("casualties",), article=article(text), content_key=key)
