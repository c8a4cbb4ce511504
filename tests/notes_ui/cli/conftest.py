"""A server on a port, with a database of the test's own, and a shell that knows it."""

import asyncio
import contextlib
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import uvicorn
from starlette.types import ASGIApp

from api.application import create_app
from api.settings import Settings
from tests.notes_ui.cli.support.shell import Shell

__all__ = ["served"]


class Server(uvicorn.Server):
    """One that ends when it is told to, where Uvicorn looks ten times a second whether it was."""

    async def main_loop(self) -> None:
        self.loop, self.told = asyncio.get_running_loop(), asyncio.Event()
        await self.told.wait()

    def end(self) -> None:
        self.loop.call_soon_threadsafe(self.told.set)


@contextlib.contextmanager
def served(application: ASGIApp) -> Iterator[str]:
    """Serve an application on a free port, in a thread, until the block ends; its address."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        config = uvicorn.Config(
            application, log_level="critical", lifespan="auto", timeout_graceful_shutdown=1
        )
        server = Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        try:
            httpx.get(url)  # it waits in the socket's queue until the application has started
            yield url
        finally:
            server.end()
            thread.join(10)
    assert not thread.is_alive()


@pytest.fixture
def shell(tmp_path: Path) -> Iterator[Shell]:
    """A shell, and the REST half of the program that it speaks to."""
    application = create_app(
        Settings(database_url=f"sqlite:///{tmp_path / 'notes.db'}", busy_timeout=0.1)
    )
    with served(application) as url:
        yield Shell(url, tmp_path)


@pytest.fixture
def nowhere(tmp_path: Path) -> Shell:
    """A shell whose server is not there."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    return Shell(f"http://127.0.0.1:{port}", tmp_path)
