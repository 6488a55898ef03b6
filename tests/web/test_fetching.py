"""Pages are fetched within limits, from addresses that may be reached, and refusals say what stands in the way."""

from __future__ import annotations

import asyncio
import datetime
import gzip
import ipaddress
import socket
import threading
from dataclasses import replace

import pytest

from summarizer import Article, UnreadableInput
from summarizer.loading.web import STRICT, Fetcher, FetchPolicy, fetch_page
from summarizer.loading.web.hosts import is_public

from .site import PARAGRAPHS, Site, page


def refused(url: str, policy: FetchPolicy) -> str:
    with pytest.raises(UnreadableInput) as error:
        Article.from_url(url, policy=policy)
    return str(error.value)


def test_a_page_is_read_with_its_address_title_and_date(site: Site) -> None:
    head = '<meta property="article:published_time" content="2025-05-18T09:00:00Z"><link rel="canonical" href="https://x.example/">'
    article = Article.from_url(site.put("/news/bus?id=1", page(head=head)), policy=site.policy)
    assert article.text == "\n\n".join(PARAGRAPHS)
    assert (article.title, article.date) == ("Nine killed on a bus", datetime.date(2025, 5, 18))
    assert article.url == site.url("/news/bus?id=1")
    assert {agent.partition("/")[0] for agent in site.agents} == {"summarizer"}


def test_a_day_in_the_address_counts_where_the_page_gives_none(site: Site) -> None:
    article = Article.from_url(site.put("/2025/may/18/bus", page()), policy=site.policy)
    assert (article.date, article.date_source) == (datetime.date(2025, 5, 18), "metadata")


def test_what_the_caller_gives_takes_the_place_of_the_pages_own(site: Site) -> None:
    article = Article.from_url(site.put("/a", page()), date="2025-05-20", title="Mine", policy=site.policy)
    assert (article.title, str(article.date), article.date_source) == ("Mine", "2025-05-20", "given")


def test_pages_are_fetched_inside_a_running_loop(site: Site) -> None:
    url = site.put("/a", page())

    async def inside() -> bytes:
        return fetch_page(url, site.policy).data

    assert asyncio.run(inside()) == page().encode()


@pytest.mark.parametrize(
    ("encoding", "content_type"),
    [
        ("cp1251", "text/html; charset=windows-1251"),
        ("utf-8", "text/html; charset=ISO-8859-1"),
        ("shift_jis", 'text/html; charset="Shift_JIS"'),
    ],
)
def test_the_charset_of_the_header_is_used_unless_the_page_is_utf8(
    site: Site, encoding: str, content_type: str
) -> None:
    words = {"cp1251": "Девять человек погибли", "utf-8": "Señor Müller – “nine”", "shift_jis": "東京で九人が死亡した"}[
        encoding
    ]
    long = f"{words}. " * 30
    article = Article.from_url(site.put("/a", page(long).encode(encoding), content_type), policy=site.policy)
    assert words in article.text


def test_compressed_pages_are_read_and_their_size_is_that_of_their_content(site: Site) -> None:
    url = site.put("/a", gzip.compress(page().encode()), headers={"Content-Encoding": "gzip"})
    assert Article.from_url(url, policy=site.policy).text.startswith("A Russian drone")
    bomb = site.put("/b", gzip.compress(b"<p>" + b"0" * 2_000_000), headers={"Content-Encoding": "gzip"})
    assert "larger than 1 MB" in refused(bomb, replace(site.policy, max_bytes=1_000_000))


def test_redirects_are_followed_and_counted(site: Site) -> None:
    site.put("/end", page())
    for number in range(4):
        site.put(f"/{number}", "", status=302, headers={"Location": f"/{number + 1}" if number < 3 else "/end"})
    article = Article.from_url(site.url("/0"), policy=site.policy)
    assert article.url == site.url("/end")
    assert "redirects" in refused(site.url("/0"), replace(site.policy, redirects=3))


def test_a_page_that_never_ends_is_given_up(site: Site) -> None:
    url = site.put("/slow", page(), stall=threading.Event())
    assert "took longer than 0.3 s" in refused(url, replace(site.policy, seconds=0.3))


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (401, "login"),
        (402, "payment"),
        (403, "refused"),
        (404, "not found"),
        (410, "was removed"),
        (429, "too many"),
        (451, "legal"),
        (503, "later"),
    ],
)
def test_a_status_that_is_no_success_is_named(site: Site, status: int, words: str) -> None:
    message = refused(site.put("/a", page(), status=status), site.policy)
    assert str(status) in message
    assert words in message


@pytest.mark.parametrize("kind", ["image/png", "video/mp4", "application/zip"])
def test_what_is_no_page_is_not_read(site: Site, kind: str) -> None:
    assert kind in refused(site.put("/a", b"\0" * 100, kind), site.policy)


def test_robots_txt_closes_pages_to_this_program(site: Site) -> None:
    site.put("/robots.txt", "User-agent: summarizer\nDisallow: /closed/\n", "text/plain")
    assert "robots.txt" in refused(site.put("/closed/a", page()), site.policy)
    assert Article.from_url(site.put("/open/a", page()), policy=site.policy).text
    assert site.asked == ["/open/a"]


