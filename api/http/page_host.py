"""The application around pages whose notes are in another process: host names, health, metrics."""

import contextlib
from collections.abc import AsyncIterator, Sized
from contextlib import AbstractAsyncContextManager
from typing import Final, Protocol

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse
from prometheus_client.exposition import choose_encoder
from starlette.routing import BaseRoute, Route

from api.http.hosts.host_and_origin import HostAndOrigin
from api.http.problems import RETRY_AFTER, add_error_handlers, problem
from api.http.request_middleware import RequestMiddleware
from api.http.revisions import Followed, Revisions
from api.http.sub_path import SubPath
from api.settings import Settings
from api.telemetry.metrics import Metrics

HEALTHY: Final = {"status": "ok"}


class Hosted(Protocol):
    """What the pages are made on."""

    @property
    def changes(self) -> Followed:
        """The changes of the notes."""
        ...

    @property
    def rounds(self) -> Sized:
        """The open pages."""
        ...

    def running(self) -> AbstractAsyncContextManager[None]:
        """Follow the notes until the block ends."""
        ...

    async def wrong(self) -> str:
        """Why the pages can't be used now; empty if they can."""
        ...


def create_page_host(settings: Settings, hosted: Hosted, metrics: Metrics, *, home: str) -> FastAPI:
    """An application without REST and without a database, for pages to be mounted on.

    :param home: where `/` redirects
    """

    @contextlib.asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with hosted.running():
            yield

    made = FastAPI(openapi_url=None, lifespan=lifespan, routes=_routes(hosted, metrics, home))
    add_error_handlers(made)
    metrics.watch("notes_open_pages", "Pages that follow the notes.", lambda: len(hosted.rounds))
    hosts = [settings.host, *settings.allowed_hosts]
    made.add_middleware(HostAndOrigin, hosts=hosts, origins=())
    made.add_middleware(
        RequestMiddleware,
        metrics=metrics,
        revisions=Revisions(hosted.changes),
        access_log=settings.access_log,
        origins=(),
    )
    if settings.root_path != "/":
        made.add_middleware(SubPath, prefix=settings.root_path)
    return made


def _routes(hosted: Hosted, metrics: Metrics, home: str) -> list[BaseRoute]:
    async def go_home(request: Request) -> Response:
        return RedirectResponse(f"{request.scope.get('root_path', '')}{home}")

    async def get_health(_: Request) -> Response:
        return JSONResponse(HEALTHY)

    async def get_readiness(_: Request) -> Response:
        wrong = await hosted.wrong()
        return problem(503, wrong, headers=RETRY_AFTER) if wrong else JSONResponse(HEALTHY)

    async def get_metrics(request: Request) -> Response:
        encode, media_type = choose_encoder(request.headers.get("accept", ""))
        return Response(encode(metrics.registry), headers={"Content-Type": media_type})

    return [
        Route("/", go_home),
        Route("/healthz", get_health),
        Route("/readyz", get_readiness),
        Route("/metrics", get_metrics),
    ]
