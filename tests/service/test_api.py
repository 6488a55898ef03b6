"""The API over a real server: what it takes, what it answers, and that nothing is paid twice."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import httpx2
import jsonschema
import pytest
from cli.newsroom import knows_the_seed
from llm.chat_server import hang, status

from service.running import QUICK, SEED, Running, running
from summarizer.contract import briefing_schema
from summarizer.service.config import WebConfig, WorkConfig
from summarizer.service.store.job_values import Limits

STRIKE = "KYIV - Nobody was hurt in drill {number}, officials said. Sanctions were not discussed, nor a ceasefire."


def is_problem(answer: httpx2.Response, status: int, name: str) -> dict[str, Any]:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    problem: dict[str, Any] = answer.json()
    assert problem["status"] == status
    assert problem["type"].endswith(f"#{name}")
    return problem


def test_an_article_comes_back_as_the_briefing_of_the_contract(desk: Running) -> None:
    answer = desk.brief()
    assert answer.status_code in (200, 201)
    briefing = answer.json()
    jsonschema.validate(briefing, briefing_schema())
    assert briefing["records"]["casualties"][0]["killed"]["best"] == 9
    again = desk.http.get(answer.headers["location"], params={"text": "true"})
    evidence = again.json()["records"]["casualties"][0]["evidence"][0]
    assert again.json()["article"]["text"][evidence["start"] : evidence["end"]] == evidence["quote"]


def test_an_article_is_read_by_accept_as_json_html_or_markdown(desk: Running) -> None:
    where = desk.brief().headers["location"]
    for accept, begins in (("text/html", "<!DOCTYPE html>"), ("text/markdown", "# "), ("text/*;q=0.3", "<!DOCTYPE")):
        answer = desk.http.get(where, headers={"Accept": accept})
        assert answer.text.startswith(begins)
    policy = desk.http.get(where, headers={"Accept": "text/html"}).headers["content-security-policy"]
    assert "sha256-" in policy
    assert "unsafe" not in policy
    is_problem(desk.http.get(where, headers={"Accept": "image/png"}), 406, "not-acceptable")


def test_a_repeated_article_is_answered_at_once_and_asks_no_model(desk: Running) -> None:
    first = desk.brief()
    calls = desk.model.calls
    second = desk.brief()
    assert (second.status_code, second.headers["location"]) == (200, first.headers["location"])
    assert desk.model.calls == calls


def test_text_and_html_are_taken_as_they_are(desk: Running) -> None:
    page = f"<html><body><article><h1>A strike</h1><p>{STRIKE.format(number=10)}</p></article></body></html>"
    for kind, body in (("text/plain", STRIKE.format(number=9)), ("text/html; charset=utf-8", page)):
        answer = desk.http.post(
            "/v1/briefings?wait=60&date=2025-05-18&title=Given", content=body, headers={"Content-Type": kind}
        )
        assert answer.status_code == 201, answer.text
        assert answer.json()["article"]["date"] == "2025-05-18"
        assert answer.json()["article"]["title"] == "Given"


def test_without_waiting_there_is_a_job_whose_progress_is_told(desk: Running) -> None:
    answer = desk.http.post("/v1/briefings", json={"text": STRIKE.format(number=1)})
    assert answer.status_code == 202
    job = answer.json()
    with desk.http.stream("GET", f"/v1/jobs/{job['id']}/events") as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        lines = [line for line in stream.iter_lines() if line]
    assert "event: ended" in lines
    last = json.loads(lines[-1].removeprefix("data: "))
    assert last["state"] == "done"
    assert desk.http.get(f"/v1/briefings/{last['briefing_id']}").status_code == 200


def test_a_request_sent_again_under_its_key_is_the_same_job(desk: Running) -> None:
    body, headers = {"text": STRIKE.format(number=2)}, {"Idempotency-Key": "k-1"}
    first = desk.http.post("/v1/briefings", json=body, headers=headers).json()
    second = desk.http.post("/v1/briefings", json=body, headers=headers).json()
    assert first["id"] == second["id"]
    other = desk.http.post("/v1/briefings", json={"text": "Another text."}, headers=headers)
    is_problem(other, 422, "key-reused")


@pytest.mark.parametrize(
    ("body", "kind", "code", "name"),
    [
        pytest.param(b"{}", "application/json", 422, "invalid", id="nothing asked"),
        pytest.param(b"{", "application/json", 422, "invalid", id="no JSON"),
        pytest.param(b'{"text": "a", "url": "b"}', "application/json", 422, "invalid", id="two articles"),
        pytest.param(b'{"text": "  "}', "application/json", 422, "unreadable", id="blank"),
        pytest.param(b'{"text": "a", "topics": ["cats"]}', "application/json", 422, "unreadable", id="no such topic"),
        pytest.param(b'{"text": "a", "mode": "b"}', "application/json", 422, "invalid", id="unknown field"),
        pytest.param(b'{"url": "file:///etc/passwd"}', "application/json", 422, "unreadable", id="file"),
        pytest.param(b'{"url": "http://u:p@a.example/"}', "application/json", 422, "unreadable", id="password"),
        pytest.param(b"\xff\xfe", "text/plain", 422, "unreadable", id="no UTF-8"),
        pytest.param(b"a", "application/xml", 415, "unsupported-media-type", id="XML"),
        pytest.param(b"", "text/plain", 422, "invalid", id="empty"),
    ],
)
def test_what_can_not_be_briefed_is_a_problem(desk: Running, body: bytes, kind: str, code: int, name: str) -> None:
    answer = desk.http.post("/v1/briefings", content=body, headers={"Content-Type": kind})
    is_problem(answer, code, name)


def test_a_model_that_refuses_the_key_is_named_with_the_exit_code_of_the_command_line(tmp_path: Path) -> None:
    work = WorkConfig(poll=0.05, tries=2, pause=0.05)
    with running(f"sqlite:///{tmp_path / 's.sqlite3'}", tmp_path / "cache", work=work) as one:
        one.model.otherwise = status(401, "bad key")
        answer = one.brief()
        assert is_problem(answer, 503, "model-unavailable")["exit_code"] == 5
        one.model.otherwise = knows_the_seed
        assert one.brief().status_code == 201


def test_listing_finds_by_party_and_words_and_goes_on(desk: Running) -> None:
    desk.brief()
    desk.http.post("/v1/briefings?wait=60", json={"text": STRIKE.format(number=4)})
    found = desk.http.get("/v1/briefings", params={"party": "UKR", "q": "sumy bus"}).json()
    assert found["items"]
    assert found["items"][0]["records"]["casualties"] == 1
    assert desk.http.get("/v1/briefings", params={"q": "no such words"}).json()["items"] == []
    page = desk.http.get("/v1/briefings", params={"limit": 1}).json()
    further = desk.http.get("/v1/briefings", params={"limit": 1, "cursor": page["next"]}).json()
    assert page["items"][0]["id"] != further["items"][0]["id"]
    is_problem(desk.http.get("/v1/briefings", params={"cursor": "x"}), 422, "invalid")
    is_problem(desk.http.get("/v1/briefings", params={"since": "yesterday"}), 422, "invalid")


def test_a_batch_is_taken_whole_or_not_at_all_and_its_results_stream(desk: Running) -> None:
    good = "".join(json.dumps({"text": STRIKE.format(number=n)}) + "\n" for n in (20, 21, 22))
    answer = desk.http.post("/v1/batches", content=good, headers={"Content-Type": "application/x-ndjson"})
    assert answer.status_code == 202
    batch = answer.json()
    with desk.http.stream("GET", f"/v1/batches/{batch['id']}/events") as stream:
        assert "event: ended" in list(stream.iter_lines())
    results = [json.loads(line) for line in desk.http.get(f"/v1/batches/{batch['id']}/results").text.splitlines()]
    assert [(line["line"], line["state"]) for line in results] == [(1, "done"), (2, "done"), (3, "done")]
    rest = desk.http.get(f"/v1/batches/{batch['id']}/results", params={"after": 2}).text.splitlines()
    assert [json.loads(line)["line"] for line in rest] == [3]
    bad = desk.http.post("/v1/batches", content=good + "{}\n")
    assert is_problem(bad, 422, "invalid")["errors"][0]["line"] == 4


def test_a_cancelled_batch_is_resumed_where_it_stopped(tmp_path: Path) -> None:
    idle = WorkConfig(jobs=0)
    with running(f"sqlite:///{tmp_path / 's.sqlite3'}", tmp_path / "cache", work=idle) as one:
        lines = "".join(json.dumps({"text": STRIKE.format(number=n)}) + "\n" for n in range(3))
        batch = one.http.post("/v1/batches", content=lines, headers={"Idempotency-Key": "b"}).json()
        assert one.http.post("/v1/batches", content=lines, headers={"Idempotency-Key": "b"}).json() == batch
        where = f"/v1/batches/{batch['id']}"
        assert one.http.delete(where).json()["states"] == {"cancelled": 3}
        assert one.http.post(f"{where}/resume").json()["states"] == {"queued": 3}


def test_a_full_queue_answers_429_and_says_when_to_come_back(tmp_path: Path) -> None:
    idle, web = WorkConfig(jobs=0), WebConfig(limits=Limits(queued=2, queued_by_client=2))
    with running(f"sqlite:///{tmp_path / 's.sqlite3'}", tmp_path / "cache", work=idle, web=web) as one:
        answers = [one.http.post("/v1/briefings", json={"text": STRIKE.format(number=n)}) for n in range(3)]
        assert [answer.status_code for answer in answers] == [202, 202, 429]
        assert int(answers[2].headers["retry-after"]) > 0


def test_a_spent_budget_answers_429_until_tomorrow_and_starts_no_work(tmp_path: Path) -> None:
    work = WorkConfig(poll=0.05, max_cost=0.5)
    prices: dict[str, Any] = {"price_prompt": 1_000.0, "price_completion": 1_000.0}
    with running(f"sqlite:///{tmp_path / 's.sqlite3'}", tmp_path / "cache", work=work, **prices) as one:
        first = one.brief(STRIKE.format(number=1), topics=["casualties", "sanctions", "ceasefire"])
        assert first.status_code == 201
        one.store.spending.add(1.0)
        answer = one.brief(STRIKE.format(number=2))
        assert is_problem(answer, 429, "budget")["exit_code"] == 3
        assert one.http.get("/v1/usage").json()["today_usd"] > 1.0


def test_topics_tell_their_schema_and_health_is_told(desk: Running) -> None:
    topics = {topic["name"]: topic for topic in desk.http.get("/v1/topics").json()}
    assert "killed" in topics["casualties"]["record"]["properties"]
    assert desk.http.get("/healthz").json() == {"status": "ok"}
    assert desk.http.get("/readyz").status_code == 200
    measures = desk.http.get("/metrics").text
    assert 'summarizer_jobs{state="done"}' in measures
    assert "summarizer_request_seconds_bucket" in measures
    jsonschema.validate(desk.brief().json(), desk.http.get("/v1/schema").json())


def test_the_openapi_document_describes_the_briefing_that_is_answered(desk: Running) -> None:
    document = desk.http.get("/v1/openapi.json").json()
    described = document["paths"]["/v1/briefings/{briefing_id}"]["get"]["responses"]["200"]["content"]
    schema = {**described["application/json"]["schema"], "components": document["components"]}
    for briefing in (desk.brief().json(), described["application/json"]["example"]):
        jsonschema.validate(briefing, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**desk.brief().json(), "records": 1}, schema)


def test_reviews_are_a_layer_and_their_words_are_the_articles(desk: Running) -> None:
    where = desk.brief().headers["location"]
    before = desk.http.get(where).json()
    accepted = desk.http.post(f"{where}/records/C1/review", json={"verdict": "accept"})
    assert accepted.status_code == 201
    edited = desk.http.post(
        f"{where}/records/1/review", json={"verdict": "edit", "record": {"weapon": "Russian drone", "killed": "nine"}}
    )
    assert edited.json()["record"]["weapon"] == "Russian drone"
    invented = desk.http.post(
        f"{where}/records/C1/review", json={"verdict": "edit", "record": {"weapon": "a cruise missile"}}
    )
    assert "does not say" in is_problem(invented, 422, "unreadable")["detail"]
    is_problem(desk.http.post(f"{where}/records/C9/review", json={"verdict": "accept"}), 404, "not-found")
    added = desk.http.post(
        f"{where}/reviews",
        json={
            "verdict": "add",
            "topic": "sanctions",
            "record": {"actor": "Zelenskyy", "status": "called_for", "evidence": [{"start": 0, "end": 40}]},
        },
    )
    assert added.status_code == 201, added.text
    undone = desk.http.delete(f"{where}/reviews/{added.json()['id']}")
    assert undone.json()["undone_at"] is not None
    assert desk.http.get(where).json() == before
    assert len(desk.http.get(f"{where}/reviews").json()) == 3
    found = {(one["topic"], one["field"]): one for one in desk.http.get("/v1/precision").json()}
    assert found["casualties", None]["judged"] == 1
    assert found["casualties", "weapon"]["right"] == 0
    assert isinstance(desk.http.get("/v1/queue").json(), list)


def test_the_log_of_requests_holds_no_word_of_an_article(desk: Running, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO", logger="summarizer.service"):
        desk.brief("Secretword near Sumy: nine people were killed.")
        desk.http.get("/v1/briefings", params={"q": "secretword"})
    told = [str(record.__dict__) for record in caplog.records]
    assert told
    assert not any("secretword" in one.lower() for one in told)


def test_shutdown_puts_back_what_is_not_done(tmp_path: Path) -> None:
    work = WorkConfig(jobs=1, poll=0.05, lease=5.0, drain=0.1)
    database = f"sqlite:///{tmp_path / 's.sqlite3'}"
    with running(database, tmp_path / "cache", work=work) as one:
        one.model.otherwise = hang
        job = one.http.post("/v1/briefings", json={"text": SEED.read_text(encoding="utf-8")}).json()
        while one.http.get(f"/v1/jobs/{job['id']}").json()["state"] != "running":
            pass
    with (
        running(database, tmp_path / "cache", work=QUICK) as one,
        one.http.stream("GET", f"/v1/jobs/{job['id']}/events") as stream,
    ):
        last = [line for line in stream.iter_lines() if line][-1]
        assert json.loads(last.removeprefix("data: "))["state"] == "done"
