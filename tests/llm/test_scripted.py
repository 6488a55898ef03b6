"""The scripted model stands behind the same seam, and holds its replies to the same rules."""

from __future__ import annotations

import subprocess
import sys

import pytest

from llm.asking import Item, Items, ask
from summarizer.errors import ModelUnavailable, ReplyError
from summarizer.llm.scripted import ScriptedLLM
from summarizer.llm.types import LLM, Request

NINE = {"records": [{"name": "Omar", "count": 9}]}
TEN = {"records": [{"name": "Omar", "count": 10}]}


async def test_replies_in_turn_as_data_text_and_values() -> None:
    llm: LLM = ScriptedLLM([NINE, '{"records": []}', Items(records=[Item(name="a", count=1)])], name="script")
    assert llm.name == "script"
    first, second, third = [await llm.complete(ask()) for _ in range(3)]
    assert first.value == Items.model_validate(NINE)
    assert second.value == Items(records=[])
    assert third.value.records[0].count == 1
    assert first.usage.calls == 1
    assert first.usage.cost_usd == 0


async def test_replies_by_label_and_by_function() -> None:
    by_label = ScriptedLLM({"items": NINE})
    assert (await by_label.complete(ask())).value == Items.model_validate(NINE)
    with pytest.raises(ReplyError, match=r"no reply to 'other'; it has 'items'"):
        await by_label.complete(ask(label="other"))

    def reply(request: Request[Items]) -> dict[str, object]:
        return {"records": [{"name": request.messages[-1].content, "count": len(request.messages)}]}

    by_function = ScriptedLLM(reply)
    assert (await by_function.complete(ask("hello"))).value.records == [Item(name="hello", count=2)]
    assert [request.messages[-1].content for request in by_function.requests] == ["hello"]


async def test_an_unfit_reply_is_asked_for_once_more() -> None:
    answer = await ScriptedLLM(['{"records": 1}', NINE]).complete(ask())
    assert answer.value == Items.model_validate(NINE)
    assert answer.usage.calls == 2
    with pytest.raises(ReplyError, match="does not fit") as caught:
        await ScriptedLLM(["no", "no"]).complete(ask())
    assert caught.value.usage.calls == 2


async def test_a_check_is_heard_once() -> None:
    answer = await ScriptedLLM([NINE, TEN]).complete(ask(check=lambda _: "look again"))
    assert answer.value == Items.model_validate(TEN)
    answer = await ScriptedLLM([NINE, "no"]).complete(ask(check=lambda _: "look again"))
    assert answer.value == Items.model_validate(NINE)


async def test_errors_and_the_end_of_the_script() -> None:
    llm = ScriptedLLM([ModelUnavailable("gone")], latency=0.001)
    with pytest.raises(ModelUnavailable, match="gone") as caught:
        await llm.complete(ask())
    assert caught.value.usage.calls == 1
    with pytest.raises(ReplyError, match="script of 1 replies ended"):
        await llm.complete(ask())
    await llm.aclose()


@pytest.mark.parametrize("module", ["scripted", "client", "connect", "settings", "profiles", "telemetry"])
def test_nothing_heavy_is_loaded_before_a_call(module: str) -> None:
    code = f"import sys, summarizer.llm.{module}; print({{'openai', 'instructor', 'genai_prices'}} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
