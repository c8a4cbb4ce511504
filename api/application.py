"""The REST half as an application: its routes, its middleware, its documentation."""

import contextlib
from collections.abc import AsyncIterator

from fastapi import FastAPI, Request
from fastapi.responses import RedirectResponse, Response
from fastapi_offline import FastAPIOffline

from api import __version__
from api.backend import Backend
from api.http.cors import ApiCors
from api.http.host_and_origin import HostAndOrigin
from api.http.problems import add_error_handlers
from api.http.request_middleware import RequestMiddleware
from api.openapi.document import describe
from api.routes import batch, health, history, notes, sse, transfers, websocket
from api.settings import Settings


def create_app(settings: Settings | None = None, *, home: str = "/docs") -> FastAPI:
    """An application with the REST API and `/ws`, on the database that the settings name.

    The database is opened when the application starts, not before.

    :param home: where `/` leads
    :raises DatabaseUnusable: if the settings' database URL is of no use
    """
    settings = settings or Settings()
    backend = Backend(settings)

    @contextlib.asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with backend.running():
            yield

    app = FastAPIOffline(
        redoc_url=None,
        title="Notes in every browser",
        version=__version__,
        lifespan=lifespan,
        generate_unique_id_function=lambda route: route.name,
        swagger_ui_parameters={"validatorUrl": None},  # which would be another host
    )
    documentation = app.router.routes[:]
    app.state.backend = backend
    add_error_handlers(app)
    for each in (
        notes,
        batch,
        history,
        transfers,
        sse,
        health,
    ):
        each.add_routes(app)
    app.include_router(websocket.router)
    describe(app)
    if settings.cors_origins:
        app.add_middleware(ApiCors, origins=settings.cors_origins)
    app.add_middleware(
        HostAndOrigin, hosts=[settings.host, *settings.allowed_hosts], origins=settings.cors_origins
    )
    app.add_middleware(  # the last, and so the first that a request meets
        RequestMiddleware,
        metrics=backend.metrics,
        access_log=settings.access_log,
        origins=settings.cors_origins,
    )

    @app.get("/", include_in_schema=False)
    async def go_home(request: Request) -> Response:
        return RedirectResponse(f"{request.scope.get('root_path', '')}{home}")

    del app.router.routes[: len(documentation)]
    app.router.routes += documentation  # last: each route before a note's costs a microsecond
    return app
