"""The whole application under simulation: NiceGUI reset around it, users made at will."""

import gc
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Protocol

import httpx
import pytest
from fastapi import FastAPI
from nicegui import Client, ui
from nicegui.functions.download import download
from nicegui.functions.navigate import Navigate
from nicegui.functions.notify import notify
from nicegui.testing.general import nicegui_reset_globals

from api.settings import Settings
from notes_ui.application import create_app
from tests.notes_ui.support.reader import PAGE, Reader
from tests.support.foreign import url_of


class OpenPage(Protocol):
    """Opens the page as one more user."""

    async def __call__(
        self,
        suffix: str = "",
        *,
        tab: str | None = None,
        code: str = "en",
        beside: Reader | None = None,
    ) -> Reader: ...


class Simulation:
    """A running application, spoken to without a network."""

    def __init__(self, app: FastAPI, url: str) -> None:
        self.app = app
        self.url = url
        """of the database"""
        self._opened = AsyncExitStack()

    def http(self, **headers: str) -> httpx.AsyncClient:
        """Somebody who speaks HTTP to it, with headers of their own: a browser with its cookies."""
        client = httpx.AsyncClient(
            transport=httpx.ASGITransport(self.app),
            base_url="http://notes.test",
            headers={name.replace("_", "-"): value for name, value in headers.items()},
        )
        self._opened.push_async_callback(client.aclose)
        return client

    async def open_page(
        self,
        suffix: str = "",
        *,
        tab: str | None = None,
        code: str = "en",
        beside: Reader | None = None,
    ) -> Reader:
        """One more user, with the page open.

        :param suffix: what the address has after the path, such as ``?q=milk``
        :param tab: the id of a tab that had the page open before
        :param code: the language that the browser asks for
        :param beside: a page in another tab of the same browser
        """
        database = self.app.state.backend.database
        http = beside.user.http_client if beside else self.http(accept_language=code)
        reader = Reader(http, lambda: not database.writing, tab=tab, code=code)
        await reader.open(f"{PAGE}{suffix}")
        return reader

    async def close(self) -> None:
        await self._opened.aclose()


@asynccontextmanager
async def simulating(database: Path | str) -> AsyncIterator[Simulation]:
    """Run the application on a file, or on the database of a URL.

    NiceGUI's state belongs to the process: it is reset.
    """
    with pytest.MonkeyPatch.context() as patch, nicegui_reset_globals():
        patch.setenv("NICEGUI_USER_SIMULATION", "true")
        url = url_of(database)
        app = create_app(Settings(database_url=url))
        simulation = Simulation(app, url)
        try:
            async with app.router.lifespan_context(app):
                yield simulation
                await simulation.close()
        finally:
            ui.navigate, ui.notify, ui.download = Navigate(), notify, download
            for client in tuple(Client.instances.values()):
                client.delete()  # else FastAPI, which remembers functions, remembers all pages
    gc.freeze()  # what is left is kept for ever; no collection need look through it again
