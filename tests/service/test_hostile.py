"""What must not work: private addresses, huge and slow bodies, strangers, other clients' briefings, injected text."""

from __future__ import annotations

import gzip
import http.client
import json
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from web.site import Site, on_the_loopback, page

from service.conftest import new_database
from service.running import SEED, Running, running
from summarizer.errors import ModelUnavailable, UsageError
from summarizer.llm.settings import Settings
from summarizer.loading.web import FetchPolicy
from summarizer.service.config import WebConfig, WorkConfig
from summarizer.service.problems import refusal_of
from summarizer.service.serving import build, check_exposure
from summarizer.service.store import Store

HOSTILE = [
    "'; DROP TABLE briefings; --",
    "{{ 7*7 }}",
    "${7*7}",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "javascript:alert(1)",
    "../../etc/passwd",
    "%00",
    "\x00",
    "\u202e",
    "A" * 5000,
]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def guarded(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("service")
    web = WebConfig(max_body=200_000, body_seconds=1.0)
    with running(new_database(request, request.param, folder), folder / "cache", web=web) as one:
        one.http.headers.update(one.token("root", "admin"))
        yield one


@pytest.fixture
def site() -> Iterator[Site]:
    with on_the_loopback() as served:
        yield served


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost/",
        "http://127.0.0.1/",
        "http://127.1/",
        "http://0x7f000001/",
        "http://2130706433/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.1/",
        "http://192.168.1.1/",
        "http://172.16.0.1/",
        "http://[fd00::1]/",
        "http://0.0.0.0/",
        "https://example.org:22/",
    ],
)
def test_a_private_address_is_not_fetched(guarded: Running, url: str) -> None:
    answer = guarded.http.post("/v1/briefings?wait=60", json={"url": url})
    assert answer.status_code == 422, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert "--" not in answer.json()["detail"]


def test_what_only_the_operator_can_give_is_said_to_be_the_operators() -> None:
    told = refusal_of(ModelUnavailable("there is no key: name a file with --api-key-file, or --model local")).problem
    assert "only whoever runs this service can give --api-key-file and --model" in told.detail
    assert refusal_of(ModelUnavailable("it does not answer")).problem.detail == "it does not answer"


def test_a_page_that_redirects_to_a_private_address_is_not_followed(site: Site, tmp_path: Path) -> None:
    with on_the_loopback() as inside:
        inside.put("/secret", page())
        site.put("/lure", b"", status=302, headers={"Location": inside.url("/secret")})
        database = f"sqlite:///{tmp_path / 's.sqlite3'}"
        with running(database, tmp_path / "cache", policy=site.policy) as one:
            answer = one.http.post("/v1/briefings?wait=60", json={"url": site.url("/lure")})
            assert answer.status_code == 422
            assert inside.asked == []
            good = one.http.post("/v1/briefings?wait=60", json={"url": site.put("/good", page())})
            assert good.status_code == 201, good.text
            assert good.json()["article"]["url"] == site.url("/good")


def test_a_page_that_unpacks_to_very_much_is_refused(site: Site, tmp_path: Path) -> None:
    bomb = gzip.compress(b"<p>" + b"a" * 20_000_000)
    url = site.put("/bomb", bomb, headers={"Content-Encoding": "gzip"})
    policy = FetchPolicy(reachable=site.policy.reachable, pause=0.0, proxy=False)
    with running(f"sqlite:///{tmp_path / 's.sqlite3'}", tmp_path / "cache", policy=policy) as one:
        answer = one.http.post("/v1/briefings?wait=60", json={"url": url})
        assert answer.status_code == 422
        assert answer.json()["exit_code"] == 2


def test_a_body_that_is_too_large_is_refused_before_it_is_sent(guarded: Running) -> None:
    with closing_connection(guarded) as connection:
        connection.putrequest("POST", "/v1/briefings")
        for name, value in headers_of(guarded).items():
            connection.putheader(name, value)
        connection.putheader("Content-Length", str(200_000_000))
        connection.endheaders()
        assert connection.getresponse().status == 413


