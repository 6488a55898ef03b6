"""Fetches pages under a policy: addresses, time, size, and the wording of refusals.

A name is resolved once, its addresses are checked, and the connection goes to a checked address while the name stays in
the `Host` header and the TLS handshake; so a name that resolves otherwise a moment later changes nothing. Each redirect
is checked anew.
"""

from __future__ import annotations

import asyncio
import re
import ssl
import threading
import time
from collections.abc import AsyncIterator, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.request import getproxies, proxy_bypass

from summarizer.errors import UnreadableInput
from summarizer.loading.web.hosts import check_unresolved, checked_addresses
from summarizer.loading.web.policy import Fetched, FetchPolicy, user_agent
from summarizer.loading.web.responses import MEDIA_TYPES, check_content, check_status, fetched_from

if TYPE_CHECKING:
    import httpx2

    from summarizer.loading.web.robots import Robots

T = TypeVar("T")

_TRIED_ADDRESSES = 3
_REMEMBERED_HOSTS = 1_000
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


def fetch_page(url: str, policy: FetchPolicy | None = None) -> Fetched:
    """Fetches a page, feed or document. Works inside a running event loop, which waits meanwhile.

    Args:
        url: its address, http or https.
        policy: what may be reached, and how much a page may take.

    Raises:
        UnreadableInput: the address is not allowed or not there, robots.txt closes it, or the answer is no page.
    """
    return Fetcher(policy).fetch(url)


class Fetcher:
    """Fetches pages, one after the other from each host and with a pause; may be used from several threads.

    Args:
        policy: what may be reached, and how much a page may take.
    """

    def __init__(self, policy: FetchPolicy | None = None) -> None:
        from summarizer.loading.web.robots import Robots

        self.policy = policy or FetchPolicy()
        self._robots = Robots()
        self._lock = threading.Lock()
        self._turns: dict[str, float] = {}  # when a host may be asked next

    def fetch(self, url: str) -> Fetched:
        """Fetches a page, feed or document; see `fetch_page`."""
        return run_aside(self.afetch(url))

    async def afetch(self, url: str) -> Fetched:
        """Fetches a page without blocking the running loop; the pause between requests to a host comes first."""
        address = _parsed(url)
        await self._await_turn(address)
        try:
            async with asyncio.timeout(self.policy.seconds):
                return await _Fetch(self.policy, self._robots).page(address)
        except TimeoutError:
            raise UnreadableInput(
                f"{shown(address)!r} took longer than {self.policy.seconds:g} s: try again later, or save the page"
            ) from None

    async def _await_turn(self, url: httpx2.URL) -> None:
        pause = max(self.policy.pause, self._robots.pause(_origin(url)))
        with self._lock:
            now = time.monotonic()
            if len(self._turns) > _REMEMBERED_HOSTS:
                self._turns = {host: due for host, due in self._turns.items() if due > now}
            begin = max(now, self._turns.get(url.host, now))
            self._turns[url.host] = begin + pause
        if begin > now:
            await asyncio.sleep(begin - now)


