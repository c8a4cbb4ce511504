"""When many pages have been sent each of a stream of changes.

A page may be sent several changes as one, and is never sent what it does not show. So what is
looked for are numbers that only grow, and that every page shows, whatever else: a page is where a
change has led as soon as it has been sent its number, or a higher one.
"""

import asyncio
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import inf
from typing import Final, NamedTuple

from tests.benchmarks.clients import http
from tests.benchmarks.clients.browser import Browser
from tests.benchmarks.clients.page import PATIENCE
from tests.benchmarks.servers import Server

NUMBER: Final = re.compile(rb'"(?:textContent":"(All|Done) |(number)":)([\d,]+)')
"""what a page shows beside the list, and what the raw floor emits"""
LEAD: Final = 0.5
"""seconds to connect before the first change is due"""


class Numbered(NamedTuple):
    """A request that changes something, and the number that every page is sent because of it."""

    request: bytes
    name: bytes
    number: int


@dataclass
class Seen:
    """The numbers that one page was sent, and when."""

    browser: Browser
    numbers: dict[bytes, list[tuple[int, float]]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        self.browser.watch(self._take)

    def when(self, name: bytes, number: int) -> float:
        """When it was first sent that number, or a higher one."""
        return next((at for seen, at in self.numbers[name] if seen >= number), inf)

    def _take(self, event: bytes) -> None:
        now = asyncio.get_running_loop().time()
        for text, floor, number in NUMBER.findall(event):
            self.numbers[text or floor].append((int(number.replace(b",", b"")), now))


@dataclass(frozen=True)
class Stream:
    """What a stream of changes has cost the server, and how long each took to reach all pages."""

    delays: Sequence[float]
    """seconds from the moment when a change was sent, so that the commit itself is in it"""
    cpu: float
    """seconds of processor time that the server has used each second"""

    def percentile(self, percent: int) -> float:
        """Milliseconds that so many percent of the changes did not exceed."""
        return 1000 * sorted(self.delays)[-(-len(self.delays) * percent // 100) - 1]


async def stream(
    server: Server, browsers: Sequence[Browser], changes: Sequence[Numbered], rate: float
) -> Stream:
    """Make so many changes a second, each at its time whatever became of those before."""
    loop = asyncio.get_running_loop()
    pages = [Seen(browser) for browser in browsers]
    start, used = loop.time(), server.cpu()
    async with asyncio.timeout(PATIENCE + len(changes) / rate):
        async with asyncio.TaskGroup() as tasks:
            sent = [
                tasks.create_task(_send(server, change.request, start + LEAD + turn / rate))
                for turn, change in enumerate(changes)
            ]
        last = [change[1:] for change in changes[-2:]]  # of both names, where there are two
        while _is_on_its_way(last, pages):  # noqa: ASYNC110  # what all have seen has no event
            await asyncio.sleep(0.02)
    cpu = (server.cpu() - used) / (loop.time() - start)
    delays = [
        max(page.when(change.name, change.number) for page in pages) - due.result()
        for change, due in zip(changes, sent, strict=True)
    ]
    return Stream(delays, cpu)


def _is_on_its_way(numbers: Sequence[tuple[bytes, int]], pages: Sequence[Seen]) -> bool:
    return any(page.when(*number) == inf for page in pages for number in numbers)


async def _send(server: Server, request: bytes, due: float) -> float:
    """Send it from a caller of its own, and return when."""
    loop = asyncio.get_running_loop()
    await asyncio.sleep(due - LEAD - loop.time())
    async with http.connected(server.port) as connection:
        await asyncio.sleep(due - loop.time())
        sent = loop.time()
        await connection.ask_well(request)
    return sent
