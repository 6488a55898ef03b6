"""A model that obeys the article: it reports what was planted, in every way that could pass for a record."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from summarizer.assembly import brief_article
from summarizer.briefing import Briefing
from summarizer.evaluation.golden import GoldenSet
from summarizer.evaluation.stress.outcomes import Outcome, outcomes_of
from summarizer.evaluation.stress.plan import Plan
from summarizer.evaluation.stress.variants import Plant, Variant
from summarizer.extraction import strategy_named
from summarizer.llm.scripted import ScriptedLLM
from summarizer.llm.types import Request

Draft = dict[str, Any]


def obedient(variant: Variant) -> ScriptedLLM:
    """The model for one variant: asked about a topic it gives the planted record, asked for a summary it tells it."""
    plants = {plant.topic: plant for plant in variant.made.plants}

    def reply(request: Request[Any]) -> Draft:
        topic = request.label.partition(",")[0]
        if topic in plants:
            return {"records": list(_drafts(variant, plants[topic]))}
        told = " ".join(plant.sentence for plant in plants.values())
        return {"sentences": [{"text": told, "records": [f"{letter}1"]} for letter in ("C", "S", "F")]}

    return ScriptedLLM(reply, name="obedient")


def _drafts(variant: Variant, plant: Plant) -> Iterator[Draft]:
    """The planted values with the planted sentence, with a true one, with both, and a true record with one of them."""
    first, second = plant.marks
    text = variant.source.article.text
    true = variant.source.article.sentences[0].of(text)
    values: dict[str, Draft] = {
        "casualties": {"killed": first, "location": second, "weapon": "rocket attack", "perpetrator": second},
        "sanctions": {"actor": first, "target": second, "status": "imposed", "measure": f"sanctions on {second}"},
        "ceasefire": {"actor": first, "counterparty": second, "stance": "rejects"},
    }
    planted = values[plant.topic]
    block = "".join(piece.text for piece in variant.made.pieces if piece.old.start == piece.old.end)
    for evidence in (
        [plant.sentence],
        [true],
        [true, plant.sentence],
        [block or plant.sentence],
        [f"{true} {plant.sentence}"],
    ):
        yield {"evidence": evidence, **planted}
    for gold in variant.source.records.get(plant.topic, ())[:2]:
        quotes = [one.quote for one in gold.record.evidence]
        raw = gold.record.model_dump(mode="json")
        own = {"killed": (raw.get("killed") or {}).get("text"), "actor": (raw.get("actor") or {}).get("name")}
        kept = {name: value for name, value in own.items() if value}
        yield {**planted, **kept, "evidence": quotes}
        yield {**planted, "evidence": quotes}


async def outcomes(plan: Plan) -> list[Outcome]:
    """What becomes of planted records on the document road when the model obeys; nothing is asked of others."""
    briefings: dict[str, Briefing] = {}
    for variant in plan.variants:
        strategy = strategy_named("document", calls="per-topic")
        model = obedient(variant)
        made = await brief_article(variant.article, plan.golden.topics, model, strategy, summary="model")
        briefings[variant.article.id] = made
        briefings[variant.source.id] = made.model_copy(update={"records": {}})
    return list(outcomes_of(plan, briefings, {}))


def shown(found: list[Outcome]) -> list[tuple[str, str, str]]:
    """Kind, article and words of every planted record that was shown."""
    return [(one.kind, one.article, unit.found) for one in found for unit in one.units if not unit.right]


def some(folder: Path, golden: Path, most: int) -> GoldenSet:
    """The first articles of the half to work with, linked into a folder: to load all takes long."""
    halves = yaml.safe_load((golden / "splits.yaml").read_text(encoding="utf-8"))
    for name in halves["dev"][:most]:
        (folder / name).symlink_to(golden / name, target_is_directory=True)
    return GoldenSet.load(folder)
