"""A document of 200,000 words: planted records found, their offsets, and what the reading costs.

A scripted model on no network answers each window with the planted sentences that stand in it, so that what is
measured is cutting, grounding and joining.
"""

from __future__ import annotations

import asyncio
import json
import random
import re
import resource
import time
from typing import Any

from summarizer.article import Article
from summarizer.errors import ReplyError
from summarizer.extraction import Room, extract, strategy_named
from summarizer.llm.scripted import ScriptedLLM
from summarizer.llm.types import Request
from summarizer.topics import CASUALTIES, CEASEFIRE, SANCTIONS

WORDS, PLANTED = 200_000, 1_000
FILLER = [
    "council",
    "harbour",
    "market",
    "road",
    "winter",
    "school",
    "report",
    "letter",
    "bridge",
    "garden",
    "river",
    "wheat",
    "museum",
    "train",
]
PLACES = ["Alba", "Borin", "Celt", "Dorva", "Esk", "Fenn", "Gorm", "Hald", "Istra", "Jorn"]


def document(words: int, planted: int) -> tuple[Article, list[str]]:
    """A document with sentences that bear a toll, evenly planted, and those sentences."""
    lots = random.Random(5)
    toll = [f"Shells killed {n + 10} dockers in {lots.choice(PLACES)}{n} on the quay." for n in range(planted)]
    parts: list[str] = []
    per_plant = words // planted - 10
    for sentence in toll:
        filler = [lots.choice(FILLER) for _ in range(per_plant)]
        sentences = [" ".join(filler[i : i + 14]).capitalize() + "." for i in range(0, per_plant, 14)]
        sentences.insert(lots.randrange(len(sentences) + 1), sentence)
        parts.append(" ".join(sentences))
    return Article.from_text("\n\n".join(parts), date="2025-05-18"), toll


def answers(request: Request[Any]) -> dict[str, Any]:
    """What a careful reader of a window answers."""
    found = re.findall(r"Shells killed (\d+) dockers in (\w+) on the quay\.", request.messages[-1].content)
    records = [
        {"evidence": [f"Shells killed {n} dockers in {place} on the quay."], "killed": n, "location": place}
        for n, place in found
    ]
    return {"casualties": records, "sanctions": [], "ceasefire": []}


async def read(article: Article, *, fails: int = -1) -> tuple[Any, int]:
    """The casualties of a document, and how many questions were asked; one of them may fail."""
    asked = 0

    def reply(request: Request[Any]) -> Any:
        nonlocal asked
        asked += 1
        return ReplyError("the model refused") if asked - 1 == fails else answers(request)

    strategy = strategy_named("document", room=Room(context=128_000, answer=4_096))
    found = await extract(article, (CASUALTIES, SANCTIONS, CEASEFIRE), ScriptedLLM(reply), strategy)
    return found[0], asked


def run() -> None:
    """Reads the document and prints what was found."""
    article, planted = document(WORDS, PLANTED)
    start = time.perf_counter()
    found, asked = asyncio.run(read(article))
    took = time.perf_counter() - start
    quotes = {article.text[e.start : e.end] for record in found.records for e in record.evidence}
    print(
        json.dumps(
            {
                "words": len(article.text.split()),
                "planted": len(planted),
                "found with right offsets": len(quotes & set(planted)),
                "records": len(found.records),
                "windows": asked,
                "seconds": round(took, 1),
                "peak MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
            }
        )
    )


if __name__ == "__main__":
    run()
