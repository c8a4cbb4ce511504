"""An API without a network, on a line that fails when a test says so."""

import asyncio
from collections.abc import AsyncIterator
from typing import Final

import httpx
import pytest
from fastapi import FastAPI

from notes_ui.ports.remote.connection import Connection

LOST: Final = httpx.ReadError("broken")
"""the request is carried out, and its answer is lost"""
REFUSED: Final = httpx.ConnectError("Connection refused")
SILENT: Final = httpx.ReadTimeout("")
"""there is no answer until the request is given up"""


class Line(httpx.AsyncBaseTransport):
    """A line to an application; what a test puts into `faults` happens to the next requests."""

    def __init__(self, app: FastAPI) -> None:
        self._inner = httpx.ASGITransport(app)
        self.requests: list[httpx.Request] = []
        self.faults: list[httpx.TransportError | httpx.Response] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        if self.faults:
            fault = self.faults.pop(0)
            if isinstance(fault, httpx.Response):  # of a proxy
                return fault
            if fault is SILENT and request.url.path != "/healthz":
                await asyncio.Event().wait()
            if fault is not LOST:
                raise fault
            await self._inner.handle_async_request(request)
            raise fault
        return await self._inner.handle_async_request(request)

    async def aclose(self) -> None:
        await self._inner.aclose()


@pytest.fixture
async def line(app: FastAPI) -> AsyncIterator[Line]:
    made = Line(app)
    yield made
    await made.aclose()


@pytest.fixture
async def api(line: Line) -> AsyncIterator[Connection]:
    """A connection to the application, over the line."""
    made = Connection("http://notes.test", transport=line)
    yield made
    await made.close()
