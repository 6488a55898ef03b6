"""`summarizer serve`, `tokens` and `reviews`: the service, who may use it, and what people said of its records."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli.options import ApiKeyFile, BaseUrl, Debug, Model, Strategy, Summary, Timeout
from summarizer.errors import UsageError

if TYPE_CHECKING:
    from summarizer.service.store import Store

Database = Annotated[
    str | None,
    typer.Option("--database", help="sqlite:///PATH (by default a file of yours) or postgresql+psycopg://…"),
]

tokens_app = typer.Typer(help="Who may use the service.", no_args_is_help=True)
reviews_app = typer.Typer(help="What people said of records in the service.", no_args_is_help=True)


def serve(
    model: Model = None,
    base_url: BaseUrl = None,
    api_key_file: ApiKeyFile = None,
    strategy: Strategy = None,
    summary: Summary = None,
    timeout: Timeout = None,
    host: Annotated[str, typer.Option("--host", help="Address to listen on; beyond this machine only with a token")] = (
        "127.0.0.1"
    ),
    port: Annotated[int, typer.Option("--port", min=0, max=65_535, help="Port; 0 takes a free one")] = 8765,
    allow_host: Annotated[
        list[str] | None, typer.Option("--allow-host", help="Host name of the service (may be repeated)")
    ] = None,
    https: Annotated[bool, typer.Option("--https", help="A proxy in front speaks HTTPS")] = False,
    database: Database = None,
    jobs: Annotated[int, typer.Option("--jobs", min=0, help="Articles worked on at a time; 0 to only answer")] = 4,
    queue: Annotated[int, typer.Option("--queue", min=1, help="Articles that may wait")] = 1_000,
    client_queue: Annotated[int, typer.Option("--client-queue", min=1, help="Articles of one client that may wait")] = (
        100
    ),
    rate: Annotated[int, typer.Option("--rate", min=1, help="Requests of one client a minute")] = 600,
    max_cost: Annotated[float | None, typer.Option("--max-cost", min=0, help="US dollars a day, all clients")] = None,
    drain: Annotated[float, typer.Option("--drain", min=0, help="Seconds that jobs get at shutdown")] = 20.0,
    lease: Annotated[
        float, typer.Option("--lease", min=1, help="Seconds until a dead server's jobs are resumed")
    ] = 30.0,
    _debug: Debug = False,
) -> None:
    """Serve an HTTP API and a page to brief and review articles."""
    store = _store(database)
    from summarizer.cli.settings import checked_settings
    from summarizer.service.config import WebConfig, WorkConfig
    from summarizer.service.serving import build, run
    from summarizer.service.store.job_values import Limits

    flags = {
        "model": model,
        "base_url": base_url,
        "api_key_file": api_key_file,
        "strategy": strategy,
        "summary": summary.value if summary else None,
        "timeout": timeout,
    }
    web = WebConfig(
        host=host,
        port=port,
        hosts=tuple(name.lower() for name in allow_host or ()),
        https=https,
        requests_per_minute=rate,
        limits=Limits(queue, client_queue),
    )
    work = WorkConfig(jobs=jobs, lease=lease, drain=drain, max_cost=max_cost)
    try:
        run(build(store, checked_settings(flags), web, work))
    finally:
        store.close()


def _store(database: str | None) -> Store:
    """Opens the database of the service.

    Raises:
        UsageError: the extra is not installed, or the database can't be opened.
    """
    missing = [name for name in ("fastapi", "sqlalchemy", "alembic", "uvicorn") if find_spec(name) is None]
    if missing:
        raise UsageError(f"the service needs {missing[0]}: pip install 'summarizer[service]'")
    from summarizer.service.config import default_database
    from summarizer.service.store import Store

    return Store(database or default_database())


@tokens_app.command("create")
def tokens_create(
    name: Annotated[str, typer.Argument(help="Who will use it")],
    role: Annotated[str, typer.Option("--role", help="reader, editor or admin")] = "editor",
    client: Annotated[
        str | None, typer.Option("--client", help="Whose briefings it opens; people may share one (by default NAME)")
    ] = None,
    database: Database = None,
    _debug: Debug = False,
) -> None:
    """Make a token; it is shown this once."""
    store = _store(database)
    from summarizer.service.store.access import ROLES

    chosen = next((one for one in ROLES if one == role), None)
    if chosen is None:
        raise UsageError(f"unknown role {role!r}: choose from {', '.join(ROLES)}")
    _, secret = store.access.create(name, chosen, client)
    store.close()
    typer.echo(secret)


@tokens_app.command("list")
def tokens_list(database: Database = None, _debug: Debug = False) -> None:
    """List the tokens: id, name, client, role, and whether in use."""
    store = _store(database)
    for token in store.access.tokens():
        state = "in use" if token.revoked_at is None else "revoked"
        typer.echo("\t".join((token.id, token.name, token.client, token.role, state)))
    store.close()


@tokens_app.command("revoke")
def tokens_revoke(
    token: Annotated[str, typer.Argument(help="Id of a token")], database: Database = None, _debug: Debug = False
) -> None:
    """End a token and the sessions made with it."""
    store = _store(database)
    store.access.revoke(token)
    store.close()


@reviews_app.command("export")
def reviews_export(
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder of golden articles to write")],
    reviewers: Annotated[
        int, typer.Option("--reviewers", min=1, help="How many people must have judged each record")
    ] = 1,
    client: Annotated[str | None, typer.Option("--client", help="Only this client's briefings")] = None,
    database: Database = None,
    _debug: Debug = False,
) -> None:
    """Write reviewed briefings as golden articles, which `eval run --golden` takes."""
    store = _store(database)
    from summarizer.service.export import export_reviews

    done = export_reviews(store, out, reviewers=reviewers, client=client)
    store.close()
    typer.echo(f"{done.exported} golden articles in {out}, {done.records} records")
    for reason, count in done.left_out.items():
        typer.echo(f"{count} briefings left out: {reason}", err=True)
