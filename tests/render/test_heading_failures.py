"""What a briefing says of its failures counts topics, and a summary is none."""

from __future__ import annotations

from summarizer.article import Article
from summarizer.llm.scripted import ScriptedLLM
from summarizer.render.heading import not_examined
from summarizer.session import Summarizer


async def test_a_summary_that_failed_is_not_counted_as_a_topic() -> None:
    llm = ScriptedLLM(lambda request: {"records": []} if request.label.startswith("sanctions") else {"none": 1})
    with Summarizer(llm=llm, topics=("casualties", "sanctions"), strategy="document", summary="model") as summarizer:
        briefing = await summarizer.abrief(Article.from_text("Norway said nothing on Monday."))
    assert {failure.topic for failure in briefing.failures} >= {"casualties"}
    assert not_examined(briefing) == "not examined: 1 of 2 topics failed"
