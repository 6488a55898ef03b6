"""A reply that is cut off keeps its complete records, and the rest is asked for once."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llm.asking import Clients, Items, ask
from llm.chat_server import Action, ChatServer, says, status
from summarizer.errors import ReplyError
from summarizer.llm.truncation import complete_part, join

ONE = '{"name": "Omar", "count": 9}'
TWO = '{"name": "a \\"b\\" ]} c", "count": 2}'
CUT = f'{{"records": [{ONE}, {TWO}, {{"name": "Sal'
REST = '{"records": [{"name": "Sally", "count": 3}]}'


async def test_complete_records_are_kept_and_the_rest_asked_for(server: ChatServer, clients: Clients) -> None:
    server.will([says(CUT, finish="length"), says(REST)])
    answer = await clients().complete(ask())
    assert [item.name for item in answer.value.records] == ["Omar", 'a "b" ]} c', "Sally"]
    assert not answer.truncated
    assert answer.usage.calls == server.calls == 2
    kept = server.payloads[1]["messages"][2]
    assert kept["role"] == "assistant"
    assert json.loads(kept["content"]) == {"records": [json.loads(ONE), json.loads(TWO)]}


async def test_what_is_given_twice_stands_once(server: ChatServer, clients: Clients) -> None:
    server.will([says(CUT, finish="length"), says(f'{{"records": [{TWO}]}}')])
    answer = await clients().complete(ask())
    assert [item.count for item in answer.value.records] == [9, 2]


async def test_a_rest_that_is_cut_too_says_so(server: ChatServer, clients: Clients) -> None:
    server.will([says(CUT, finish="length"), says(REST[:-2] + ', {"name": "X', finish="length")])
    answer = await clients().complete(ask())
    assert [item.count for item in answer.value.records] == [9, 2, 3]
    assert answer.truncated
    assert server.calls == 2


UNFIT_RESTS = {
    "not JSON": says("no"),
    "unfit": says('{"records": [{"name": 1}]}'),
    "bad request": status(400, "no"),
    "refusal": says(None, refusal="no"),
    "cut at once": says("{", finish="length"),
}


@pytest.mark.parametrize("rest", [pytest.param(rest, id=name) for name, rest in UNFIT_RESTS.items()])
async def test_no_good_record_is_lost_where_the_rest_can_not_be_had(
    server: ChatServer, clients: Clients, rest: Action
) -> None:
    server.will([says(CUT, finish="length"), rest])
    answer = await clients().complete(ask())
    assert [item.count for item in answer.value.records] == [9, 2]
    assert answer.truncated
    assert server.calls == answer.usage.calls == 2


@pytest.mark.parametrize("text", ["", "{", '{"records": [', '{"records": [{"name": "Om'])
async def test_nothing_complete_is_an_error_at_once(server: ChatServer, clients: Clients, text: str) -> None:
    server.will([says(text, finish="length")])
    with pytest.raises(ReplyError, match="cut off before its first record"):
        await clients().complete(ask())
    assert server.calls == 1


texts = st.text(alphabet=st.characters(codec="utf-8"), max_size=12)
items = st.fixed_dictionaries({"name": texts, "count": st.integers(-9, 9)})


@given(st.lists(items, max_size=5), st.booleans(), st.data())
def test_a_cut_anywhere_keeps_exactly_the_records_before_it(
    records: list[dict[str, object]], ascii_only: bool, data: st.DataObject
) -> None:
    encoded = [json.dumps(record, ensure_ascii=ascii_only) for record in records]
    text = '{"records": [' + ", ".join(encoded) + "]}"
    cut = data.draw(st.integers(0, len(text)))
    ends, offset = [], len('{"records": [')
    for one in encoded:
        offset += len(one)
        ends.append(offset)
        offset += len(", ")
    whole = sum(end <= cut for end in ends)
    kept = complete_part(text[:cut])
    if whole == 0:
        assert kept is None
    else:
        assert kept is not None
        assert json.loads(kept) == {"records": records[:whole]}
        assert len(Items.model_validate_json(kept).records) == whole


def test_the_rest_may_bring_fields_that_were_cut_off() -> None:
    assert join('{"records": [1]}', '{"records": [2], "note": "x"}') == '{"records": [1, 2], "note": "x"}'
    assert join('{"records": [1]}', "[2]") is None
