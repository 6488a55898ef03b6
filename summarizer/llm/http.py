"""JSON over HTTP: requests to one endpoint over a pool of keep-alive connections, with its key and its proxy."""

from __future__ import annotations

import json
import ssl
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode, urlsplit, urlunsplit
from urllib.request import getproxies, proxy_bypass

from summarizer.errors import UsageError
from summarizer.llm.specs import Endpoint

if TYPE_CHECKING:
    from aiohttp import ClientSession

_NO_SUCCESS = 300
"""From this status on an answer is none: redirections are followed before."""


class StatusError(Exception):
    """The endpoint answered with a status other than success.

    Attributes:
        status: the HTTP status.
        headers: the headers of the answer; their names may be asked for in any case.
        body: its body.
    """

    def __init__(self, status: int, headers: Mapping[str, str], body: str) -> None:
        super().__init__(f"HTTP {status}")
        self.status = status
        self.headers = headers
        self.body = body


class Http:
    """Connections to one endpoint, opened in the event loop that first posts.

    Args:
        endpoint: where to ask.
        connections: how many may be open at once.
    """

    def __init__(self, endpoint: Endpoint, *, connections: int) -> None:
        self.url = completions_url(endpoint)
        self._endpoint = endpoint
        self._connections = connections
        self._session: ClientSession | None = None
        self._proxy = _proxy_for(endpoint.base_url)

    async def post(self, url: str, body: Mapping[str, Any]) -> object:
        """Sends a JSON object and returns the JSON value that comes back; waits as long as it takes.

        Raises:
            StatusError: the answer is no success.
            aiohttp.ClientError: the endpoint can't be reached, or the connection broke.
            ValueError: what came is no JSON.
            RecursionError: what came is nested too deep to be read.
        """
        session = self._session
        if session is None:
            session = self._session = _session(self._endpoint, self._connections)
        data = json.dumps(body, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
        async with session.post(url, data=data, proxy=self._proxy) as response:
            content = await response.read()
            if response.status >= _NO_SUCCESS:
                raise StatusError(response.status, response.headers, content.decode(errors="replace"))
            return json.loads(content)

    async def aclose(self) -> None:
        """Closes the connections; the next request opens new ones."""
        if self._session is not None:
            await self._session.close()
            self._session = None


def completions_url(endpoint: Endpoint) -> str:
    """Returns the address to which chat completions are posted.

    Azure's is that of the model's deployment:
    https://learn.microsoft.com/azure/ai-foundry/openai/reference#chat-completions
    """
    parts = urlsplit(endpoint.base_url)
    path, query = parts.path.rstrip("/"), parts.query
    if endpoint.azure_api_version is not None:
        path += f"/openai/deployments/{quote(endpoint.model, safe='')}"
        query = urlencode({"api-version": endpoint.azure_api_version})
    return urlunsplit((parts.scheme, parts.netloc, f"{path}/chat/completions", query, ""))


def _headers(endpoint: Endpoint) -> dict[str, str]:
    headers = {"Content-Type": "application/json", "User-Agent": "summarizer", **dict(endpoint.headers)}
    if "@" in urlsplit(endpoint.base_url).netloc:
        return headers  # a name and a password in the address stand in the place of a key
    key = endpoint.api_key.get_secret_value() if endpoint.api_key is not None else ""
    if key and endpoint.azure_api_version is not None:
        headers["api-key"] = key
    elif key:
        headers["Authorization"] = f"Bearer {key}"
    return headers


def _proxy_for(url: str) -> str | None:
    """Returns the proxy that the environment or the system has for an address; aiohttp would look at each request.

    Raises:
        UsageError: the proxy is of a kind that can't be used.
    """
    parts = urlsplit(url)
    if parts.hostname is None or proxy_bypass(parts.netloc.rpartition("@")[2]):
        return None
    proxies = getproxies()
    proxy = proxies.get(parts.scheme) or proxies.get("all")
    if not proxy:
        return None
    proxy = proxy if "://" in proxy else f"http://{proxy}"
    kind = proxy.partition("://")[0].lower()
    if kind not in ("http", "https"):
        raise UsageError(
            f"the proxy for {parts.hostname!r} is {kind}://…, and only http:// ones can be used: name such a one in "
            f"{parts.scheme.upper()}_PROXY, or the host in NO_PROXY"
        )
    return proxy


def _session(endpoint: Endpoint, connections: int) -> ClientSession:
    """Opens a session without cookies and time limits; callers set their own."""
    import truststore
    from aiohttp import ClientSession, ClientTimeout, DummyCookieJar, TCPConnector

    secure = endpoint.base_url.startswith("https:")
    # The authorities that the system trusts, as its other programs do; `SSL_CERT_FILE` names others.
    trusted = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT) if secure else True
    return ClientSession(
        connector=TCPConnector(limit=connections, ssl=trusted),
        headers=_headers(endpoint),
        cookie_jar=DummyCookieJar(),
        timeout=ClientTimeout(),
    )
