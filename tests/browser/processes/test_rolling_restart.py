"""All processes are restarted, one after the other, while others write and look."""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest

from tests.browser.processes.follower import followers
from tests.browser.processes.proxies import proxied
from tests.browser.support.page import OpenPage
from tests.support.live import LiveServer, serving
from tests.support.waiting import eventually

WRITERS = 8


class Process:
    """A process that can be restarted on its port."""

    def __init__(self, folder: Path, schema: str) -> None:
        self._folder, self._schema = folder, schema
        self._running = ExitStack()
        self.server: LiveServer
        self.start()

    def start(self, port: int = 0) -> None:
        running = serving(self._folder / "none.db", port=port, NOTES_DATABASE_URL=self._schema)
        self.server = self._running.enter_context(running)

    def end(self) -> None:
        self._running.close()

    def restart(self) -> None:
        self.end()
        self.start(self.server.port)


class Writer:
    """Creates notes through the proxy, and remembers which were answered with success."""

    def __init__(self, address: str, name: int) -> None:
        self._address, self._name = address, name
        self.stored: list[str] = []
        self.refused: list[str] = []

    async def run(self) -> None:
        """Write until cancelled."""
        async with httpx.AsyncClient(base_url=self._address) as client:
            while True:
                title = f"{self._name} {len(self.stored) + len(self.refused)}"
                try:
                    answer = await client.post("/api/notes", json={"title": title})
                except httpx.TransportError:
                    self.refused.append(title)
                    continue
                answered = self.stored if answer.is_success else self.refused
                answered.append(title)


@pytest.fixture
def rolling(schema: str, tmp_path: Path) -> Iterator[list[Process]]:
    made = [Process(tmp_path, schema) for _ in range(3)]
    yield made
    for each in made:
        each.end()


async def more_is_stored(writers: Sequence[Writer]) -> None:
    def stored() -> int:
        return sum(len(writer.stored) for writer in writers)

    enough = stored() + len(writers)
    await eventually(lambda: stored() > enough)


async def restarted_under_load(processes: Sequence[Process], address: str) -> list[Writer]:
    writers = [Writer(address, name) for name in range(WRITERS)]
    tasks = [asyncio.create_task(writer.run()) for writer in writers]
    for process in processes:
        await asyncio.to_thread(process.restart)
        await more_is_stored(writers)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    return writers


async def test_a_rolling_restart_loses_no_write_and_no_page(
    rolling: list[Process], windows: list[OpenPage], tmp_path: Path
) -> None:
    page = windows[0]
    with proxied("caddy", [each.server.port for each in rolling], tmp_path) as address:
        await asyncio.to_thread(page.open, f"{address}/front/notes")
        async with followers(address) as following, httpx.AsyncClient(base_url=address) as client:
            writers = await restarted_under_load(rolling, address)
            found = (await client.get("/api/notes", params={"limit": 100})).headers
            total = int(found["x-total-count"])
            await eventually(
                lambda: all(len(each.titles) == total for each in following), within=30
            )
            newest = (await client.get("/api/notes?sort=-id&limit=50")).json()
        titles = following[0].titles
        assert len(titles) == len({*titles})
        assert {*titles} >= {title for each in writers for title in each.stored}
        assert all(each.revisions == list(range(1, total + 1)) for each in following)
        await asyncio.to_thread(page.until, page.titles, [note["title"] for note in newest])