def test_a_body_without_a_length_is_cut_at_the_limit(guarded: Running) -> None:
    def chunks() -> Iterator[bytes]:
        for _ in range(4):
            yield b"a" * 100_000

    answer = guarded.http.post("/v1/briefings", content=chunks(), headers={"Content-Type": "text/plain"})
    assert answer.status_code == 413


def test_a_compressed_body_is_refused(guarded: Running) -> None:
    answer = guarded.http.post(
        "/v1/briefings", content=gzip.compress(b"a" * 10_000_000), headers={"Content-Encoding": "gzip"}
    )
    assert answer.status_code == 415


def test_a_body_that_never_ends_is_given_up(guarded: Running) -> None:
    with closing_connection(guarded) as connection:
        connection.putrequest("POST", "/v1/briefings")
        for name, value in headers_of(guarded).items():
            connection.putheader(name, value)
        connection.putheader("Content-Length", "100")
        connection.endheaders()
        connection.send(b"slow")
        assert connection.getresponse().status == 408


class closing_connection:
    def __init__(self, one: Running) -> None:
        self._connection = http.client.HTTPConnection(urlsplit(one.url).netloc, timeout=20)

    def __enter__(self) -> http.client.HTTPConnection:
        return self._connection

    def __exit__(self, *_: object) -> None:
        self._connection.close()


def headers_of(one: Running) -> dict[str, str]:
    return {"Authorization": one.http.headers["Authorization"], "Content-Type": "text/plain"}


def test_another_clients_things_look_as_if_they_were_not_there(guarded: Running) -> None:
    desk, agency = guarded.token("ann", "editor", "desk"), guarded.token("bob", "editor", "agency")
    where = guarded.brief(headers=desk).headers["location"]
    job = guarded.http.post("/v1/briefings", json={"text": "Quiet day in Kyiv."}, headers=desk).json()
    batch = guarded.http.post("/v1/batches", content=json.dumps({"text": "Quiet too."}), headers=desk).json()
    for path in (where, f"{where}/reviews", f"/v1/jobs/{job['id']}", f"/v1/batches/{batch['id']}"):
        assert guarded.http.get(path, headers=desk).status_code == 200
        missing = guarded.http.get(path.replace(path.split("/")[3], "0" * 32), headers=agency)
        refused = guarded.http.get(path, headers=agency)
        assert (refused.status_code, missing.status_code) == (404, 404)
    assert (
        guarded.http.post(f"{where}/records/C1/review", json={"verdict": "accept"}, headers=agency).status_code == 404
    )
    assert guarded.http.delete(f"/v1/jobs/{job['id']}", headers=agency).status_code == 404
    assert guarded.http.get("/v1/briefings", headers=agency).json()["items"] == []
    assert guarded.http.get(where).status_code == 200  # an admin's token


def test_the_same_article_of_another_client_asks_no_model_and_is_its_own_briefing(guarded: Running) -> None:
    text = SEED.read_text(encoding="utf-8").replace("Saturday", "Sunday")
    first = guarded.brief(text, guarded.token("ann2", "editor", "desk2"))
    calls = guarded.model.calls
    second = guarded.brief(text, guarded.token("bob2", "editor", "agency2"))
    assert guarded.model.calls == calls
    assert first.headers["location"] != second.headers["location"]
    assert second.json()["records"] == first.json()["records"]


@pytest.mark.parametrize("token", ["", "Bearer", "Bearer x", "Bearer smz_" + "A" * 43, "Basic cm9vdDpyb290", "bearer"])
def test_a_forged_token_opens_nothing(guarded: Running, token: str) -> None:
    for path in ("/v1/briefings", "/v1/usage", "/metrics", "/v1/openapi.json", "/no-such-path"):
        answer = guarded.http.get(path, headers={"Authorization": token})
        assert answer.status_code == 401, path
        assert answer.headers["www-authenticate"] == "Bearer"
    assert guarded.http.get("/healthz", headers={"Authorization": token}).status_code == 200


