"""The guard before every route: host, origin, token, rate and size limits, time-outs; and response headers."""

from __future__ import annotations

import asyncio
import logging
import time
import uuid
from http.cookies import CookieError, SimpleCookie
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from summarizer.llm.specs import is_loopback
from summarizer.service.context import COOKIE, Pace, Service
from summarizer.service.problems import Refused
from summarizer.service.store import Identity

log = logging.getLogger("summarizer.service")

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_PUBLIC = ("/healthz", "/readyz", "/login", "/static/")
_SAFE = ("GET", "HEAD", "OPTIONS")


class Guard:
    """Lets through what may come in.

    Args:
        app: what answers.
        service: the service.
    """

    def __init__(self, app: ASGIApp, service: Service) -> None:
        self._app = app
        self._service = service
        self._pace = Pace(service.web.requests_per_minute)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a request, or refuses it with a problem."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began, request_id = time.perf_counter(), uuid.uuid4().hex
        status = 500

        async def send_on(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                headers["X-Request-ID"] = request_id
            await send(message)

        try:
            try:
                body = await self._admit(scope, receive)
            except Refused as refused:
                await self._refusal(scope, refused)(scope, receive, send_on)
            else:
                await self._app(scope, _replayed(body, receive), send_on)
        finally:
            self._note(scope, request_id, status, time.perf_counter() - began)

    def _note(self, scope: Scope, request_id: str, status: int, seconds: float) -> None:
        """Counts and logs a request by its route, which tells nothing of what was asked for."""
        route = getattr(scope.get("route"), "path", "other")
        method = scope["method"] if scope["method"] in (*_SAFE, "POST", "PUT", "PATCH", "DELETE") else "other"
        self._service.measures.answered(method, route, status, seconds)
        identity = scope.get("identity")
        client = identity.client if isinstance(identity, Identity) else None
        about = {"request": request_id, "method": method, "route": route, "status": status, "client": client}
        log.info("request", extra={**about, "ms": round(seconds * 1000, 1)})

    async def _admit(self, scope: Scope, receive: Receive) -> bytes:
        """Checks a request and returns its body.

        Raises:
            Refused: it may not come in.
        """
        headers = Headers(scope=scope)
        self._check_host(headers)
        if scope["method"] not in _SAFE:
            _check_origin(headers)
        public = any(scope["path"] == path or (path[-1] == "/" and scope["path"].startswith(path)) for path in _PUBLIC)
        identity = await asyncio.to_thread(self._service.identify, headers.get("authorization"), _session(headers))
        peer = scope["client"][0] if scope.get("client") else "unknown"
        wait = self._pace.take(f"client {identity.client}" if identity is not None else f"address {peer}")
        if wait:
            raise Refused(429, "too-many-requests", "slow down", headers={"Retry-After": str(int(wait) + 1)})
        if identity is None and not public:
            detail = "the token is missing or not valid: give it as Authorization: Bearer …"
            raise Refused(401, "unauthorized", detail, headers={"WWW-Authenticate": "Bearer"})
        scope["identity"] = identity
        return await self._body(scope, headers, receive)

    def _check_host(self, headers: Headers) -> None:
        """Answers to its own names only, so that a page elsewhere can't reach it through a name that it points here."""
        try:
            name = (urlsplit(f"//{headers.get('host', '')}").hostname or "").rstrip(".")
        except ValueError:
            name = ""
        web = self._service.web
        if name and (is_loopback(name) or name in web.hosts or (name == web.host and not is_loopback(web.host))):
            return
        detail = "this service does not answer to that host name: whoever runs it can add the name with --allow-host"
        raise Refused(421, "misdirected", detail)

    async def _body(self, scope: Scope, headers: Headers, receive: Receive) -> bytes:
        """The whole body, if it is no larger and comes no slower than it may."""
        web = self._service.web
        most = web.max_batch if scope["path"] == "/v1/batches" else web.max_body
        if headers.get("content-encoding", "identity").lower() != "identity":
            raise Refused(415, "unsupported-encoding", "send the body without Content-Encoding")
        length = headers.get("content-length", "0")
        too_large = Refused(413, "too-large", f"the body has more than the {most:,} bytes that are allowed")
        if not length.isascii() or not length.isdigit() or int(length) > most:
            raise too_large
        parts, size = [], 0
        try:
            async with asyncio.timeout(web.body_seconds):
                more = True
                while more:
                    message = await receive()
                    if message["type"] == "http.disconnect":
                        raise Refused(400, "disconnected", "the connection was closed within the body")
                    parts.append(message.get("body", b""))
                    size += len(parts[-1])
                    if size > most:
                        raise too_large
                    more = message.get("more_body", False)
        except TimeoutError:
            raise Refused(408, "too-slow", f"the body did not come within {web.body_seconds:g} seconds") from None
        return b"".join(parts)

    @staticmethod
    def _refusal(scope: Scope, refused: Refused) -> Response:
        """A problem; a person's browser is led to where one signs in."""
        wants_page = "text/html" in Headers(scope=scope).get("accept", "") and not scope["path"].startswith("/v1/")
        if refused.status == 401 and wants_page and scope["method"] in _SAFE:
            return RedirectResponse("/login", 303)
        return refused.response()


def _check_origin(headers: Headers) -> None:
    """Refuses what a page of another site sends, with or without the reader's knowledge.

    Raises:
        Refused: the request comes from elsewhere.
    """
    refused = Refused(403, "cross-origin", "requests that change something are not taken from other sites")
    site = headers.get("sec-fetch-site")
    if site is not None and site not in ("same-origin", "none"):
        raise refused
    origin = headers.get("origin")
    if origin is not None and urlsplit(origin).netloc.lower() != headers.get("host", "").lower():
        raise refused


def _session(headers: Headers) -> str | None:
    try:
        cookie = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return None
    return cookie.value if cookie is not None else None


def _replayed(body: bytes, receive: Receive) -> Receive:
    """Gives the body that was read; after it, what comes next from the connection."""
    given = False

    async def again() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again
