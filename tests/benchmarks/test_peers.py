"""The peers that stand for what a developer would take instead do what they are measured at."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import pytest

from tests.benchmarks.clients import http
from tests.benchmarks.clients.audience import Change
from tests.benchmarks.clients.changes import ITEM, additions, toggles
from tests.benchmarks.clients.opening import opened
from tests.benchmarks.clients.page import PATIENCE, Page, SocketPage, StreamPage
from tests.benchmarks.data.seed import seed
from tests.benchmarks.servers import Server, peer

NOTES = 3
Open = Callable[[int], Awaitable[Page]]


@pytest.fixture(params=["fasthtml", "datastar"])
def served(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Server, Open]]:
    package, module, opening = {
        "fasthtml": ("fasthtml", "fast_html", SocketPage.open),
        "datastar": ("datastar_py", "datastar", StreamPage.open),
    }[request.param]
    pytest.importorskip(package)
    with peer(module, tmp_path) as server:
        seed(tmp_path / "notes.db", NOTES)
        yield server, opening


@pytest.mark.parametrize(
    "change", [next(toggles([2], ITEM)), next(additions())], ids=["ticked", "added"]
)
async def test_a_change_reaches_all_pages_and_lasts(
    served: tuple[Server, Open], change: Change
) -> None:
    server, opening = served
    async with (
        asyncio.timeout(PATIENCE),
        opened(lambda: opening(server.port), 2, shows=NOTES) as pages,
        http.connected(server.port) as connection,
    ):
        told = [page.expect(change.content) for page in pages]
        await connection.ask_well(change.request)
        await asyncio.gather(*told)
        later = await connection.ask_well(http.request("GET", "/"))
    assert change.content in later.body


async def test_a_deleted_note_is_gone_from_all_pages(served: tuple[Server, Open]) -> None:
    server, opening = served
    async with (
        asyncio.timeout(PATIENCE),
        opened(lambda: opening(server.port), 2, shows=NOTES) as pages,
        http.connected(server.port) as connection,
    ):
        told = [page.expect(b"note-2") for page in pages]
        await connection.ask_well(http.request("DELETE", "/api/notes/2"))
        await asyncio.gather(*told)
        later = await connection.ask_well(http.request("GET", "/"))
    assert b"note-1" in later.body
    assert b"note-2" not in later.body