def test_a_site_whose_robots_txt_is_broken_is_left_alone(site: Site) -> None:
    site.put("/robots.txt", "", status=500)
    assert "robots.txt" in refused(site.put("/a", page()), site.policy)
    assert site.asked == []


def test_robots_txt_is_asked_for_once_a_site(site: Site) -> None:
    fetcher = Fetcher(site.policy)
    for path in ("/a", "/b"):
        fetcher.fetch(site.put(path, page()))
    site.put("/robots.txt", "User-agent: *\nDisallow: /\n", "text/plain")
    assert fetcher.fetch(site.put("/c", page())).data


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "127.1", "0x7f000001", "2130706433", "[::ffff:127.0.0.1]", "0.0.0.0"]
)
def test_addresses_of_this_machine_are_refused_in_every_notation(site: Site, host: str) -> None:
    site.put("/a", page())
    assert "allow_private=True" in refused(f"http://{host}:{site.port}/a", FetchPolicy(proxy=False))
    assert site.asked == []


def test_a_redirect_to_a_private_address_is_refused(site: Site) -> None:
    url = site.put("/a", "", status=301, headers={"Location": "http://169.254.169.254/latest/meta-data/"})
    assert "169.254.169.254" in refused(url, site.policy)


def test_private_addresses_are_reached_where_that_is_allowed(site: Site) -> None:
    site.put("/a", page())
    policy = FetchPolicy(allow_private=True, proxy=False)
    assert Article.from_url(f"http://localhost:{site.port}/a", policy=policy).text
    assert site.hosts == {f"localhost:{site.port}"}


def test_a_name_is_resolved_once_and_the_checked_address_is_asked(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """The name leads to the allowed site at first and elsewhere ever after."""
    asked: list[str] = []
    real = socket.getaddrinfo

    def changing(host: str, port: int, *more: int, **named: int) -> list[tuple[object, ...]]:
        if host != "news.example":
            return list(real(host, port, *more, **named))
        asked.append(host)
        address = "127.0.0.1" if len(asked) == 1 else "10.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(socket, "getaddrinfo", changing)
    site.put("/a", page())
    fetched = fetch_page(f"http://news.example:{site.port}/a", replace(site.policy, robots=False))
    assert fetched.url == f"http://news.example:{site.port}/a"
    assert (asked, site.hosts) == (["news.example"], {f"news.example:{site.port}"})


PRIVATE = """
10.1.2.3 172.16.0.1 192.168.0.1 169.254.1.1 100.64.0.1 224.0.0.1 240.0.0.1 :: ::1 fe80::1 fc00::1 fec0::1 ff02::1
::ffff:10.0.0.1 64:ff9b::a00:1 2002:a00:1::1
"""


@pytest.mark.parametrize("address", PRIVATE.split())
def test_no_private_address_counts_as_public(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_public_addresses_may_be_reached(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


def test_the_strict_policy_asks_usual_ports_only(site: Site) -> None:
    policy = replace(STRICT, reachable=site.policy.reachable)
    assert f"port {site.port}" in refused(site.url("/a"), policy)


@pytest.mark.parametrize(
    "url", ["ftp://x.example/a", "http://", "http://user:secret@x.example/a", "ftp://user:secret@x.example/a"]
)
def test_an_address_that_is_none_of_a_page_is_refused_without_its_password(url: str) -> None:
    message = refused(url, FetchPolicy(proxy=False))
    assert "URL" in message
    assert "secret" not in message


GATES = {
    "consent": page("We value your privacy. We and our partners store cookies on your device.", title="Your privacy"),
    "paywall": page("Nine people died.", "Subscribe now to continue reading this story. Already a subscriber? Log in."),
    "human": page("Checking your browser before accessing the site.", title="Just a moment..."),
    "login": page("Sign in to go on.") + '<form><input type="password"></form>',
}


@pytest.mark.parametrize("kind", GATES)
def test_what_stands_in_front_of_an_article_is_named(site: Site, kind: str) -> None:
    assert kind in refused(site.put("/a", GATES[kind]), site.policy)


def test_an_article_about_cookies_and_paywalls_is_an_article(site: Site) -> None:
    about = (
        "We value your privacy, says every banner: accept all cookies, the button reads, and nobody knows what for. "
        "Publishers who put a story behind a paywall ask readers to subscribe to continue, and few of them do so. "
    )
    article = Article.from_url(site.put("/a", page(about * 3, *PARAGRAPHS)), policy=site.policy)
    assert article.text.endswith(PARAGRAPHS[-1])


def test_a_page_that_says_it_is_not_free_comes_with_a_warning(site: Site) -> None:
    head = '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": false}</script>'
    article = Article.from_url(site.put("/a", page(*PARAGRAPHS * 2, head=head)), policy=site.policy)
    assert any("not free" in warning for warning in article.warnings)
