"""One text under two ids is extracted once; a near-copy is marked; a count of sources is not fooled."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from briefings import Desk, articles, given, lines, text_of

from summarizer.article import Article
from summarizer.batch import Batch, BatchConfig
from summarizer.batch.near_copies import SIMILAR, signature, similarity
from summarizer.batch.stats import read_stats
from summarizer.briefing import Briefing
from summarizer.errors import ReplyError


def paragraphs(number: int, count: int = 6) -> list[str]:
    return [text_of(number * 100 + part, words=50) for part in range(count)]


def report(id: str, parts: list[str]) -> Article:
    return Article(id=id, text="\n\n".join(parts), date=datetime.date(2025, 5, 1))


@pytest.mark.parametrize("ordered", [True, False])
async def test_the_same_text_under_other_ids_is_extracted_once(tmp_path: Path, ordered: bool) -> None:
    first, other = articles(2)
    copies = [Article(id=f"copy{n}", text=first.text, date=first.date, title=f"Another title {n}") for n in range(40)]
    desk = Desk(seconds=0.01)
    config = BatchConfig(ordered=ordered, concurrency=3)
    await Batch(tmp_path / "out.jsonl", desk.brief, config).run(given([first, *copies[:20], other, *copies[20:]]))
    assert desk.asked == {"a0000": 1, "a0001": 1}
    written = {line["article"]["id"]: line for line in lines(tmp_path / "out.jsonl")}
    assert len(written) == 42
    for copy in copies:
        line = written[copy.id]
        assert line["article"]["same_as"] == "a0000"
        assert line["article"]["title"] == copy.title
        assert line["records"] == written["a0000"]["records"]
        assert line["usage"]["calls"] == 0
    stats = read_stats(tmp_path / "out.jsonl")
    assert (stats.articles, stats.repeats, stats.records["casualties"]) == (42, 40, 2)


async def test_dates_of_a_copy_with_another_date_are_read_against_that_date(tmp_path: Path) -> None:
    first = Article(id="one", text="Nine people were killed on Saturday.", date=datetime.date(2025, 5, 18))
    later = Article(id="two", text=first.text, date=datetime.date(2025, 5, 25))

    async def brief(article: Article) -> Briefing:
        briefing = await Desk().brief(article)
        dated = briefing.casualties[0].model_copy(update={"date": "2025-05-17", "date_text": "on Saturday"})
        return briefing.model_copy(update={"records": {**briefing.records, "casualties": (dated,)}})

    await Batch(tmp_path / "out.jsonl", brief).run(given([first, later]))
    dates = {line["article"]["id"]: line["records"]["casualties"][0]["date"] for line in lines(tmp_path / "out.jsonl")}
    assert dates == {"one": "2025-05-17", "two": "2025-05-24"}


@pytest.mark.parametrize("ordered", [True, False])
async def test_a_copy_of_what_fails_fails_too_and_is_retried_with_it(tmp_path: Path, ordered: bool) -> None:
    first = articles(1)[0]
    twin = first.model_copy(update={"id": "twin"})
    out, config = tmp_path / "out.jsonl", BatchConfig(ordered=ordered)
    broken = Desk(fail=lambda _a, _t: ReplyError("refused"))
    report = await Batch(out, broken.brief, config).run(given([first, twin]))
    assert report.counts == {"lost": 2}
    failed = {line["id"]: line["message"] for line in lines(tmp_path / "out.jsonl.failures.jsonl")}
    assert failed == {"a0000": "refused", "twin": "refused"}
    mended = Desk()
    config = BatchConfig(ordered=ordered, retry_failed=True)
    report = await Batch(out, mended.brief, config).run(given([first, twin]))
    assert report.counts == {"done": 2}
    assert mended.asked == {"a0000": 1}


async def test_a_report_with_one_paragraph_changed_is_marked_and_extracted_itself(tmp_path: Path) -> None:
    base = paragraphs(1)
    replaced = [*base[:2], text_of(999, words=50), *base[3:]]
    added = [*base, text_of(998, words=50)]
    dropped = base[1:]
    other = paragraphs(2)
    items = [report("a", base), report("b", replaced), report("c", added), report("d", dropped), report("e", other)]
    desk = Desk()
    await Batch(tmp_path / "out.jsonl", desk.brief).run(given(items))
    marks = {line["article"]["id"]: line["article"].get("same_as") for line in lines(tmp_path / "out.jsonl")}
    assert marks == {"a": None, "b": "a", "c": "a", "d": "a", "e": None}
    assert len(desk.asked) == 5


async def test_a_copy_of_a_copy_is_marked_with_the_first(tmp_path: Path) -> None:
    base = paragraphs(1, 8)
    second = [*base[:7], text_of(997, words=50)]
    items = [report("a", base), report("b", second), report("c", second)]
    await Batch(tmp_path / "out.jsonl", Desk().brief).run(given(items))
    marks = {line["article"]["id"]: line["article"].get("same_as") for line in lines(tmp_path / "out.jsonl")}
    assert marks == {"a": None, "b": "a", "c": "a"}


def test_a_signature_is_the_same_in_every_process() -> None:
    """The journal keeps signatures: should the library change its hash, a resumed run would find no copies."""
    assert signature(text_of(1))[:12].hex() == "83ba2bc3da16c4c0e102fb20"


def test_small_changes_of_typography_leave_a_text_the_same() -> None:
    text = text_of(3)
    assert similarity(signature(text), signature(text.upper().replace(" ", "\n"))) == 1.0


def test_two_reports_with_no_triple_in_common_are_far_apart() -> None:
    assert similarity(signature(text_of(3)), signature(text_of(4))) < SIMILAR / 3


LEAD = "Rescue crews worked through the night in the ruins of the market hall, and the governor thanked them for it. "


def bulletin(id: str, toll: str, position: str) -> Article:
    """A report of which only the toll and the position change from hour to hour."""
    return Article(id=id, text=f"{LEAD * 6}\n\nOfficials said {toll} people were killed. {position}\n\n{text_of(5)}")


TRUCE = "Israel accepted the ceasefire that Qatar had proposed."


@pytest.mark.parametrize(
    ("toll", "position", "is_update"),
    [
        ("14", TRUCE, False),
        ("fourteen", TRUCE, False),
        ("23", TRUCE, True),
        ("14", "Israel rejected the ceasefire that Qatar had proposed.", True),
        ("14", "Israel has not accepted the ceasefire that Qatar had proposed.", True),
        ("14", "Turkey accepted the ceasefire that Qatar had proposed.", True),
    ],
)
async def test_a_near_copy_with_another_toll_or_position_is_an_update_and_counts(
    tmp_path: Path, toll: str, position: str, is_update: bool
) -> None:
    items = [bulletin("first", "14", TRUCE), bulletin("second", toll, position)]
    if toll == "14" and position == TRUCE:
        items[1] = items[1].model_copy(update={"text": items[1].text.replace("thanked them", "praised all of them")})
    await Batch(tmp_path / "out.jsonl", Desk().brief).run(given(items))
    marks = {line["article"]["id"]: line["article"] for line in lines(tmp_path / "out.jsonl")}
    assert marks["second"].get("update_of") == ("first" if is_update else None)
    assert marks["second"].get("same_as") == (None if is_update else "first")
    stats = read_stats(tmp_path / "out.jsonl")
    assert (stats.repeats, stats.updates) == (int(not is_update), int(is_update))
    assert stats.records["casualties"] == 1 + is_update


async def test_a_repeat_of_an_update_repeats_the_update(tmp_path: Path) -> None:
    later = bulletin("later", "23", TRUCE)
    third = later.model_copy(update={"id": "third", "text": later.text.replace("thanked them", "praised all of them")})
    await Batch(tmp_path / "out.jsonl", Desk().brief).run(given([bulletin("first", "14", TRUCE), later, third]))
    marks = {line["article"]["id"]: line["article"] for line in lines(tmp_path / "out.jsonl")}
    assert marks["later"]["update_of"] == "first"
    assert marks["third"]["same_as"] == "later"
