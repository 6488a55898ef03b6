"""`summarizer brief` takes addresses, and files that list them, beside files."""

from __future__ import annotations

import pytest
from cli.newsroom import SEED, Desk

from .site import Site, page


def test_a_page_is_briefed_with_its_address(desk: Desk, site: Site) -> None:
    url = site.put("/bus", page(*SEED.read_text().split("\n\n")))
    ended = desk.brief(url, "--allow-private", "--format", "json")
    assert ended.code == 0
    assert ended.json()["article"]["url"] == url
    assert ended.json()["records"]["casualties"]


def test_a_file_of_addresses_is_briefed_page_by_page(desk: Desk, site: Site) -> None:
    names = [site.put("/a", page(title="A")), site.put("/b", page(title="B")), site.url("/gone")]
    listing = desk.write("pages.txt", "# what to read\n" + "\n".join(names) + "\n")
    ended = desk.brief(listing, "--allow-private", "--format", "json")
    assert [one["article"]["title"] for one in ended.json()] == ["A", "B"]
    assert ended.code == 3
    assert names[2] in ended.err


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/a", "http://localhost/a"])
def test_private_addresses_need_a_flag(desk: Desk, url: str) -> None:
    ended = desk.brief(url)
    assert ended.code == 2
    assert "--allow-private" in ended.err


def test_an_article_with_addresses_in_it_is_no_list(desk: Desk) -> None:
    article = desk.write("a.txt", "https://x.example/\nA drone killed nine people in Sumy on Saturday, police said.\n")
    assert desk.brief(article, "--format", "json").json()["article"]["url"] is None