def run_aside(work: Coroutine[Any, Any, T]) -> T:
    """Runs a coroutine to its end, in a thread of its own where a loop runs in this one."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(work)
    with ThreadPoolExecutor(1, thread_name_prefix="fetch") as pool:
        return pool.submit(asyncio.run, work).result()


class _Fetch:
    """One fetch: the page, its redirects, and the robots.txt of each site on the way."""

    def __init__(self, policy: FetchPolicy, robots: Robots) -> None:
        self._policy = policy
        self._robots = robots

    async def page(self, url: httpx2.URL) -> Fetched:
        """The page at an address, after its redirects."""
        for _ in range(self._policy.redirects + 1):
            if self._policy.robots:
                await self._check_robots(url)
            async with self._asked(url) as response:
                following = _redirect(url, response)
                if following is None:
                    check_status(response, shown(url))
                    check_content(response, shown(url))
                    return await fetched_from(response, shown(url), self._policy.max_bytes)
            url = following
        raise UnreadableInput(
            f"{shown(url)!r} redirects more than {self._policy.redirects} times: give the address of the article itself"
        )

    async def _check_robots(self, url: httpx2.URL) -> None:
        from summarizer.loading.web import robots

        origin = _origin(url)
        rules = self._robots.known(origin)
        if rules is None:
            rules = robots.rules_of(await self._robots_file(url.join("/robots.txt")))
            self._robots.learn(origin, rules)
        robots.check_allowed(rules, shown(url))

    async def _robots_file(self, url: httpx2.URL) -> Fetched | None:
        """A site's robots.txt; `None` where it has none, by the standard's reading of statuses."""
        from summarizer.loading.web.robots import MAX_BYTES

        for _ in range(self._policy.redirects + 1):
            async with self._asked(url) as response:
                following = _redirect(url, response)
                if following is None:
                    if response.status_code >= 500:
                        raise UnreadableInput(
                            f"can't read {shown(url)!r} (HTTP {response.status_code}), so nothing of the site is "
                            "fetched: try again later"
                        )
                    found = response.status_code < 300
                    return await fetched_from(response, shown(url), MAX_BYTES, cut=True) if found else None
            url = following
        return None

    @asynccontextmanager
    async def _asked(self, url: httpx2.URL) -> AsyncIterator[httpx2.Response]:
        """Sends one request to a checked address; the body is not read yet."""
        import httpx2

        port = url.port or (443 if url.scheme == "https" else 80)
        proxy = _proxy_for(url) if self._policy.proxy else None
        if proxy is not None:
            check_unresolved(url.host, port, self._policy)
            targets = [url]
        else:
            addresses = await checked_addresses(url.raw_host.decode("ascii").strip("[]"), port, self._policy)
            targets = [url.copy_with(host=address) for address in addresses[:_TRIED_ADDRESSES]]
        client = httpx2.AsyncClient(
            trust_env=False,
            proxy=proxy,
            verify=_trusted() if url.scheme == "https" else False,
            follow_redirects=False,
            timeout=self._policy.seconds,
        )
        try:
            async with client:
                response = await _first_answer(client, url, targets)
                try:
                    yield response
                finally:
                    await response.aclose()
        except httpx2.TimeoutException:
            raise TimeoutError from None
        except (httpx2.HTTPError, httpx2.InvalidURL, ImportError) as error:  # ImportError: a SOCKS proxy
            raise UnreadableInput(f"can't fetch {shown(url)!r} ({_reason(error)}): check the address") from error


async def _first_answer(client: httpx2.AsyncClient, url: httpx2.URL, targets: list[httpx2.URL]) -> httpx2.Response:
    """The answer of the first address that can be connected to."""
    import httpx2

    headers = {
        "Host": url.netloc.decode("ascii"),
        "User-Agent": user_agent(),
        "Accept": f"{', '.join(MEDIA_TYPES)}, */*;q=0.1",
        "Accept-Language": "en, *;q=0.5",
        "Accept-Encoding": "gzip, deflate",
    }
    for number, target in enumerate(targets, start=1):
        request = client.build_request("GET", target, headers=headers)
        request.extensions["sni_hostname"] = url.raw_host.decode("ascii")
        try:
            return await client.send(request, stream=True)
        except httpx2.ConnectError:
            if number == len(targets):
                raise
    raise AssertionError("no address to ask")


def _parsed(url: str) -> httpx2.URL:
    """An address without its fragment.

    Raises:
        UnreadableInput: it is not the address of a page, or contains a password.
    """
    import httpx2

    text = url.strip()
    named = re.sub(r"//[^/?#]*@", "//", text)[:200]  # without a password
    if text.lower().startswith("www."):
        text = f"https://{text}"
    try:
        parsed = httpx2.URL(text)
    except (httpx2.InvalidURL, TypeError, ValueError) as error:
        raise UnreadableInput(f"invalid URL {named!r}: {error}") from error
    if parsed.scheme not in ("http", "https") or not parsed.host:
        raise UnreadableInput(f"invalid URL {named!r}: write http:// or https://, a host and a path")
    if parsed.userinfo:
        raise UnreadableInput(
            f"the URL of {parsed.host!r} contains a user name or password: save the page and give the file"
        )
    return parsed.copy_with(fragment=None)


def _redirect(url: httpx2.URL, response: httpx2.Response) -> httpx2.URL | None:
    """Where a response sends on; `None` if it does not."""
    location = response.headers.get("location")
    if response.status_code not in _REDIRECTS or not location:
        return None
    import httpx2

    try:
        return _parsed(str(url.join(location)))
    except httpx2.InvalidURL as error:
        raise UnreadableInput(f"{shown(url)!r} redirects to an invalid URL {location[:200]!r}") from error


def _origin(url: httpx2.URL) -> str:
    return f"{url.scheme}://{url.netloc.decode('ascii')}"


def shown(url: httpx2.URL) -> str:
    """An address for messages and for the article."""
    return str(url.copy_with(fragment=None))


def _proxy_for(url: httpx2.URL) -> str | None:
    """The proxy that the environment or the system has for an address."""
    if proxy_bypass(url.netloc.decode("ascii")):
        return None
    proxies = getproxies()
    proxy = proxies.get(url.scheme) or proxies.get("all")
    return proxy if not proxy or "://" in proxy else f"http://{proxy}"


def _trusted() -> ssl.SSLContext:
    """The authorities that the system trusts, as its other programs do."""
    import truststore

    return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def _reason(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
