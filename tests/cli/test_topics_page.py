"""The page on topics of one's own: every command of it runs, in its order, against a model on the loopback."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest
from aiohttp import web
from llm.chat_server import Payload, completion

from .newsroom import Desk

PAGE = (Path(__file__).parents[2] / "docs" / "topics.md").read_text(encoding="utf-8")
COMMANDS = [shlex.split(line.removeprefix("$ ")) for line in PAGE.splitlines() if line.startswith("$ summarizer ")]
ARTICLE = "Ruritania handed over nine tanks to the army of Zenda on Friday.\n\nThe sea was calm."
DRAFT = {
    "evidence": ["Ruritania handed over nine tanks to the army of Zenda on Friday."],
    "supplier": "Ruritania",
    "recipient": "the army of Zenda",
    "items": ["tanks"],
    "number": "nine tanks",
    "when_text": "on Friday",
    "status": "delivered",
}
ASKS = ("brief", "run")


async def _delivered(_: web.Request, _payload: Payload) -> web.StreamResponse:
    return web.json_response(completion(json.dumps({"records": [DRAFT]})))


def test_every_command_of_the_page_runs(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(desk.folder)
    desk.server.otherwise = _delivered
    Path("article.txt").write_text(ARTICLE, encoding="utf-8")
    assert len(COMMANDS) == 8
    for _, *arguments in COMMANDS:
        model = desk.model if ASKS[0] in arguments or ASKS[1] in arguments else ()
        extra = ("--date", "2025-05-18", "--summary", "composed") if ASKS[0] in arguments else ()
        if "run" in arguments:
            _fill_in(Path("golden/tanks"))
        ended = desk.run(*arguments, *model, *extra)
        assert ended.code == 0, (arguments, ended.err)
    (record,) = json.loads(Path("briefing.json").read_text(encoding="utf-8"))["records"]["arms-deliveries"]
    assert (record["number"]["best"], record["when"], record["status"]) == (9, "2025-05-16", "delivered")
    assert "1.00" in ended.out or "100" in ended.out


def _fill_in(entry: Path) -> None:
    article = entry / "article.md"
    text = article.read_text(encoding="utf-8").split("---\n", 2)[2]
    head = "title: Tanks\ndate: 2025-05-18\nsource: desk\ntags: [plain]\n"
    article.write_text(f"---\n{head}---\n{text}", encoding="utf-8")
    gold = "arms-deliveries:\n- quotes: ['Ruritania handed over nine tanks to the army of Zenda on Friday.']\n"
    gold += "  supplier: Ruritania\n  items: [tanks]\n  number: nine tanks\n  when: 2025-05-16\n  status: delivered\n"
    (entry / "gold.yaml").write_text(gold, encoding="utf-8")
