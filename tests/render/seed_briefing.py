"""The seed's briefing as an annotator would give it; code computes the offsets and composes the summary."""

from __future__ import annotations

import datetime

from summarizer.article import Article
from summarizer.briefing import ArticleInfo, Briefing, Failure, Rejected
from summarizer.schemas import Actor, CasualtyReport, CeasefirePosition, Count, Evidence, Record, SanctionsCall
from summarizer.summary import compose_summary
from summarizer.usage import Usage


def quote(article: Article, words: str) -> Evidence:
    """The words as evidence, where they stand in the article."""
    start = article.text.index(words)
    return Evidence(quote=words, start=start, end=start + len(words))


def seed_briefing(seed: Article) -> Briefing:
    """Makes the briefing, with a rejected draft and a failed topic."""
    lead = (
        "Zelenskyy called on Saturday for stronger sanctions on Moscow after a Russian drone killed nine bus "
        "passengers in the Sumy region of northeastern Ukraine."
    )
    drone = "a Russian drone killed nine bus passengers in the Sumy region of northeastern Ukraine"
    package = (
        "European Commission President Ursula von der Leyen said the EU was working on a new package of sanctions "
        'against Moscow, which France said this week should aim to "suffocate" the Russian economy.'
    )
    demand = (
        "Ukraine and Western governments, including the US, have demanded that Russia agree to an immediate, "
        "unconditional ceasefire lasting at least 30 days."
    )
    condition = (
        "a Ukrainian source said Moscow's negotiators had demanded the withdrawal of Ukrainian troops from the "
        "Donetsk, Zaporizhzhia, Kherson and Luhansk regions of Ukraine, with a ceasefire to take place only after that."
    )
    moscow = Actor(name="Moscow", party="RUS")
    russia = Actor(name="Russia", party="RUS")
    casualties = (
        CasualtyReport(
            evidence=(quote(seed, drone), quote(seed, "Russia, which denies targeting civilians")),
            killed=Count.from_text("nine").model_copy(update={"best": 9, "low": 9, "high": 9}),
            victims="bus passengers",
            victim_type="civilian",
            location="Sumy region of northeastern Ukraine",
            weapon="Russian drone",
            perpetrator=russia,
            responsibility="denied",
        ),
    )
    sanctions = (
        SanctionsCall(
            evidence=(quote(seed, lead),),
            actor=Actor(name="Zelenskyy", party="UKR"),
            target=moscow,
            measure="stronger sanctions",
            status="called_for",
        ),
        SanctionsCall(
            evidence=(quote(seed, package),),
            source=Actor(name="Ursula von der Leyen", party="EU"),
            actor=Actor(name="EU", party="EU"),
            target=moscow,
            measure="a new package of sanctions",
            status="in_preparation",
        ),
        SanctionsCall(
            evidence=(quote(seed, 'which France said this week should aim to "suffocate" the Russian economy'),),
            actor=Actor(name="France", party="FRA"),
            target=russia,
            measure='aim to "suffocate" the Russian economy',
            status="called_for",
        ),
    )
    shared = {
        "evidence": (quote(seed, demand),),
        "counterparty": russia,
        "stance": "demands",
        "duration": "P30D",
        "duration_text": "at least 30 days",
        "unconditional": True,
    }
    actors = (("Ukraine", "UKR"), ("Western governments", None), ("US", "USA"))
    ceasefire = (
        *(CeasefirePosition.model_validate({**shared, "actor": {"name": n, "party": p}}) for n, p in actors),
        CeasefirePosition(
            evidence=(quote(seed, condition),),
            source=Actor(name="Ukrainian source", party="UKR"),
            actor=moscow,
            counterparty=Actor(name="Ukraine", party="UKR"),
            stance="conditional",
            conditions=(
                "withdrawal of Ukrainian troops from the Donetsk, Zaporizhzhia, Kherson and Luhansk regions of Ukraine",
            ),
        ),
    )
    records: dict[str, tuple[Record, ...]] = {"casualties": casualties, "sanctions": sanctions, "ceasefire": ceasefire}
    return Briefing(
        article=ArticleInfo.of(seed),
        model="local",
        prompts={"casualties": "0123456789ab", "sanctions": "123456789abc", "ceasefire": "23456789abcd"},
        created_at=datetime.datetime(2025, 5, 18, 12, 0, tzinfo=datetime.UTC),
        summary=compose_summary(records, seed),
        records=records,
        rejected=(
            Rejected(
                topic="casualties",
                reason="number_mismatch: the article says nine, the draft says 19",
                draft={"killed": "19", "where": "Sumy", "quote": "a Russian drone killed 19 bus passengers"},
            ),
        ),
        failures=(Failure(topic="ceasefire", error="ReplyError", message="The reply was cut off: raise max_tokens."),),
        usage=Usage(calls=7, prompt_tokens=5210, completion_tokens=640, seconds=41.2),
    )
