"""The REST application: its routes, middleware and documentation."""

import contextlib
from collections.abc import AsyncIterator
from typing import Final

from fastapi import FastAPI
from fastapi_offline import FastAPIOffline

from api import __version__
from api.backend import Backend
from api.http.cors import ApiCors
from api.http.hosts.host_and_origin import HostAndOrigin
from api.http.problems import add_error_handlers
from api.http.request_middleware import RequestMiddleware
from api.http.revisions import Revisions
from api.http.sub_path import SubPath
from api.routes import batch, health, history, notes, root, sse, tags, transfers, websocket
from api.routes.openapi.document import describe
from api.routes.openapi.texts import DESCRIPTION, TAGS
from api.routes.pages import drafts, edits, windows
from api.settings import Settings

PAGES: Final = (windows, edits, drafts)
MODULES: Final = (notes, tags, batch, history, *PAGES, transfers, sse, health, websocket, root)


@contextlib.asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Open the database at the start of the application, and close it at the end."""
    async with app.state.backend.running():
        yield


def create_app(settings: Settings | None = None, *, home: str = "/docs") -> FastAPI:
    """An application with the REST API and `/ws`, on the database that the settings name.

    The database is opened when the application starts, not before.

    :param home: where `/` redirects
    :raises DatabaseUnusable: if the settings' database URL is invalid
    """
    settings = settings or Settings()
    app = FastAPIOffline(
        redoc_url=None,
        title="Notes in every browser",
        description=DESCRIPTION,
        version=__version__,
        license_info={"name": "MIT", "identifier": "MIT"},
        openapi_tags=TAGS,
        lifespan=lifespan,
        # `include_router` would match each request twice: cached responses took a quarter longer.
        # As a result `dependency_overrides` has no effect: tests set `app.state` instead.
        routes=[route for module in MODULES for route in module.router.routes],
        swagger_ui_parameters={"validatorUrl": None},  # it would be another host
    )
    app.state.backend = Backend(settings)
    app.state.home = home
    add_error_handlers(app)
    describe(app)
    _add_middleware(app, settings)
    return app


def _add_middleware(app: FastAPI, settings: Settings) -> None:
    """Add the middlewares; each wraps the ones before it."""
    origins = settings.cors_origins
    if origins:
        app.add_middleware(ApiCors, origins=origins)
    hosts = [settings.host, *settings.allowed_hosts]
    app.add_middleware(HostAndOrigin, hosts=hosts, origins=origins)
    app.add_middleware(
        RequestMiddleware,
        metrics=app.state.backend.metrics,
        revisions=Revisions(app.state.backend.feed),
        access_log=settings.access_log,
        origins=origins,
    )
    if settings.root_path != "/":  # a layer costs each request
        app.add_middleware(SubPath, prefix=settings.root_path)