def test_a_reader_reads_and_an_editor_does_not_see_the_bill(guarded: Running) -> None:
    reader, editor = guarded.token("r", "reader", "desk"), guarded.token("e", "editor", "desk")
    assert guarded.brief(headers=reader).status_code == 403
    where = guarded.brief(headers=editor).headers["location"]
    assert guarded.http.get(where, headers=reader).status_code == 200
    assert (
        guarded.http.post(f"{where}/records/C1/review", json={"verdict": "accept"}, headers=reader).status_code == 403
    )
    assert guarded.http.get("/v1/usage", headers=editor).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_page_of_another_site_can_change_nothing(guarded: Running, headers: dict[str, str]) -> None:
    calls = guarded.model.calls
    answer = guarded.http.post(
        "/v1/briefings", content="Nine were killed.", headers={"Content-Type": "text/plain", **headers}
    )
    assert answer.status_code == 403
    assert "access-control-allow-origin" not in answer.headers
    assert guarded.model.calls == calls


def test_a_name_pointed_here_from_elsewhere_is_not_answered(guarded: Running) -> None:
    for host in ("evil.example", "127.0.0.1.evil.example", "", "a:b:c"):
        answer = guarded.http.get("/healthz", headers={"Host": host})
        assert answer.status_code in (400, 421), host
    port = urlsplit(guarded.url).port
    assert guarded.http.get("/healthz", headers={"Host": f"localhost:{port}"}).status_code == 200


@pytest.mark.parametrize("word", HOSTILE, ids=lambda word: ascii(word)[:20])
def test_injected_text_is_text_in_every_field(guarded: Running, word: str) -> None:
    searched = guarded.http.get("/v1/briefings", params={"q": word[:300], "party": word[:50], "class": word[:50]})
    assert searched.status_code == 200
    for path in ("/v1/briefings/{}", "/v1/jobs/{}", "/v1/batches/{}"):
        from urllib.parse import quote

        assert guarded.http.get(path.format(quote(word[:300], safe=""))).status_code in (404, 405)
    asked: dict[str, Any] = {"text": f"{word} Nine people were killed near Sumy.", "title": word[:500]}
    made = guarded.http.post("/v1/briefings?wait=60", json=asked)
    assert made.status_code in (200, 201, 422), made.text
    if made.status_code == 422:
        return
    shown = guarded.http.get(made.headers["location"], headers={"Accept": "text/html"})
    assert "<script>alert" not in shown.text
    assert "<img src=x" not in shown.text
    review = {"verdict": "edit", "record": {"victims": word}, "note": word[:2000]}
    said = guarded.http.post(f"{made.headers['location']}/records/C1/review", json=review)
    assert said.status_code in (201, 404, 422)


def test_more_requests_than_allowed_are_told_to_slow_down(tmp_path: Path) -> None:
    web = WebConfig(requests_per_minute=5)
    with running(f"sqlite:///{tmp_path / 's.sqlite3'}", tmp_path / "cache", web=web) as one:
        answers = [one.http.get("/v1/topics") for _ in range(8)]
        assert [answer.status_code for answer in answers].count(429) >= 2
        assert int(answers[-1].headers["retry-after"]) > 0


def test_without_a_token_it_listens_on_this_machine_only(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path / 's.sqlite3'}")
    open_to_all = (WebConfig(host="0.0.0.0"), WebConfig(host="::"), WebConfig(hosts=("news.example",)))
    for web in open_to_all:
        with pytest.raises(UsageError, match="without a token"):
            check_exposure(store, web)
    check_exposure(store, WebConfig())
    store.access.create("ann", "admin")
    for web in open_to_all:
        check_exposure(store, web)
        service = build(store, Settings(model="m", base_url="http://127.0.0.1:9/v1"), web, WorkConfig(jobs=0))
        for token in store.access.tokens():
            if token.revoked_at is None:
                assert service.identify(None, None) is None
    store.access.revoke(store.access.tokens()[0].id)
    assert service.identify(None, None) is None  # the last token is gone, and it stays closed
    store.close()


def test_half_a_request_hurts_nobody(guarded: Running) -> None:
    address = urlsplit(guarded.url)
    assert address.hostname is not None
    assert address.port is not None
    for raw in (b"\x00\x01\x02", b"GET / HTTP/9\r\n\r\n", b"POST /v1/briefings HTTP/1.1\r\nHost: 127.0.0.1\r\n"):
        with socket.create_connection((address.hostname, address.port), timeout=5) as connection:
            connection.sendall(raw)
    assert guarded.http.get("/healthz").status_code == 200
