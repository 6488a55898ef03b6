"""The service looks for topics of one's own, those of its settings; a client names topics and never files."""

from __future__ import annotations

import json
from pathlib import Path

from aiohttp import web
from llm.chat_server import Payload, completion
from topics.own_topics import REPLY, TEXT, written

from .running import running

NAME = "troop-withdrawals"


async def _withdrawals(_: web.Request, _payload: Payload) -> web.StreamResponse:
    return web.json_response(completion(json.dumps(REPLY)))


def test_a_topic_file_of_the_settings_is_listed_briefed_shown_and_reviewed(tmp_path: Path) -> None:
    topics = (str(written(tmp_path)),)
    with running(f"sqlite:///{tmp_path / 's.sqlite3'}", tmp_path / "cache", topics=topics) as desk:
        desk.model.otherwise = _withdrawals
        assert NAME in {topic["name"] for topic in desk.http.get("/v1/topics").json()}
        made = desk.brief(TEXT, date="2025-05-18")
        assert made.status_code in (200, 201), made.text
        body = made.json()
        assert [record["status"] for record in body["records"][NAME]] == ["done", "announced"]
        id = made.headers["location"].rpartition("/")[2]
        assert "Troop withdrawals" in desk.http.get(f"/briefings/{id}").text
        said = {"verdict": "edit", "record": {"status": "announced"}}
        reviewed = desk.http.post(f"/v1/briefings/{id}/records/Tr1/review", json=said)
        assert reviewed.status_code == 201, reviewed.text
        assert "Units" in desk.http.get(f"/briefings/{id}/add?topic={NAME}").text


def test_a_client_can_name_no_file_of_the_server(tmp_path: Path) -> None:
    path = written(tmp_path, "secret: of the server\n")
    with running(f"sqlite:///{tmp_path / 's.sqlite3'}", tmp_path / "cache") as desk:
        refused = desk.brief("Nine people were killed.", topics=[str(path)])
        assert refused.status_code == 422
        assert "unknown topic" in refused.text
        assert "secret" not in refused.text
