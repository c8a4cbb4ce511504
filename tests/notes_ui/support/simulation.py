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
from notes_ui.ports.changes import Rounds
from notes_ui.ports.drafts import DraftStore
from notes_ui.ports.notes import NotesGateway
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

    def __init__(self, app: FastAPI, url: str, api: str | None = None) -> None:
        self.app = app
        self.url = url
        """of the database"""
        self.api = api
        """the address of the API, if the application is a front"""
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

    def rest(self) -> httpx.AsyncClient:
        """Somebody who speaks REST to the application, or to the API of a front."""
        if self.api is None:
            return self.http()
        client = httpx.AsyncClient(base_url=self.api)
        self._opened.push_async_callback(client.aclose)
        return client

    @property
    def gateway(self) -> type[NotesGateway]:
        """The class by which its pages reach the notes; a test may replace its methods."""
        return type(self.app.state.backend.notes)

    @property
    def draft_store(self) -> type[DraftStore]:
        """The class by which its pages store drafts."""
        return type(self.app.state.backend.drafts)

    @property
    def rounds(self) -> Rounds:
        """What repaints its pages."""
        backend = self.app.state.backend
        rounds: Rounds = backend.rounds if self.api else backend.broadcaster
        return rounds

    @property
    def idle(self) -> bool:
        """Whether the application has nothing left to write."""
        backend = self.app.state.backend
        return not (backend.writing if self.api else backend.database.writing)

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
        http = beside.user.http_client if beside else self.http(accept_language=code)
        reader = Reader(http, lambda: self.idle, tab=tab, code=code)
        await reader.open(f"{PAGE}{suffix}")
        return reader

    async def close(self) -> None:
        await self._opened.aclose()


@asynccontextmanager
async def simulating(database: Path | str, *, api: str | None = None) -> AsyncIterator[Simulation]:
    """Run the application on a file, or on the database of a URL.

    :param api: the address of an API on that database: the application is a front then

    NiceGUI's state belongs to the process: it is reset.
    """
    with pytest.MonkeyPatch.context() as patch, nicegui_reset_globals():
        patch.setenv("NICEGUI_USER_SIMULATION", "true")
        url = url_of(database)
        app = create_app(Settings(database_url=url, api_url=api))
        simulation = Simulation(app, url, api)
        try:
            async with app.router.lifespan_context(app):
                yield simulation
                await simulation.close()
        finally:
            ui.navigate, ui.notify, ui.download = Navigate(), notify, download
            for client in tuple(Client.instances.values()):
                client.delete()  # else FastAPI, which remembers functions, remembers all pages
    gc.freeze()  # what is left is kept for ever; no collection need look through it again
