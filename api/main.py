"""The REST half as an application of its own: `uvicorn api.main:app`."""

import contextlib
from collections.abc import AsyncIterator
from functools import cache

from fastapi import FastAPI, Request
from fastapi.responses import RedirectResponse, Response

from api import (
    __version__,
    batch_routes,
    event_stream,
    events,
    history_routes,
    routes,
    transfer_routes,
)
from api.backend import Backend
from api.errors import add_error_handlers
from api.settings import Settings

app: FastAPI


def create_app(settings: Settings | None = None, *, home: str = "/docs") -> FastAPI:
    """An application with the REST API and `/ws`, on the database that the settings name.

    The database is opened when the application starts, not before.

    :param home: where `/` leads
    :raises DatabaseUnusable: if the settings' database URL is of no use
    """
    backend = Backend(settings or Settings())

    @contextlib.asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with backend.running():
            yield

    app = FastAPI(title="Notes in every browser", version=__version__, lifespan=lifespan)
    app.state.backend = backend
    add_error_handlers(app)
    for each in (routes, batch_routes, history_routes, transfer_routes, event_stream):
        each.add_routes(app)
    app.include_router(events.router)

    @app.get("/", include_in_schema=False)
    async def go_home(request: Request) -> Response:
        return RedirectResponse(f"{request.scope.get('root_path', '')}{home}")

    return app


@cache
def _app() -> FastAPI:
    return create_app()


def __getattr__(name: str) -> FastAPI:
    """Make ``app`` when a server asks for it, so that importing this module reads no settings."""
    if name == "app":
        return _app()
    raise AttributeError(name)


def __dir__() -> list[str]:
    return [*globals(), "app"]
