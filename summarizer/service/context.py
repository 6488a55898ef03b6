"""The context of requests: store, worker, settings, measures, and who is asking."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field

from starlette.requests import HTTPConnection

from summarizer.llm.specs import is_loopback
from summarizer.service.config import WebConfig, WorkConfig
from summarizer.service.measures import Measures
from summarizer.service.problems import Refused
from summarizer.service.store import BriefingRow, Identity, Role, Store
from summarizer.service.work import Worker

COOKIE = "summarizer_session"
LOCAL = Identity("local", "local", "admin")
"""Who asks on this machine while there is no token."""


@dataclass
class Service:
    """One process of the service.

    Attributes:
        store: what is remembered.
        worker: what works on jobs.
        web: how requests are answered.
        work: how jobs are worked on.
        measures: what is counted for Prometheus.
        stopping: set when the process shuts down, so that streams end.
        streams: how many event streams are open.
    """

    store: Store
    worker: Worker
    web: WebConfig
    work: WorkConfig
    measures: Measures = field(default_factory=Measures)
    stopping: asyncio.Event = field(default_factory=asyncio.Event)
    streams: int = 0

    @property
    def only_here(self) -> bool:
        """True if the service is asked for on this machine alone."""
        return is_loopback(self.web.host) and not self.web.hosts

    def identify(self, authorization: str | None, session: str | None) -> Identity | None:
        """Who is asking; `None` for a stranger. A wrong token is a stranger even where none is needed."""
        if authorization is not None:
            scheme, _, secret = authorization.partition(" ")
            return self.store.access.identify(secret.strip()) if scheme.lower() == "bearer" else None
        if session is not None:
            known = self.store.access.of_session(session)
            if known is not None:
                return known
        return LOCAL if self.only_here and not self.store.access.any_token() else None


class Pace:
    """Requests of each client a minute: a bucket that fills evenly.

    Args:
        per_minute: requests a minute, and at once.
    """

    def __init__(self, per_minute: int) -> None:
        self._size = float(per_minute)
        self._buckets: dict[str, tuple[float, float]] = {}

    def take(self, client: str) -> float:
        """Takes one request; returns 0 where there was one left, else the seconds until there is."""
        now = time.monotonic()
        if len(self._buckets) > 10_000:
            self._buckets.clear()
        left, at = self._buckets.get(client, (self._size, now))
        left = min(self._size, left + (now - at) * self._size / 60)
        if left < 1:
            return (1 - left) * 60 / self._size
        self._buckets[client] = (left - 1, now)
        return 0.0


def service_of(request: HTTPConnection) -> Service:
    """The service that answers a request."""
    service = request.app.state.service
    assert isinstance(service, Service)
    return service


def identity_of(request: HTTPConnection) -> Identity:
    """Who is asking, as the guard found out.

    Raises:
        Refused: nobody known.
    """
    identity = request.scope.get("identity")
    if not isinstance(identity, Identity):
        raise Refused(
            401, "unauthorized", "give a token: Authorization: Bearer …", headers={"WWW-Authenticate": "Bearer"}
        )
    return identity


def need(request: HTTPConnection, role: Role) -> Identity:
    """Who is asking, if they hold a role.

    Raises:
        Refused: they don't.
    """
    identity = identity_of(request)
    if not identity.may(role):
        raise Refused(403, "forbidden", f"this needs the role {role}, and the token has the role {identity.role}")
    return identity


def briefing_for(request: HTTPConnection, briefing_id: str, identity: Identity) -> BriefingRow:
    """A briefing that someone may see.

    Raises:
        Refused: there is none, or it is another client's, which is told in the same words.
    """
    row = service_of(request).store.briefings.get(briefing_id)
    if row is None or not (row.client == identity.client or identity.may("admin")):
        raise Refused(404, "not-found", f"no such briefing {briefing_id!r}")
    return row


def scope_of(identity: Identity) -> str | None:
    """The client whose things someone sees; `None` for all."""
    return None if identity.may("admin") else identity.client
