"""Reading over REST at 16 connections, in requests a second, against routes that read nothing."""

import asyncio
import re
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

from tests.benchmarks.clients import http
from tests.benchmarks.clients.changes import toggles
from tests.benchmarks.clients.load import Load
from tests.benchmarks.data.seed import seed
from tests.benchmarks.figures import Comparison, Figure, compare
from tests.benchmarks.servers import Server, peer, the_app

NOTES: Final = 1000
ROUND: Final = 1.0  # seconds
ROUNDS: Final = 5
LIST: Final = http.request("GET", "/api/notes?limit=100")
ETAG: Final = re.compile(rb'\r\netag: *("[^"]+")', re.IGNORECASE)
SPREAD: Final = tuple(
    http.request("GET", f"/api/notes/{1 + 7 * turn % NOTES}") for turn in range(NOTES)
)
WRITES: Final = toggles(range(1, NOTES + 1))
WRITE_INTERVAL: Final = 1.0
"""seconds between two writes beside the reads"""


async def get_one() -> Sequence[Figure]:
    """GET one of 1,000 notes, against a constant dict; one note a second is changed meanwhile."""
    with tempfile.TemporaryDirectory() as directory:
        async with _both(Path(directory)) as (ours, constant):
            notes = Load(ours, SPREAD, ROUND)
            peer_note = Load(constant, [http.request("GET", "/note")], ROUND)
            found = await compare(lambda: _while_written(notes), peer_note.rate, rounds=ROUNDS)
    return [_figure("get-one", found, notes, peer_note, bound=0.8)]


async def get_list() -> Sequence[Figure]:
    """GET 100 notes, against a route that returns the same bytes as a constant."""
    with tempfile.TemporaryDirectory() as directory:
        async with _both(Path(directory)) as (ours, constant):
            lists = Load(ours, [LIST], ROUND)
            peer_list = Load(constant, [http.request("GET", "/notes")], ROUND)
            found = await compare(lists.rate, peer_list.rate, rounds=ROUNDS)
    return [_figure("get-list", found, lists, peer_list, bound=0.7)]


async def get_known() -> Sequence[Figure]:
    """GET 100 notes that the caller has already, against a constant dict."""
    with tempfile.TemporaryDirectory() as directory:
        async with _both(Path(directory)) as (ours, constant):
            async with http.connected(ours.port) as connection:
                head = (await connection.ask_well(LIST)).head
            found_tag = ETAG.search(head)
            assert found_tag, head
            known = http.request(
                "GET", "/api/notes?limit=100", headers={"If-None-Match": found_tag[1].decode()}
            )
            lists = Load(ours, [known], ROUND, known=True)
            peer_note = Load(constant, [http.request("GET", "/note")], ROUND)
            found = await compare(lists.rate, peer_note.rate, rounds=ROUNDS)
    return [_figure("get-known", found, lists, peer_note, bound=0.8)]


@asynccontextmanager
async def _both(directory: Path) -> AsyncIterator[tuple[Server, Server]]:
    with the_app(directory) as ours:
        seed(directory / "notes.db", NOTES)
        async with http.connected(ours.port) as connection:
            answer = await connection.ask_well(LIST)
        (directory / "list.json").write_bytes(answer.body)
        with peer("constant", directory) as constant:
            yield ours, constant


async def _while_written(load: Load) -> float:
    async with asyncio.TaskGroup() as tasks:
        writing = tasks.create_task(_write_every_second(load.server))
        rate = await load.rate()
        writing.cancel()
    return rate


async def _write_every_second(server: Server) -> None:
    async with http.connected(server.port) as connection:
        while True:
            await connection.ask_well(next(WRITES).request)
            await asyncio.sleep(WRITE_INTERVAL)  # the load itself, and no waiting for something


def _figure(name: str, found: Comparison, ours: Load, constant: Load, *, bound: float) -> Figure:
    assert not ours.refused + constant.refused, (ours, constant)
    detail = (
        f"{found.ours:,.0f} requests/s ({ours.cpu_each:.0f} µs of CPU each); "
        f"the constant: {found.peer:,.0f} ({constant.cpu_each:.0f} µs)"
    )
    return Figure(name, found.ratio, bound, "at least", detail)
