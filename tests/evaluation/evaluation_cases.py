"""Articles, records and golden sets for the tests of evaluation."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from random import Random

import yaml

from summarizer.article import Article
from summarizer.briefing import ArticleInfo, Briefing
from summarizer.evaluation.golden import GoldenArticle, GoldenSet, GoldRecord
from summarizer.schemas import Actor, CasualtyReport, CeasefirePosition, Count, Evidence, Record, SanctionsCall

NOON = datetime.datetime(2025, 5, 18, 12, tzinfo=datetime.UTC)

TEXT = (
    "A drone killed nine people in Sumy on Saturday. Officials said 12 people were injured. "
    "The weather was calm. France called for sanctions on Russia. Ukraine rejected a truce."
)
STORY = Article(text=TEXT, date=datetime.date(2025, 5, 18), id="story")


def quote(article: Article, words: str) -> Evidence:
    """The first place of some words as evidence."""
    start = article.text.index(words)
    return Evidence(quote=words, start=start, end=start + len(words))


def exactly(number: int) -> Count:
    return Count(text=str(number), best=number, low=number, high=number)


def killed(number: int, evidence: Evidence, **fields: object) -> CasualtyReport:
    """A report of a number of dead."""
    return CasualtyReport.model_validate({"evidence": [evidence], "killed": exactly(number), **fields})


def call(name: str, evidence: Evidence, *, party: str | None = None, status: str = "called_for") -> SanctionsCall:
    """A call for sanctions."""
    actor = Actor(name=name, party=party)
    return SanctionsCall.model_validate({"evidence": [evidence], "actor": actor, "status": status})


def position(name: str, evidence: Evidence, stance: str = "demands") -> CeasefirePosition:
    """A position on a ceasefire."""
    return CeasefirePosition.model_validate({"evidence": [evidence], "actor": Actor(name=name), "stance": stance})


def firm(records: Iterable[Record]) -> list[GoldRecord]:
    return [GoldRecord(record) for record in records]


def toll_article(number: int, tolls: Sequence[int]) -> GoldenArticle:
    """An article that reports tolls, each three sentences from the next, with a golden record for each."""
    filler = f"Nothing else was said on day {number}. Roads stayed closed."
    text = " ".join(f"In town {i} of {number} a rocket killed {toll} people. {filler}" for i, toll in enumerate(tolls))
    article = Article(text=text or filler, date=datetime.date(2025, 5, 18), id=f"a{number:03}")
    records = [
        killed(toll, quote(article, f"In town {i} of {number} a rocket killed {toll} people"), weapon="rocket")
        for i, toll in enumerate(tolls)
    ]
    gold = {"casualties": tuple(firm(records)), "sanctions": (), "ceasefire": ()}
    return GoldenArticle(article, gold, tags=("even" if number % 2 == 0 else "odd",))


def toll_set(articles: int, *, seed: int = 1) -> GoldenSet:
    """A golden set of articles with none to six tolls each."""
    draw = Random(seed)
    return GoldenSet(
        tuple(toll_article(i, [draw.randint(1, 90) for _ in range(draw.randint(0, 6))]) for i in range(articles))
    )


def briefing(article: Article, records: Mapping[str, Iterable[Record]], **fields: object) -> Briefing:
    """A briefing of an article."""
    return Briefing.model_validate(
        {
            "article": ArticleInfo.of(article),
            "model": "scripted",
            "prompts": {"casualties": "aaa", "sanctions": "bbb", "ceasefire": "ccc"},
            "created_at": NOON,
            "records": {name: [one.model_dump() for one in found] for name, found in records.items()},
            **fields,
        }
    )


def perfect(golden: GoldenSet, *, without: int = 0, seed: int = 7) -> list[Briefing]:
    """Briefings with every golden record, save some that are left out at random."""
    places = [
        (article.id, name, i) for article in golden for name, rs in article.records.items() for i in range(len(rs))
    ]
    gone = set(Random(seed).sample(places, without))
    return [
        briefing(
            article.article,
            {
                name: [one.record for i, one in enumerate(found) if (article.id, name, i) not in gone]
                for name, found in article.records.items()
            },
        )
        for article in golden
    ]


def casualty_yaml(quotes: Sequence[str], number: int, **fields: object) -> dict[str, object]:
    """A casualty record as it stands in a gold.yaml."""
    return {
        "quotes": list(quotes),
        "source": None,
        "killed": {"text": str(number), "best": number, "low": number, "high": number},
        "injured": None,
        "missing": None,
        "captured": None,
        "victims": None,
        "victim_type": "unknown",
        "location": None,
        "date": None,
        "weapon": "rocket",
        "perpetrator": None,
        "responsibility": "unknown",
        "cumulative": False,
        **fields,
    }


def write_golden(folder: Path, articles: int = 4) -> Path:
    """Writes a golden set without problems: each article has a toll of its own."""
    for i in range(articles):
        entry = folder / f"entry-{i}"
        entry.mkdir(parents=True)
        front = yaml.safe_dump({"title": f"Rocket {i}", "date": "2025-05-18", "source": "wire", "tags": ["real-event"]})
        text = f"A rocket killed {i + 10} people in town {i}. Roads stayed closed."
        (entry / "article.md").write_text(f"---\n{front}---\n{text}\n", encoding="utf-8")
        write_gold(entry, [casualty_yaml([f"A rocket killed {i + 10} people"], i + 10)])
    halves = {
        "dev": [f"entry-{i}" for i in range(0, articles, 2)],
        "test": [f"entry-{i}" for i in range(1, articles, 2)],
    }
    (folder / "splits.yaml").write_text(yaml.safe_dump(halves), encoding="utf-8")
    return folder


def write_gold(entry: Path, casualties: Sequence[Mapping[str, object]]) -> None:
    """Writes the gold of an entry."""
    gold = {"casualties": [dict(one) for one in casualties], "sanctions": [], "ceasefire": []}
    (entry / "gold.yaml").write_text(yaml.safe_dump(gold, sort_keys=False), encoding="utf-8")
