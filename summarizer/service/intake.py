"""From a request to a job: reads the article as the library does, and skips what is known already."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from urllib.parse import urlsplit

from summarizer.article import Article
from summarizer.errors import SummarizerError
from summarizer.service.context import Service
from summarizer.service.models import Asked
from summarizer.service.problems import Refused, refusal_of
from summarizer.service.store import BriefingRow, Identity, JobRow, NewJob, QueueFull
from summarizer.service.store.job_values import KeyReused
from summarizer.service.store.spending import seconds_left_today


@dataclass(frozen=True)
class Taken:
    """What became of a request: a briefing that is there already, or a job."""

    briefing: BriefingRow | None = None
    job: JobRow | None = None


def new_job(service: Service, asked: Asked) -> NewJob:
    """What is to be done for a request.

    Raises:
        Refused: no article can be read from it, or it asks for a topic that there is not.
    """
    try:
        topics = tuple(topic.name for topic in service.worker.offered.chosen(asked.topics))
        if asked.url is not None:
            _check_address(asked)
            return NewJob(topics, url=asked.url)
        article = _article(asked)
    except SummarizerError as error:
        raise refusal_of(error) from error
    return NewJob(topics, article=article, content_key=service.worker.content_key(article, topics))


def _article(asked: Asked) -> Article:
    if asked.text is not None:
        return Article.from_text(asked.text, date=asked.date, title=asked.title)
    data = (asked.html or "").encode("utf-8", "surrogatepass")
    return Article.from_bytes(data, name="the request", format="html", date=asked.date, title=asked.title)


def _check_address(asked: Asked) -> None:
    try:
        parts = urlsplit((asked.url or "").strip())
        valid = parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        valid = False
    if not valid:
        raise Refused(422, "unreadable", "invalid 'url': give a whole http:// or https:// address", exit_code=2)
    if asked.title is not None or asked.date is not None:
        raise Refused(
            422, "unreadable", "'title' and 'date' go with 'text' and 'html': a page says its own", exit_code=2
        )


def take(service: Service, identity: Identity, asked: Asked, key: str | None = None) -> Taken:
    """Queues a request, unless its briefing is there.

    Raises:
        Refused: it can't be read, too many wait, or today's budget is spent.
    """
    job = new_job(service, asked)
    if job.content_key is not None and key is None:
        same = service.store.briefings.same(job.content_key, identity.client)
        if same is not None and same.client == identity.client:
            return Taken(briefing=same)
    check_budget(service)
    try:
        digest = hashlib.sha256(json.dumps(asked.model_dump(mode="json")).encode()).hexdigest()
        row, _ = service.store.jobs.add(
            job, identity.client, identity.name, limits=service.web.limits, key=key, digest=digest
        )
    except QueueFull as error:
        raise Refused(429, "queue-full", f"{error}: try again later", headers={"Retry-After": "5"}) from error
    except KeyReused as error:
        raise _reused() from error
    return Taken(job=row)


def take_batch(service: Service, identity: Identity, lines: list[tuple[int, Asked]], key: str | None) -> str:
    """Queues a batch and returns its id.

    Raises:
        Refused: a line can't be read, or today's budget is spent.
    """
    new: list[tuple[int, NewJob]] = []
    errors = []
    for number, asked in lines:
        try:
            new.append((number, new_job(service, asked)))
        except Refused as error:
            errors.append({"line": number, "detail": str(error)})
    if errors:
        detail = f"{len(errors)} lines can't be read; nothing was queued"
        raise Refused(422, "unreadable", detail, errors=errors[:100], exit_code=2)
    check_budget(service)
    digest = hashlib.sha256(json.dumps([asked.model_dump(mode="json") for _, asked in lines]).encode()).hexdigest()
    try:
        return service.store.jobs.add_batch(new, identity.client, identity.name, key=key, digest=digest)[0]
    except KeyReused as error:
        raise _reused() from error


def check_budget(service: Service) -> None:
    """Refuses new work when today's budget is spent.

    Raises:
        Refused: it is.
    """
    ceiling = service.work.max_cost
    if ceiling is not None and service.store.spending.today() >= ceiling:
        detail = f"the service's budget of ${ceiling:g} a day is spent: try again tomorrow (UTC)"
        raise Refused(429, "budget", detail, headers={"Retry-After": str(seconds_left_today())}, exit_code=3)


def _reused() -> Refused:
    return Refused(422, "key-reused", "the Idempotency-Key came before with another request: use a new one")
