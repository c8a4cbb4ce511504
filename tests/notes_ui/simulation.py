"""The whole application under simulation: NiceGUI reset around it, users made at will."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from nicegui import ui
from nicegui.functions.download import download
from nicegui.functions.navigate import Navigate
from nicegui.functions.notify import notify
from nicegui.testing import User
from nicegui.testing.general import nicegui_reset_globals

from api.settings import Settings
from notes_ui.main import create_app
from tests.notes_ui.reader import Reader


class Simulation:
    """A running application, spoken to without a network."""

    def __init__(self, app: FastAPI, database: Path) -> None:
        self.app = app
        self.database = database
        self._opened = AsyncExitStack()

    def http(self) -> httpx.AsyncClient:
        """Somebody who speaks HTTP to it."""
        transport = httpx.ASGITransport(self.app)
        client = httpx.AsyncClient(transport=transport, base_url="http://notes.test")
        self._opened.push_async_callback(client.aclose)
        return client

    async def open_page(self) -> Reader:
        """One more user, with the page open."""
        user = User(self.http())
        await user.open("/front/notes")
        return Reader(user)

    async def close(self) -> None:
        await self._opened.aclose()


@asynccontextmanager
async def simulating(database: Path) -> AsyncIterator[Simulation]:
    """Run the application on the database. NiceGUI's state belongs to the process: it is reset."""
    with pytest.MonkeyPatch.context() as patch, nicegui_reset_globals():
        patch.setenv("NICEGUI_USER_SIMULATION", "true")
        app = create_app(Settings(database_url=f"sqlite:///{database}"))
        simulation = Simulation(app, database)
        try:
            async with app.router.lifespan_context(app):
                yield simulation
                await simulation.close()
        finally:
            ui.navigate, ui.notify, ui.download = Navigate(), notify, download
