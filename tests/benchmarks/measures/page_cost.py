"""What one change costs the server for one open page: processor time, against two peers."""

import tempfile
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from itertools import islice
from pathlib import Path
from typing import Final

from tests.benchmarks.clients.audience import Audience, Change, audience
from tests.benchmarks.clients.browser import Browser
from tests.benchmarks.clients.changes import additions, edits, emits, toggles
from tests.benchmarks.data.seed import seed
from tests.benchmarks.figures import Comparison, Figure, compare
from tests.benchmarks.servers import peer, the_app

PAGES: Final = 100
MANY: Final = 200
NAIVE_PAGES: Final = 10
NOTES: Final = 100
SHOWN: Final = 50
CHANGES: Final = 20
NAIVE_CHANGES: Final = 5
ROUNDS: Final = 9
"""processor time is told in hundredths of a second: a tenth of what a round of emits takes"""


async def page_toggle() -> Sequence[Figure]:
    """`done` is changed on a shown note, against an emit of 1 KB to as many sockets."""
    with tempfile.TemporaryDirectory() as directory:
        async with our_pages(Path(directory)) as pages, _floor(Path(directory)) as floor:
            shown = range(NOTES - SHOWN + 1, NOTES + 1)
            found = await compared(pages, toggles(shown), floor, emits())
    return [_against_floor("page-toggle", found, bound=2.5)]


async def page_add() -> Sequence[Figure]:
    """A note is added to full pages, against the same emits, and against the naive page."""
    with tempfile.TemporaryDirectory() as directory:
        async with our_pages(Path(directory)) as pages, _floor(Path(directory)) as floor:
            found = await compared(pages, additions(), floor, emits())
        naive = await _naive_cost(Path(directory))
    detail = f"{found.ours:.2f} ms a page; the naive page with {SHOWN} notes: {naive:.1f} ms"
    return [
        _against_floor("page-add", found, bound=8),
        Figure("page-add, naive", naive / found.ours, 20, "at least", detail),
    ]


async def autosave() -> Sequence[Figure]:
    """The text of a shown note is stored and repainted on 200 pages, against as many emits."""
    with tempfile.TemporaryDirectory() as directory:
        folder = Path(directory)
        async with our_pages(folder, MANY) as pages, _floor(folder, MANY) as floor:
            shown = range(NOTES - SHOWN + 1, NOTES + 1)
            found = await compared(pages, edits(shown), floor, emits())
    return [_against_floor("autosave", found, bound=2, sockets=MANY)]


async def compared(
    pages: Audience,
    changes: Iterator[Change],
    peer: Audience,
    its: Iterator[Change],
    *,
    rounds: int = ROUNDS,
) -> Comparison:
    """Change something here and there in turns: milliseconds for each page and each change."""
    await pages.cost(islice(changes, 3))  # the first changes pay for what is made once
    await peer.cost(islice(its, 3))
    return await compare(
        lambda: pages.cost(islice(changes, CHANGES)),
        lambda: peer.cost(islice(its, CHANGES)),
        rounds=rounds,
    )


async def _naive_cost(directory: Path) -> float:
    with peer("naive", directory) as server:
        async with audience(server, Browser.open, NAIVE_PAGES, shows=SHOWN) as pages:
            return await pages.cost(islice(additions(), NAIVE_CHANGES))


@asynccontextmanager
async def our_pages(directory: Path, count: int = PAGES) -> AsyncIterator[Audience]:
    """The app with 100 notes, and so many pages open."""
    with the_app(directory) as server:
        seed(directory / "notes.db", NOTES)
        async with audience(server, Browser.open, count, shows=SHOWN) as pages:
            yield pages


@asynccontextmanager
async def _floor(directory: Path, count: int = PAGES) -> AsyncIterator[Audience]:
    with peer("floor", directory) as server:
        async with audience(server, Browser.open_bare, count) as sockets:
            yield sockets


def _against_floor(name: str, found: Comparison, *, bound: float, sockets: int = PAGES) -> Figure:
    detail = f"{found.ours:.3f} ms a page; an emit of 1 KB: {found.peer:.3f} ms ({sockets} sockets)"
    return Figure(name, found.ratio, bound, "at most", detail)
