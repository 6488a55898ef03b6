"""Tokens and sessions, and what each may do. Only hashes are stored."""

from __future__ import annotations

import hashlib
import secrets
import uuid
from dataclasses import dataclass
from typing import Literal, get_args

from sqlalchemy import delete, insert, select, update

from summarizer.errors import UsageError
from summarizer.service.store.database import Database, now
from summarizer.service.store.tables import sessions, tokens

Role = Literal["reader", "editor", "admin"]
"""`reader` reads its client's briefings; `editor` also asks for them and reviews; `admin` sees those of all clients."""

ROLES: tuple[Role, ...] = get_args(Role)
PREFIX = "smz_"
SESSION_SECONDS = 12 * 3600


@dataclass(frozen=True, slots=True)
class Identity:
    """Who is asking.

    Attributes:
        name: the person or program, as reviews name it.
        client: whose briefings these are; several people may share one.
        role: what it may do.
    """

    name: str
    client: str
    role: Role

    def may(self, role: Role) -> bool:
        """True if this role or a higher one is held."""
        return ROLES.index(self.role) >= ROLES.index(role)


@dataclass(frozen=True, slots=True)
class Token:
    """A token as it is listed; its secret is shown once, when it is made."""

    id: str
    name: str
    client: str
    role: Role
    created_at: float
    revoked_at: float | None


class Access:
    """Tokens and sessions."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def create(self, name: str, role: Role, client: str | None = None) -> tuple[Token, str]:
        """Makes a token; returns it with its secret, which is kept nowhere.

        Args:
            name: who will use it.
            role: what it allows.
            client: whose briefings it opens; by default a client of the same name.

        Raises:
            UsageError: the name is empty or too long.
        """
        for word in (name, client if client is not None else name):
            if not word.strip() or len(word) > 200:
                raise UsageError(f"invalid name {word[:40]!r}: give 1 to 200 characters")
        secret = PREFIX + secrets.token_urlsafe(32)
        token = Token(uuid.uuid4().hex, name, client or name, role, now(), None)
        with self._database.writing() as connection:
            connection.execute(
                insert(tokens).values(
                    id=token.id,
                    name=token.name,
                    client=token.client,
                    role=token.role,
                    digest=_digest(secret),
                    created_at=token.created_at,
                )
            )
        return token, secret

    def tokens(self) -> tuple[Token, ...]:
        """All tokens, the oldest first."""
        columns = (tokens.c.id, tokens.c.name, tokens.c.client, tokens.c.role, tokens.c.created_at, tokens.c.revoked_at)
        with self._database.reading() as connection:
            return tuple(Token(*row) for row in connection.execute(select(*columns).order_by(tokens.c.created_at)))

    def revoke(self, token_id: str) -> None:
        """Ends a token and the sessions made with it.

        Raises:
            UsageError: there is no such token.
        """
        with self._database.writing() as connection:
            ended = connection.execute(
                update(tokens).where(tokens.c.id == token_id, tokens.c.revoked_at.is_(None)).values(revoked_at=now())
            )
            connection.execute(delete(sessions).where(sessions.c.token_id == token_id))
        if not ended.rowcount:
            raise UsageError(f"no active token {token_id!r}: list them with `summarizer tokens list`")

    def any_token(self) -> bool:
        """True if a token is in use, so that nobody comes in without one."""
        with self._database.reading() as connection:
            return (
                connection.execute(select(tokens.c.id).where(tokens.c.revoked_at.is_(None)).limit(1)).first()
                is not None
            )

    def identify(self, secret: str) -> Identity | None:
        """Who holds a token; `None` for one that is unknown or revoked."""
        with self._database.reading() as connection:
            row = connection.execute(
                select(tokens.c.name, tokens.c.client, tokens.c.role).where(
                    tokens.c.digest == _digest(secret), tokens.c.revoked_at.is_(None)
                )
            ).first()
        return None if row is None else Identity(*row)

    def sign_in(self, secret: str) -> str | None:
        """Opens a session for the holder of a token; returns its secret, `None` for a token that is not good."""
        session = secrets.token_urlsafe(32)
        with self._database.writing() as connection:
            connection.execute(delete(sessions).where(sessions.c.expires_at < now()))
            token_id = connection.execute(
                select(tokens.c.id).where(tokens.c.digest == _digest(secret), tokens.c.revoked_at.is_(None))
            ).scalar()
            if token_id is None:
                return None
            connection.execute(
                insert(sessions).values(digest=_digest(session), token_id=token_id, expires_at=now() + SESSION_SECONDS)
            )
        return session

    def of_session(self, session: str) -> Identity | None:
        """Who opened a session; `None` for one that is unknown or over."""
        with self._database.reading() as connection:
            row = connection.execute(
                select(tokens.c.name, tokens.c.client, tokens.c.role)
                .join(sessions, sessions.c.token_id == tokens.c.id)
                .where(
                    sessions.c.digest == _digest(session),
                    sessions.c.expires_at > now(),
                    tokens.c.revoked_at.is_(None),
                )
            ).first()
        return None if row is None else Identity(*row)

    def sign_out(self, session: str) -> None:
        """Ends a session."""
        with self._database.writing() as connection:
            connection.execute(delete(sessions).where(sessions.c.digest == _digest(session)))


def _digest(secret: str) -> str:
    """A secret of 256 random bits needs no slow hash: nobody can try them all."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
