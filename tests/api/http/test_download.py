"""Answers that are made piece by piece."""

import asyncio
import threading
from collections.abc import Generator
from typing import Any

import httpx
import pytest
from anyio import CancelScope
from fastapi import FastAPI

from api.http import download as downloads
from api.http.download import Download
from tests.support.waiting import eventually

SCOPE = {"type": "http", "method": "GET", "path": "/", "headers": []}


class Source:
    """Pieces without end, made in whatever thread."""

    def __init__(self, *, failing_at: int = 1_000_000) -> None:
        self.made = 0
        self.closed = False
        self.threads: set[threading.Thread] = set()
        self._failing_at = failing_at

    def pieces(self) -> Generator[bytes]:
        try:
            while True:
                self.threads.add(threading.current_thread())
                if self.made == self._failing_at:
                    raise ValueError("no more")
                self.made += 1
                yield b"piece"
        finally:
            self.closed = True


async def leave(_: asyncio.Event) -> dict[str, Any]:
    await _.wait()
    return {"type": "http.disconnect"}


@pytest.fixture
def source() -> Source:
    return Source()


async def test_a_thread_makes_pieces_as_fast_as_they_are_read(source: Source) -> None:
    gone, asked, taken = asyncio.Event(), asyncio.Event(), asyncio.Semaphore(0)

    async def send(message: Any) -> None:
        asked.set()
        await taken.acquire()

    answer = await Download.of(source.pieces(), "text/plain")
    sending = asyncio.create_task(answer(SCOPE, lambda: leave(gone), send))
    for _ in range(5):
        taken.release()
    await eventually(lambda: source.made == 5)
    assert threading.main_thread() not in source.threads

    gone.set()
    await sending
    assert source.made == 5
    assert source.closed


async def test_a_reader_that_takes_nothing_is_left(
    source: Source, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(downloads, "LONGEST_PAUSE", 0.05)

    async def never(_: Any) -> None:
        await asyncio.Event().wait()

    answer = await Download.of(source.pieces(), "text/plain")
    await answer(SCOPE, lambda: leave(asyncio.Event()), never)

    assert source.closed
    assert "read nothing" in caplog.text


async def test_a_cancelled_download_closes_its_snapshot_too(source: Source) -> None:
    """As by a middleware of Starlette that can't send: each wait after that is cancelled, too."""
    answer = await Download.of(source.pieces(), "text/plain")

    with CancelScope() as middleware:

        async def cancel(_: Any) -> None:
            middleware.cancel()
            await asyncio.Event().wait()

        await answer(SCOPE, lambda: leave(asyncio.Event()), cancel)

    assert middleware.cancelled_caught
    assert source.closed


async def test_a_failure_before_the_first_piece_sends_nothing() -> None:
    source = Source(failing_at=0)

    with pytest.raises(ValueError, match="no more"):
        await Download.of(source.pieces(), "text/plain")


async def test_a_later_failure_visibly_cuts_the_response() -> None:
    source = Source(failing_at=3)
    app = FastAPI()

    @app.get("/")
    async def download() -> Download:
        return await Download.of(source.pieces(), "text/plain")

    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://notes.test") as client:
        with pytest.raises(ValueError, match="no more"):
            await client.get("/")
    assert source.closed
