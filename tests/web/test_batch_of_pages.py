"""A batch takes addresses, lists of them and feeds; a second run fetches only what is new."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest
from cli.newsroom import Desk

from summarizer import Article, Briefing
from summarizer.batch import Batch, BatchConfig, Chosen, Inputs, Report, Selection, Web, read_conditions
from summarizer.briefing import ArticleInfo

from .site import PARAGRAPHS, Site, page

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>The Wire</title>
<item><title>First &amp;amp; foremost</title><link>{0}</link><guid isPermaLink="false">17</guid>
  <pubDate>Sun, 18 May 2025 23:30:00 -0500</pubDate><description>Nine people… read more</description></item>
<item><title>Whole</title><link>{1}</link><guid isPermaLink="false">tag:wire,2025:18</guid>
  <pubDate>Mon, 19 May 2025 08:00:00 GMT</pubDate><content:encoded><![CDATA[{2}]]></content:encoded></item>
</channel></rss>"""

ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Atoms</title><id>urn:feed</id>
<updated>2025-06-01T00:00:00Z</updated>
<entry><id>urn:uuid:1</id><title>One</title><link href="news/one"/>
<published>2025-05-20T01:00:00+03:00</published></entry>
</feed>"""


async def run(site: Site, out: Path, *inputs: str, selection: Selection | None = None) -> Report:
    async def brief(article: Article) -> Briefing:
        now = datetime.datetime(2025, 6, 1, tzinfo=datetime.UTC)
        return Briefing(article=ArticleInfo.of(article), model="test", created_at=now)

    source = Chosen(Inputs(inputs, web=Web(site.policy)), selection or Selection())
    return await Batch(out, brief, BatchConfig(ordered=True, with_text=True)).run(source)


def written(out: Path) -> list[dict[str, str]]:
    return [json.loads(line)["article"] for line in out.read_text().splitlines()]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out.jsonl"


def whole() -> str:
    return "".join(f"<p>{paragraph} {number}</p>" for number in range(4) for paragraph in PARAGRAPHS)


async def test_a_feed_gives_its_articles_with_its_ids_titles_and_days(site: Site, out: Path) -> None:
    rss = RSS.format(site.put("/a", page()), site.put("/b", page("Not asked for.")), whole())
    await run(site, out, site.put("/feed", rss, "application/rss+xml"))
    first, second = written(out)
    assert (first["id"], first["title"], first["date"]) == ("127.0.0.1:17", "First & foremost", "2025-05-18")
    assert first["url"] == site.url("/a")
    assert (second["id"], second["title"], second["date"]) == ("tag:wire,2025:18", "Whole", "2025-05-19")
    assert second["text"].startswith(PARAGRAPHS[0])
    assert site.asked == ["/feed", "/a"]


async def test_a_second_run_fetches_only_what_is_new_in_a_feed(site: Site, out: Path) -> None:
    rss = RSS.format(site.put("/a", page()), site.put("/b", page()), whole())
    feed = site.put("/feed", rss, "application/rss+xml")
    await run(site, out, feed)
    site.put("/a", page("Changed since."))
    item = f"<item><title>New</title><link>{site.put('/c', page())}</link><guid>19</guid></item></channel>"
    site.put("/feed", rss.replace("</channel>", item), "application/rss+xml")
    site.asked.clear()
    report = await run(site, out, feed)
    assert site.asked == ["/feed", "/c"]
    assert (report.progress.done, report.progress.skipped) == (1, 2)
    assert [article["title"] for article in written(out)] == ["First & foremost", "Whole", "New"]


async def test_links_of_an_atom_feed_are_relative_to_it(site: Site, out: Path) -> None:
    site.put("/sub/news/one", page())
    await run(site, out, site.put("/sub/atom", ATOM, "application/atom+xml"))
    (article,) = written(out)
    assert (article["id"], article["date"]) == ("urn:uuid:1", "2025-05-20")
    assert article["url"] == site.url("/sub/news/one")


async def test_a_feed_may_be_a_file(site: Site, out: Path, tmp_path: Path) -> None:
    feed = tmp_path / "saved.xml"
    feed.write_text(RSS.format(site.put("/a", page()), site.url("/b"), whole()))
    await run(site, out, str(feed))
    assert [article["title"] for article in written(out)] == ["First & foremost", "Whole"]


async def test_addresses_in_a_file_are_taken_in_its_order_and_once(site: Site, out: Path, tmp_path: Path) -> None:
    urls = [site.put(f"/{name}", page(title=name.upper())) for name in "cab"]
    listing = tmp_path / "pages.txt"
    listing.write_text("\n".join([*urls, urls[0], site.url("/gone")]))
    report = await run(site, out, str(listing))
    assert [(one["title"], one["id"]) for one in written(out)] == [(n.upper(), site.url(f"/{n}")) for n in "cab"]
    assert report.progress.unreadable == 1
    site.asked.clear()
    site.put("/gone", page(title="Back"))
    await run(site, out, str(listing))
    assert site.asked == ["/gone"]
    assert written(out)[-1]["title"] == "Back"


async def test_days_of_a_feed_choose_its_articles_before_any_is_fetched(site: Site, out: Path) -> None:
    rss = RSS.format(site.put("/a", page()), site.put("/b", page()), "")
    feed = site.put("/feed", rss, "application/rss+xml")
    await run(site, out, feed, selection=Selection(where=read_conditions(["date >= 2025-05-19"])))
    assert site.asked == ["/feed", "/b"]
    assert [article["title"] for article in written(out)] == ["Whole"]


async def test_a_sample_of_pages_fetches_each_once_and_a_limit_counts_articles(site: Site, out: Path) -> None:
    urls = [site.put(f"/{number}", page(title=str(number))) for number in range(5)]
    await run(site, out, *urls, selection=Selection(sample=2))
    assert len(written(out)) == 2
    assert sorted(site.asked) == [f"/{number}" for number in range(5)]
    rss = RSS.format(urls[0], urls[1], "")
    site.asked.clear()
    feed = site.put("/feed", rss, "application/rss+xml")
    await run(site, out.with_name("limited.jsonl"), feed, selection=Selection(limit=1))
    assert site.asked == ["/feed", "/0"]


async def test_a_feed_without_articles_is_named(site: Site, out: Path) -> None:
    empty = '<rss version="2.0"><channel><title>Empty</title></channel></rss>'
    report = await run(site, out, site.put("/feed", empty, "application/rss+xml"))
    assert "lists no articles" in report.failures[0].message


def test_the_command_fetches_private_addresses_when_it_is_told_to(desk: Desk, site: Site) -> None:
    url = site.put("/a", page(title="A"))
    refused = desk.run("batch", url, "--out", "refused.jsonl", "--progress", "none", *desk.model)
    assert refused.code == 3
    assert site.asked == []
    ended = desk.run("batch", url, "--allow-private", "--out", "out.jsonl", "--progress", "none", *desk.model)
    assert ended.code == 0
    assert [article["url"] for article in written(desk.folder / "out.jsonl")] == [url]
