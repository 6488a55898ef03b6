"""Databases of both kinds, empty for each test."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from service import postgres
from service.running import Running, running
from summarizer.service.store import Store


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    if postgres.programs() is None:
        message = "PostgreSQL is not installed: the store is NOT tested on it (apt-get install postgresql)"
        if os.environ.get(postgres.REQUIRED):
            pytest.fail(message)
        pytest.skip(message)
    with postgres.serving() as address:
        yield address


def new_database(request: pytest.FixtureRequest, kind: str, folder: Path) -> str:
    """The address of an empty database: a file in a folder, or one of the server's, which is started if need be."""
    if kind == "sqlite":
        return f"sqlite:///{folder / 'service.sqlite3'}"
    server = str(request.getfixturevalue("postgres_server"))
    name = f"t{uuid.uuid4().hex[:12]}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return make_url(server).set(database=name).render_as_string(hide_password=False)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return new_database(request, request.param, tmp_path)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def desk(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A service on each database, shared by the tests of a file."""
    folder = tmp_path_factory.mktemp("service")
    with running(new_database(request, request.param, folder), folder / "cache") as one:
        yield one


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    opened = Store(database_url)
    yield opened
    opened.close()
