"""The pages as a browser without scripts meets them: forms in, pages out, nothing inline, nothing acts."""

from __future__ import annotations

import json
import re
from pathlib import Path

import httpx2
import pytest

from service.running import SEED, Running, running
from summarizer.evaluation.golden import GoldenSet
from summarizer.service.export import export_reviews
from summarizer.service.page.view import changes_of, form_fields
from summarizer.topics import known_topics


def briefed(desk: Running) -> str:
    """Pastes the seed and returns the address of its briefing's page."""
    answer = desk.http.post("/", data={"article": SEED.read_text(encoding="utf-8")})
    assert answer.status_code == 303
    where = answer.headers["location"]
    while where.startswith("/jobs/"):
        answer = desk.http.get(where)
        where = answer.headers.get("location", where)
    return str(where)


def test_a_pasted_article_leads_to_its_records_beside_its_text(desk: Running) -> None:
    page = desk.http.get(briefed(desk)).text
    assert 'data-label="C1"' in page
    assert '<mark class="casualties" data-start="' in page
    assert "to review" in page


def test_no_page_has_a_script_or_style_of_its_own(desk: Running) -> None:
    for path in ("/", "/login", "/precision", "/queue", briefed(desk), f"{briefed(desk)}/add"):
        answer = desk.http.get(path)
        assert answer.status_code == 200
        assert "<style" not in answer.text
        assert not re.search(r"<script(?![^>]*src=)", answer.text)
        assert not re.search(r"\s(on\w+|style)=", answer.text)
        assert not re.search(r'(src|href)="(https?:)?//', answer.text.replace("https:// address", ""))
        policy = answer.headers["content-security-policy"]
        assert "script-src 'self'" in policy
        assert "unsafe" not in policy


def test_every_file_that_pages_name_is_there(desk: Running) -> None:
    for name in re.findall(r'"(/static/[^"]+)"', desk.http.get("/").text):
        assert desk.http.get(name).status_code == 200
    assert desk.http.get("/static/../config.py").status_code in (401, 404)
    assert desk.http.get("/static/config.py").status_code == 404


def test_marked_pieces_put_together_are_the_article(desk: Running) -> None:
    import html

    where = briefed(desk)
    row = desk.store.briefings.get(where.rpartition("/")[2])
    assert row is not None
    page = desk.http.get(where).text
    for start, words in re.findall(r'data-start="(\d+)"[^>]*>(.*?)</(?:mark|span)>', page, re.DOTALL):
        said = html.unescape(words)
        assert row.article.text[int(start) : int(start) + len(said)] == said


def test_verdicts_are_given_with_forms_and_taken_back(desk: Running) -> None:
    where = briefed(desk)
    assert (
        desk.http.post(f"{where}/records/C1", data={"verdict": "reject", "note": "a <b>drill</b>"}).status_code == 303
    )
    page = desk.http.get(where).text
    assert "✗ rejected" in page
    assert "a &lt;b&gt;drill&lt;/b&gt;" in page
    desk.http.post(f"{where}/undo")
    assert "✗ rejected" not in desk.http.get(where).text
    form = desk.http.get(f"{where}/records/C1/edit").text
    assert 'name="f.weapon"' in form
    part = desk.http.post(
        f"{where}/records/C1", data={"verdict": "edit", "f.weapon": "a tank"}, headers={"HX-Request": "true"}
    )
    assert "does not say" in part.text
    desk.http.post(f"{where}/records/C1", data={"verdict": "edit", "f.weapon": "Russian drone"})
    page = desk.http.get(where).text
    assert "✎ corrected" in page
    assert "changed: weapon" in page
    desk.http.post(f"{where}/undo")


@pytest.mark.parametrize("script", [True, False])
def test_a_form_that_is_refused_keeps_what_was_typed(desk: Running, script: bool) -> None:
    where = briefed(desk)
    headers = {"HX-Request": "true"} if script else {}
    sent = {"verdict": "edit", "f.weapon": "a tank", "f.victims": "passengers", "note": "I was there"}
    edited = desk.http.post(f"{where}/records/C1", data=sent, headers=headers)
    missing = {"topic": "ceasefire", "f.evidence": "0:9", "f.actor": "Nobody Known", "note": "I was there"}
    added = desk.http.post(f"{where}/add", data=missing, headers=headers)
    for answer, words in ((edited, ("a tank", "passengers")), (added, ("Nobody Known", 'value="0:9"'))):
        assert answer.status_code == (200 if script else 422)
        assert answer.text.startswith("<!DOCTYPE html>") is not script
        for word in ("does not say", "I was there", *words):
            assert word in answer.text


@pytest.mark.parametrize("offsets", ["²:³", "1", ":", "9:1", "-1:4", "0:99999999999999999999999", "0:5,"])
def test_offsets_that_are_none_are_refused_in_the_form(desk: Running, offsets: str) -> None:
    where = briefed(desk)
    assert desk.http.get(f"{where}/add", params={"evidence": offsets}).status_code == 200
    sent = {"topic": "ceasefire", "f.evidence": offsets, "f.actor": "Moscow", "f.stance": "rejects"}
    answer = desk.http.post(f"{where}/add", data=sent)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text


