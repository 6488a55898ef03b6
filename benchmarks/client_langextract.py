"""langextract at the work of the client's benchmark. Run as a module, in an environment where it is installed."""

from __future__ import annotations

import langextract
from langextract.providers.openai import OpenAILanguageModel

from benchmarks.client_work import ARTICLE, CONCURRENCY, INSTRUCTIONS, TOPICS, Stopwatch, Timing, main

QUOTES = {
    "casualties": "killed nine people",
    "sanctions": "called for tougher sanctions",
    "ceasefire": "an immediate ceasefire",
}


def _extract(model: OpenAILanguageModel, topic: str, numbers: range) -> int:
    """How many articles of a topic got an answer."""
    quote = QUOTES[topic]
    extraction = langextract.data.Extraction(extraction_class=topic, extraction_text=quote, attributes={"kind": "one"})
    answers = langextract.extract(
        [langextract.data.Document(text=f"Article {n}. {ARTICLE}", document_id=str(n)) for n in numbers],
        prompt_description=f"[{topic}] {INSTRUCTIONS}",
        examples=[langextract.data.ExampleData(text=f"They {quote}.", extractions=[extraction])],
        model=model,
        max_workers=CONCURRENCY,
        batch_length=CONCURRENCY,
        use_schema_constraints=False,
        show_progress=False,
    )
    return sum(bool(answer.extractions) for answer in answers)


def langextract_calls(url: str, calls: int) -> Timing:
    """Asks one topic after the other, since a call of langextract knows one prompt."""
    model = OpenAILanguageModel(model_id="m", api_key="none", base_url=url, max_workers=CONCURRENCY)
    _extract(model, TOPICS[0], range(1))
    watch = Stopwatch()
    answered = sum(_extract(model, topic, range(i, calls, len(TOPICS))) for i, topic in enumerate(TOPICS))
    if answered != calls:
        raise SystemExit(f"only {answered} of {calls} articles were answered")
    return watch.timing(calls)


if __name__ == "__main__":
    main({"langextract": langextract_calls})
