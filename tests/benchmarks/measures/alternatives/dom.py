"""What a changed title costs a browser, in time and in work, against FastHTML."""

import asyncio
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count, cycle
from pathlib import Path
from statistics import median
from typing import Final

from tests.benchmarks.clients import http
from tests.benchmarks.clients.chromium import Window, opened_window
from tests.benchmarks.clients.page import PATIENCE
from tests.benchmarks.data.htmx import put_htmx
from tests.benchmarks.data.seed import seed
from tests.benchmarks.figures import Figure, compare
from tests.benchmarks.measures.page_cost import NOTES, SHOWN
from tests.benchmarks.servers import Server, peer, the_app

CHANGES: Final = 15
ROUNDS: Final = 5
LOOK: Final = 0.25
"""seconds in which a change arrives as a rule; nobody asks the page for anything meanwhile"""
PEER_ITEM: Final = "li[id^=note-]"


@dataclass(frozen=True)
class Watched:
    """A page that shows 50 notes, and the numbers of the titles that they are given."""

    server: Server
    window: Window
    numbers: Iterator[int]
    ids: Iterator[int]

    async def p50(self) -> float:
        """Milliseconds that half of some changes did not exceed."""
        return median([await self._delay() for _ in range(CHANGES)])

    async def work(self) -> float:
        """Milliseconds of the browser's main thread for a change: the median of some."""
        return median([await self._worked() for _ in range(CHANGES)])

    async def connect(self) -> None:
        """Change something until the page hears of it."""
        async with asyncio.timeout(PATIENCE):
            await self._change()
            while self.window.seen_at() is None:
                await self._change()

    async def _delay(self) -> float:
        sent = await self._change()
        async with asyncio.timeout(PATIENCE):
            while (seen := self.window.seen_at()) is None:  # noqa: ASYNC110  # in a browser
                await asyncio.sleep(LOOK)
        return seen - sent

    async def _worked(self) -> float:
        before = self.window.busy()
        await asyncio.sleep(LOOK)
        quiet = self.window.busy()
        await self._patch(f"Title {next(self.numbers)}")
        await asyncio.sleep(LOOK)
        return self.window.busy() - quiet - (quiet - before)

    async def _change(self) -> float:
        """Give a note a new title; return when, in milliseconds of this machine's clock."""
        title = f"Title {next(self.numbers)} that is looked for"
        self.window.watch(title)
        sent = await self._patch(title)
        await asyncio.sleep(LOOK)
        return sent

    async def _patch(self, title: str) -> float:
        request = http.request("PATCH", f"/api/notes/{next(self.ids)}", {"title": title})
        async with http.connected(self.server.port) as connection:
            sent = 1000 * time.time()
            await connection.ask_well(request)
        return sent


async def patch_to_dom() -> list[Figure]:
    """PATCH of a title until it is in Chromium's document, and its work, against FastHTML."""
    with _our_page() as ours, _peer_page() as fasthtml:
        await ours.connect()
        await fasthtml.connect()
        delay = await compare(ours.p50, fasthtml.p50, rounds=ROUNDS)
        work = await compare(ours.work, fasthtml.work, rounds=ROUNDS)
    took = f"p50 {delay.ours:.1f} ms; FastHTML: {delay.peer:.1f} ms ({SHOWN} notes, one window)"
    worked = f"{work.ours:.1f} ms of the main thread for one title; FastHTML: {work.peer:.1f} ms"
    return [
        Figure("patch-to-dom, FastHTML", delay.ratio, 2, "at most", took),
        Figure("patch-to-dom, work", work.ratio, 2.5, "at most", worked),
    ]


@contextmanager
def _our_page() -> Iterator[Watched]:
    with tempfile.TemporaryDirectory() as directory, the_app(Path(directory)) as server:
        seed(Path(directory) / "notes.db", NOTES)
        with opened_window(server, SHOWN) as window:
            yield _watched(server, window)


@contextmanager
def _peer_page() -> Iterator[Watched]:
    with tempfile.TemporaryDirectory() as directory:
        put_htmx(Path(directory))
        with peer("fast_html", Path(directory)) as server:
            seed(Path(directory) / "notes.db", NOTES)
            with opened_window(server, SHOWN, "/", PEER_ITEM) as window:
                yield _watched(server, window)


def _watched(server: Server, window: Window) -> Watched:
    return Watched(server, window, count(), cycle(range(NOTES - SHOWN + 1, NOTES + 1)))