def test_a_form_that_changes_nothing_accepts(desk: Running) -> None:
    where = briefed(desk)
    desk.http.post(f"{where}/records/C1", data={"verdict": "edit"})
    assert "✓ accepted" in desk.http.get(where).text
    desk.http.post(f"{where}/undo")


def test_what_was_reviewed_to_the_end_is_gold_that_evaluation_takes(desk: Running, tmp_path: Path) -> None:
    where = briefed(desk)
    row = desk.store.briefings.get(where.rpartition("/")[2])
    assert row is not None
    assert export_reviews(desk.store, tmp_path / "early").exported == 0
    for label in ("C1", "S1"):
        desk.http.post(f"{where}/records/{label}", data={"verdict": "accept"})
    desk.http.post(f"{where}/records/F1", data={"verdict": "reject"})
    start = row.article.text.index("Moscow")
    added = {"topic": "ceasefire", "f.evidence": f"{start}:{start + 40}", "f.actor": "Moscow", "f.stance": "rejects"}
    assert desk.http.post(f"{where}/add", data=added).status_code == 303
    assert export_reviews(desk.store, tmp_path / "unfinished").left_out
    desk.http.post(f"{where}/complete")
    done = export_reviews(desk.store, tmp_path / "gold")
    assert (done.exported, done.records) == (1, 3), done
    golden = GoldenSet.load(tmp_path / "gold")
    assert golden.size == {"casualties": 1, "sanctions": 1, "ceasefire": 1}
    gold = golden.articles[0].records["ceasefire"][0].record
    assert gold.evidence[0].quote == row.article.text[start : start + 40]
    assert (tmp_path / "gold" / golden.articles[0].id / "provenance.yaml").is_file()
    assert export_reviews(desk.store, tmp_path / "double", reviewers=2).exported == 0
    assert "of" in desk.http.get("/precision").text


def test_reviewers_who_disagree_hold_an_article_back_and_are_told(desk: Running, tmp_path: Path) -> None:
    made = desk.brief(
        "Nine people were killed. a Russian drone killed nine bus passengers in the Sumy region of northeastern Ukraine"
    )
    where = made.headers["location"].removeprefix("/v1")
    briefing_id = where.rpartition("/")[2]
    for who, verdict in (("ann", "accept"), ("bob", "reject")):
        desk.store.reviews.add(briefing_id, "local", who, verdict, place=("casualties", 0))  # type: ignore[arg-type]
        desk.store.reviews.add(briefing_id, "local", who, "complete")
    done = export_reviews(desk.store, tmp_path)
    assert done.left_out["reviewers disagree"] == 1
    told = [json.loads(line) for line in (tmp_path / "disagreements.jsonl").read_text().splitlines()]
    assert [(one["reviewer"], one["verdict"]) for one in told[0]["verdicts"]] == [("ann", "accept"), ("bob", "reject")]
    assert "reviewers disagree" in desk.http.get("/queue").text


def test_a_form_filled_as_it_stands_changes_nothing_for_any_topic() -> None:
    from service import made

    briefing = made.briefing(made.article())
    for topic, records in briefing.records.items():
        for record in records:
            fields = form_fields(known_topics()[topic], record)
            form = {f"f.{f.name}": f.value for f in fields} | {f"f.{f.name}.extra": f.extra for f in fields}
            assert changes_of(known_topics()[topic], record, form) == {}


def test_people_sign_in_with_a_token_and_out_again(tmp_path: Path) -> None:
    with running(f"sqlite:///{tmp_path / 's.sqlite3'}", tmp_path / "cache") as one:
        _, secret = one.store.access.create("ann", "editor")
        page = one.http.get("/", headers={"Accept": "text/html"})
        assert (page.status_code, page.headers["location"]) == (303, "/login")
        assert one.http.post("/login", data={"token": "wrong"}).status_code == 401
        with httpx2.Client(base_url=one.url) as person:
            answer = person.post("/login", data={"token": secret})
            cookie = answer.headers["set-cookie"]
            assert "HttpOnly" in cookie
            assert "SameSite=strict" in cookie
            assert secret not in cookie
            assert "ann" in person.get("/").text
            forged = person.post("/", data={"article": "x"}, headers={"Origin": "https://evil.example"})
            assert forged.status_code == 403
            person.post("/logout")
            assert person.get("/", headers={"Accept": "text/html"}).status_code == 303


@pytest.mark.parametrize("article", ["", "   ", "https://localhost:1/x", "http://[::1", "javascript:alert(1)"])
def test_what_can_not_be_read_is_told_on_the_page(desk: Running, article: str) -> None:
    answer = desk.http.post("/", data={"article": article})
    assert answer.status_code in (200, 303, 422)
    if answer.status_code == 422:
        assert 'role="alert"' in answer.text


def test_a_script_in_an_article_stays_text(desk: Running) -> None:
    text = "<script>alert(1)</script> KYIV - Nine </mark><img src=x onerror=alert(2)> people were killed {{ 7*7 }}."
    made = desk.brief(text, title='"><script>alert(3)</script>')
    page = desk.http.get(made.headers["location"].removeprefix("/v1")).text
    assert "<script>alert" not in page
    assert "<img" not in page
    assert "{{ 7*7 }}" in page
