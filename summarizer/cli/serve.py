"""`summarizer serve`, `tokens` and `reviews`: the service, its access tokens, and the export of reviews."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli.helping import option
from summarizer.cli.options import ApiKeyFile, BaseUrl, Debug, Model, Strategy, Summary, Timeout, Topics
from summarizer.errors import UsageError

if TYPE_CHECKING:
    from summarizer.service.store import Store

NETWORK, WORK = "Network", "Jobs and limits"

Database = Annotated[
    str | None,
    option(
        "--database",
        metavar="URL",
        help="sqlite:///PATH or postgresql+psycopg://…  [default: SQLite in your data folder]",
        panel=WORK,
    ),
]

tokens_app = typer.Typer(help="Create, list and revoke access tokens of the service.", no_args_is_help=True)
reviews_app = typer.Typer(help="Export reviews that people made in the service.", no_args_is_help=True)

Host = Annotated[
    str,
    option(
        "--host",
        metavar="ADDRESS",
        help="Listen on ADDRESS; other than this machine only once a token exists",
        panel=NETWORK,
    ),
]
Port = Annotated[
    int, option("--port", min=0, max=65535, metavar="N", help="Listen on this port; 0 for any free one", panel=NETWORK)
]
AllowHost = Annotated[
    list[str] | None,
    option("--allow-host", metavar="NAME", help="Accept requests for this host name (repeatable)", panel=NETWORK),
]
Https = Annotated[bool, option("--https", help="Mark cookies as secure, behind a proxy with HTTPS", panel=NETWORK)]
Jobs = Annotated[
    int, option("--jobs", min=0, metavar="N", help="Brief N articles at a time; 0 to only serve results", panel=WORK)
]
Queue = Annotated[int, option("--queue", min=1, metavar="N", help="Let at most N articles wait", panel=WORK)]
ClientQueue = Annotated[
    int, option("--client-queue", min=1, metavar="N", help="Let at most N articles of one client wait", panel=WORK)
]
Rate = Annotated[
    int, option("--rate", min=1, metavar="N", help="Allow each client N requests per minute", panel=NETWORK)
]
MaxCostADay = Annotated[
    float | None,
    option(
        "--max-cost",
        min=0,
        metavar="DOLLARS",
        help="Pause jobs for the day at this cost (US dollars, all clients)",
        panel=WORK,
    ),
]
Drain = Annotated[
    float, option("--drain", min=0, metavar="SECONDS", help="Give running jobs this long at shutdown", panel=WORK)
]
Lease = Annotated[
    float,
    option("--lease", min=1, metavar="SECONDS", help="Resume the jobs of a dead server after this long", panel=WORK),
]


def serve(
    model: Model = None,
    base_url: BaseUrl = None,
    api_key_file: ApiKeyFile = None,
    topic: Topics = None,
    strategy: Strategy = None,
    summary: Summary = None,
    timeout: Timeout = None,
    host: Host = "127.0.0.1",
    port: Port = 8765,
    allow_host: AllowHost = None,
    https: Https = False,
    database: Database = None,
    jobs: Jobs = 4,
    queue: Queue = 1_000,
    client_queue: ClientQueue = 100,
    rate: Rate = 600,
    max_cost: MaxCostADay = None,
    drain: Drain = 20.0,
    lease: Lease = 30.0,
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
        "topics": tuple(topic) if topic else None,
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
        raise UsageError(f"`summarizer serve` needs {missing[0]}: run `pip install 'summarizer[service]'`")
    from summarizer.service.config import default_database
    from summarizer.service.store import Store

    return Store(database or default_database())


@tokens_app.command("create")
def tokens_create(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Name of the person or program that will use it")],
    role: Annotated[
        str, typer.Option("--role", metavar="ROLE", help="Grant the role reader, editor or admin")
    ] = "editor",
    client: Annotated[
        str | None,
        typer.Option("--client", metavar="CLIENT", help="Client whose briefings it opens  [default: NAME]"),
    ] = None,
    database: Database = None,
    _debug: Debug = False,
) -> None:
    """Create a token and print it; it can't be shown again."""
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
    """List the tokens: id, name, client, role and state."""
    store = _store(database)
    for token in store.access.tokens():
        state = "in use" if token.revoked_at is None else "revoked"
        typer.echo("\t".join((token.id, token.name, token.client, token.role, state)))
    store.close()


@tokens_app.command("revoke")
def tokens_revoke(
    token: Annotated[str, typer.Argument(metavar="ID", help="Id of the token, as `tokens list` shows it")],
    database: Database = None,
    _debug: Debug = False,
) -> None:
    """Revoke a token and end its sessions."""
    store = _store(database)
    store.access.revoke(token)
    store.close()


@reviews_app.command("export")
def reviews_export(
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FOLDER", help="Write golden articles to FOLDER")],
    reviewers: Annotated[
        int,
        typer.Option("--reviewers", min=1, metavar="N", help="Export briefings whose records N people have reviewed"),
    ] = 1,
    client: Annotated[
        str | None, typer.Option("--client", metavar="CLIENT", help="Export only this client's briefings")
    ] = None,
    database: Database = None,
    _debug: Debug = False,
) -> None:
    """Export reviewed briefings as a golden set.

    `summarizer eval run --golden FOLDER` scores a model on it.
    """
    store = _store(database)
    from summarizer.service.export import export_reviews

    done = export_reviews(store, out, reviewers=reviewers, client=client)
    store.close()
    typer.echo(f"{done.exported} golden articles in {out}, {done.records} records")
    for reason, count in done.left_out.items():
        typer.echo(f"{count} briefings left out: {reason}", err=True)
