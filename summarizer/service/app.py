"""The application: routes, guard, errors as problems, and a worker that lives as long as it."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from summarizer.service.api import about, briefings, reviews, work
from summarizer.service.api.document import describe
from summarizer.service.context import Service
from summarizer.service.guard import Guard
from summarizer.service.page import review_routes
from summarizer.service.page import routes as page
from summarizer.service.problems import MEDIA_TYPE, Problem, Refused

log = logging.getLogger("summarizer.service")

_PROBLEM = {"description": "A problem (RFC 9457)", "content": {MEDIA_TYPE: {"schema": Problem.model_json_schema()}}}
_ABOUT = "News articles into briefings in which every field is proved by the article's own words."


def create_app(service: Service) -> FastAPI:
    """The application over a service."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        service.worker.start()
        yield
        service.stopping.set()
        await service.worker.stop()

    app = FastAPI(
        title="summarizer",
        version=version("summarizer"),
        description=_ABOUT,
        lifespan=lifespan,
        docs_url=None,  # its page loads scripts from elsewhere
        redoc_url=None,
        openapi_url="/v1/openapi.json",
        responses={"default": _PROBLEM},
    )
    describe(app)
    app.state.service = service
    for router in (briefings.router, work.router, reviews.router, about.router):
        app.include_router(router, prefix="/v1")
    app.include_router(about.health)
    app.include_router(page.router)
    app.include_router(review_routes.router)
    app.add_exception_handler(Refused, _refused)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _broken)
    app.add_middleware(Guard, service=service)
    return app


async def _refused(_: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)
    return error.response()


async def _invalid(_: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    faults = [{"place": ".".join(map(str, one["loc"])), "detail": one["msg"]} for one in error.errors()]
    return Refused(422, "invalid", "the request does not fit", errors=faults, exit_code=2).response()


async def _http(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    name = {404: "not-found", 405: "method-not-allowed"}.get(error.status_code, "refused")
    return Refused(error.status_code, name, str(error.detail), headers=error.headers).response()


async def _broken(_: Request, error: Exception) -> Response:
    log.error("internal error", exc_info=error)
    return Refused(500, "internal", f"internal error ({type(error).__name__}): see the log", exit_code=1).response()
