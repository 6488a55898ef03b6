"""The OpenAI SDK, set up for one endpoint: its address, key, proxy and trusted authorities.

Bodies go out through the SDK's own `post` and come back as the HTTP response, so that a reply of any shape can be read
(see `replies.py`). The SDK and its aiohttp transport are loaded when the first client is built, which takes a second.
"""

from __future__ import annotations

import base64
import ssl
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, quote, unquote, urlsplit, urlunsplit
from urllib.request import getproxies, proxy_bypass

from summarizer.errors import UsageError
from summarizer.llm.specs import Endpoint, is_loopback

if TYPE_CHECKING:
    import httpx2
    from openai import AsyncOpenAI

COMPLETIONS = "/chat/completions"

_NO_KEY = "none"
"""The SDK wants a key even for endpoints that want none; it is not sent."""


class Sdk:
    """Sends JSON to one endpoint through the OpenAI SDK, which tries nothing twice.

    Args:
        endpoint: where to ask.
        connections: how many connections may be open at once.

    Raises:
        UsageError: the proxy of the environment is of a kind that can't be used.
    """

    def __init__(self, endpoint: Endpoint, *, connections: int) -> None:
        import httpx2

        self._response = httpx2.Response
        self._client = build_client(endpoint, connections=connections)
        self._headers = request_headers(endpoint)

    async def post(self, path: str, body: Mapping[str, Any]) -> httpx2.Response:
        """Sends a JSON object and returns the response; waits as long as it takes.

        Args:
            path: relative to the endpoint's address, or a whole address.
            body: the JSON object.

        Raises:
            openai.APIError: no answer came, or one whose status is no success.
        """
        options: Any = {"headers": self._headers}
        return await self._client.post(path, cast_to=self._response, body=body, options=options)

    async def get(self, path: str) -> httpx2.Response:
        """Asks for what stands at an address and returns the response.

        Raises:
            openai.APIError: no answer came, or one whose status is no success.
        """
        options: Any = {"headers": self._headers}
        return await self._client.get(path, cast_to=self._response, options=options)

    async def aclose(self) -> None:
        """Closes the connections."""
        await self._client.close()


def build_client(endpoint: Endpoint, *, connections: int) -> AsyncOpenAI:
    """Builds the SDK's client of an endpoint: `AsyncAzureOpenAI` for Azure, `AsyncOpenAI` for all others.

    Raises:
        UsageError: the proxy of the environment is of a kind that can't be used.
    """
    import httpx2
    from openai import AsyncAzureOpenAI, AsyncOpenAI, DefaultAioHttpClient

    key = endpoint.api_key.get_secret_value() if endpoint.api_key is not None else ""
    http = DefaultAioHttpClient(
        proxy=proxy_for(endpoint.base_url),
        trust_env=False,  # the environment's proxies and authorities are read here, once
        verify=_trusted(endpoint.base_url),
        timeout=None,
        limits=httpx2.Limits(max_connections=connections, max_keepalive_connections=connections),
    )
    address, query = _plain_address(endpoint.base_url)
    if endpoint.azure_api_version is not None:
        return AsyncAzureOpenAI(
            azure_endpoint=address,
            azure_deployment=quote(endpoint.model, safe="") or None,
            api_version=endpoint.azure_api_version,
            api_key=key or _NO_KEY,
            max_retries=0,
            default_headers=dict(endpoint.headers),
            http_client=http,
        )
    return AsyncOpenAI(
        base_url=address,
        api_key=key or _NO_KEY,
        max_retries=0,
        default_headers=dict(endpoint.headers),
        default_query=query,
        http_client=http,
    )


def models_address(endpoint: Endpoint) -> str:
    """The address of an endpoint's list of models; Azure's is not below that of a deployment."""
    if endpoint.azure_api_version is None:
        return "/models"
    return f"{_plain_address(endpoint.base_url)[0].rstrip('/')}/openai/models"


def request_headers(endpoint: Endpoint) -> dict[str, Any]:
    """The headers of each request that differ from the SDK's own."""
    from openai import Omit

    named = {name for name, _ in endpoint.headers}
    account = ("OpenAI-Organization", "OpenAI-Project")  # the SDK would tell them to whichever endpoint
    headers: dict[str, Any] = {name: Omit() for name in account if name not in named}
    parts = urlsplit(endpoint.base_url)
    if "@" in parts.netloc:  # a name and a password in the address stand in the place of a key
        user, _, password = parts.netloc.rpartition("@")[0].partition(":")
        pair = f"{unquote(user)}:{unquote(password)}".encode()
        headers["Authorization"] = f"Basic {base64.b64encode(pair).decode()}"
        headers["api-key"] = Omit()
    elif endpoint.api_key is None or not endpoint.api_key.get_secret_value():
        headers["Authorization"] = Omit()
        headers["api-key"] = Omit()
    return headers


def _plain_address(url: str) -> tuple[str, dict[str, object]]:
    """An address without credentials and query, and the query: the SDK takes them apart."""
    parts = urlsplit(url)
    plain = urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))
    return plain, dict(parse_qsl(parts.query, keep_blank_values=True))


def _trusted(url: str) -> ssl.SSLContext | bool:
    """The authorities that the system trusts, as its other programs do; `SSL_CERT_FILE` names others."""
    if not url.startswith("https:"):
        return True
    import truststore

    return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def proxy_for(url: str) -> str | None:
    """The proxy that the environment or the system has for an address; a loopback address has none.

    Raises:
        UsageError: the proxy is of a kind that can't be used.
    """
    parts = urlsplit(url)
    if parts.hostname is None or is_loopback(parts.hostname) or proxy_bypass(parts.netloc.rpartition("@")[2]):
        return None
    proxies = getproxies()
    proxy = proxies.get(parts.scheme) or proxies.get("all")
    if not proxy:
        return None
    proxy = proxy if "://" in proxy else f"http://{proxy}"
    kind = proxy.partition("://")[0].lower()
    if kind not in ("http", "https"):
        raise UsageError(
            f"the proxy for {parts.hostname!r} is {kind}://…, but only http:// proxies are "
            f"supported: set {parts.scheme.upper()}_PROXY to one, or add the host to NO_PROXY"
        )
    return proxy
