"""The connection: which database, its tables brought up to date, transactions."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

from summarizer.errors import UsageError

_MIGRATIONS = Path(__file__).parent / "migrations"
_BUSY_SECONDS = 30
_UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")
_MIGRATION_LOCK = 7_465_310
"""Names the lock under which PostgreSQL lets one process at a time change the tables."""


class Database:
    """An open database with its tables up to date.

    Args:
        url: `sqlite:///path`, or `postgresql+psycopg://user@host/name`.

    Raises:
        UsageError: there is no such database, or it can't be opened.
    """

    def __init__(self, url: str) -> None:
        self.engine = _engine(url)
        self._reading = self.engine.execution_options(reading=True)
        try:
            self._migrate()
        except SQLAlchemyError as error:
            self.engine.dispose()
            reason = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
            raise UsageError(f"can't open the database {self.name!r} ({reason}): check --database") from error

    @property
    def name(self) -> str:
        """The database's address without its password."""
        return self.engine.url.render_as_string(hide_password=True)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that may write; all of it is done or nothing."""
        with self.engine.begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that only reads and holds nobody up."""
        with self._reading.begin() as connection:
            yield connection

    def ping(self) -> bool:
        """True if the database answers."""
        try:
            with self.reading() as connection:
                connection.execute(text("SELECT 1"))
        except SQLAlchemyError:
            return False
        return True

    def close(self) -> None:
        """Closes all connections."""
        self.engine.dispose()

    def _migrate(self) -> None:
        config = Config()
        config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
        with self.engine.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _MIGRATION_LOCK})
            config.attributes["connection"] = connection
            command.upgrade(config, "head")


def now() -> float:
    """The time as the tables hold it."""
    return time.time()


def _engine(url: str) -> Engine:
    try:
        parsed = make_url(url)
        if parsed.drivername in ("postgresql", "postgres"):
            parsed = parsed.set(drivername="postgresql+psycopg")
        kind = parsed.get_backend_name()
        if kind not in ("sqlite", "postgresql"):
            raise UsageError(f"--database {kind!r} is not supported: give sqlite:///PATH or postgresql+psycopg://…")
        if kind == "sqlite":
            return _taking_any_text(_sqlite(parsed))
        return _taking_any_text(create_engine(parsed, pool_pre_ping=True, pool_size=10, max_overflow=20))
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
        raise UsageError(f"invalid --database: {error}: give sqlite:///PATH or postgresql+psycopg://…") from error


def _taking_any_text(engine: Engine) -> Engine:
    """Puts U+FFFD for the characters that PostgreSQL takes into no text, in what is stored and in what is asked."""

    @event.listens_for(engine, "before_cursor_execute", retval=True)
    def clean(
        _connection: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, _many: bool
    ) -> tuple[str, Any]:
        return statement, _cleaned(parameters)

    return engine


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return _UNKEEPABLE.sub("\ufffd", value)
    if isinstance(value, Mapping):
        return {name: _cleaned(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(map(_cleaned, value))
    return value


def _sqlite(url: Any) -> Engine:
    if not url.database or url.database == ":memory:":
        raise UsageError("the database must be a file, so that jobs survive a restart: give sqlite:///PATH")
    folder = Path(url.database).resolve().parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"can't create the folder {str(folder)!r} ({error.strerror}): check --database") from error
    engine = create_engine(url, connect_args={"timeout": _BUSY_SECONDS, "check_same_thread": False})

    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # transactions begin where `on_begin` says
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        # Who is going to write takes the lock at once: a reader that turns writer can't wait for it.
        reads = connection.get_execution_options().get("reading")
        connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")

    return engine
