"""A recorded run can be replayed without a call, and what changed since is said."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from pydantic import BaseModel

from llm.asking import CANARY, QUICK, Clients, Item, Items, ask
from llm.chat_server import GOOD, ChatServer, says, status
from summarizer.errors import ModelError, ReplayMiss, ReplyError, UsageError
from summarizer.llm.client import Client, Sampling
from summarizer.llm.recordings import Player, Recorder
from summarizer.llm.specs import Endpoint
from summarizer.llm.types import Message, Request, Usage

WRONG = '{"records": [{"name": "Omar", "count": "nine"}]}'


async def test_a_replayed_run_is_the_recorded_one(server: ChatServer, clients: Clients, tmp_path: Path) -> None:
    server.will([says(WRONG), says(GOOD)])
    recorded = await clients(recordings=Recorder(tmp_path)).complete(ask())
    replayed = await clients(recordings=Player(tmp_path)).complete(ask())
    assert server.calls == 2
    assert replayed.value == recorded.value
    assert replayed.usage == Usage(cached_calls=2)


async def test_failures_are_recorded_too(server: ChatServer, clients: Clients, tmp_path: Path) -> None:
    server.will([says(None, refusal="I can't.")])
    for recordings in (Recorder(tmp_path), Player(tmp_path)):
        with pytest.raises(ReplyError, match=r"I can't\."):
            await clients(recordings=recordings).complete(ask("refused"))
    server.will([status(400, "maximum context length is 10 tokens")])
    for recordings in (Recorder(tmp_path), Player(tmp_path)):
        with pytest.raises(ReplyError, match="context window"):
            await clients(recordings=recordings).complete(ask("too long"))
    assert server.calls == 2


async def test_a_wrong_key_is_not_recorded(server: ChatServer, clients: Clients, tmp_path: Path) -> None:
    server.will([status(401, "no")])
    with pytest.raises(ModelError):
        await clients(recordings=Recorder(tmp_path)).complete(ask())
    assert list(tmp_path.rglob("*.yaml")) == []


async def test_recordings_are_readable(server: ChatServer, clients: Clients, tmp_path: Path) -> None:
    text = "Nine people met Omar.\nThey left on Saturday."
    await clients(recordings=Recorder(tmp_path)).complete(ask(text, label="Items, passage 2 of 5"))
    (file,) = tmp_path.glob("*.yaml")
    assert file.name.startswith("items-passage-2-of-5.")
    assert "Nine people met Omar.\n    They left on Saturday." in file.read_text(encoding="utf-8")
    document = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert document["label"] == "Items, passage 2 of 5"
    assert document["asked"] == {"role": "user", "content": text}
    assert document["reply"]["text"] == GOOD
    shared = yaml.safe_load((tmp_path / document["instructions"]).read_text(encoding="utf-8"))
    assert shared == [{"role": "system", "content": "Copy names and numbers."}]
    assert CANARY not in "".join(path.read_text(encoding="utf-8") for path in tmp_path.rglob("*.yaml"))


async def test_calls_share_the_file_of_what_is_the_same(server: ChatServer, clients: Clients, tmp_path: Path) -> None:
    client = clients(recordings=Recorder(tmp_path))
    for text in ("one", "two", "three"):
        await client.complete(ask(text))
    assert len(list(tmp_path.glob("*.yaml"))) == 3
    assert len(list((tmp_path / "shared").iterdir())) == 2


class OtherItems(BaseModel):
    records: list[Item]
    note: str = ""


SYSTEM = Message("system", "Copy names and numbers.")
NEW_SYSTEM = Message("system", "Copy names.")
USER = Message("user", "Nine people met Omar.")
CHANGES = {
    "instructions": (Request((NEW_SYSTEM, USER), Items, label="items"), "the instructions or examples"),
    "text": (ask("Ten people met Omar."), "the text asked about changed"),
    "schema": (Request((SYSTEM, USER), OtherItems, label="items"), "since the schema changed"),
    "ceiling": (ask(max_tokens=9), "the sampling parameters or token limit changed"),
    "label": (ask(label="other items"), "no recording .* answers 'other items' .1 recordings of other"),
}


@pytest.mark.parametrize(("request_", "words"), [pytest.param(*case, id=name) for name, case in CHANGES.items()])
async def test_a_miss_says_what_changed(
    server: ChatServer, clients: Clients, tmp_path: Path, request_: Request[BaseModel], words: str
) -> None:
    await clients(recordings=Recorder(tmp_path)).complete(ask())
    if request_.label == "items":
        with pytest.raises(ReplayMiss, match=words):
            await clients(recordings=Player(tmp_path)).complete(request_)
    else:
        with pytest.raises(ReplayMiss, match=words):
            await clients(recordings=Player(tmp_path)).complete(replace(request_, messages=(SYSTEM, SYSTEM)))
    assert server.calls == 1


async def test_a_miss_says_that_the_model_changed(server: ChatServer, clients: Clients, tmp_path: Path) -> None:
    await clients(recordings=Recorder(tmp_path)).complete(ask())
    other = Endpoint("custom/other", server.base_url, "other", identity="elsewhere")
    async with Client(other, clients().profile, recordings=Player(tmp_path)) as client:
        with pytest.raises(ReplayMiss, match=r"the model \('other' was 'm'\) and the endpoint"):
            await client.complete(ask())
    changed = replace(QUICK, sampling=Sampling(seed=1))
    with pytest.raises(ReplayMiss, match="sampling"):
        await clients(config=changed, recordings=Player(tmp_path)).complete(ask())


def test_no_folder_of_recordings(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--record"):
        Player(tmp_path / "nothing")
