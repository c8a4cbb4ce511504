"""What one change costs the server for one open page, against what a developer would take instead.

The peers have the same list and the same change of it; no history, no trash, no undo, no resuming,
and nothing of what other programs change.
"""

import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

from tests.benchmarks.clients.audience import Audience, Change, audience
from tests.benchmarks.clients.changes import ITEM, additions, toggles
from tests.benchmarks.clients.page import Page, SocketPage, StreamPage
from tests.benchmarks.data.seed import seed
from tests.benchmarks.figures import Comparison, Figure
from tests.benchmarks.measures.page_cost import NOTES, PAGES, SHOWN, compared, our_pages
from tests.benchmarks.servers import peer

ROUNDS: Final = 5
TICKED: Final = range(NOTES - SHOWN + 1, NOTES + 1)


async def toggle_peers() -> Sequence[Figure]:
    """`done` is changed on a shown note, against the same list in FastHTML and in Datastar."""
    return await _against_both("page-toggle", toggles(TICKED), lambda: toggles(TICKED, ITEM), 1.0)


async def add_peers() -> Sequence[Figure]:
    """A note is added, against the same list in FastHTML and in Datastar."""
    return await _against_both("page-add", additions(), additions, 0.6)


async def _against_both(
    name: str, changes: Iterator[Change], their: Callable[[], Iterator[Change]], bound: float
) -> Sequence[Figure]:
    """A figure against each of the two; the bound is that against FastHTML."""
    with tempfile.TemporaryDirectory() as directory:
        async with (
            our_pages(Path(directory)) as ours,
            _peer_pages("fast_html", SocketPage.open) as fasthtml,
            _peer_pages("datastar", StreamPage.open) as datastar,
        ):
            first = await compared(ours, changes, fasthtml, their(), rounds=ROUNDS)
            second = await compared(ours, changes, datastar, their(), rounds=ROUNDS)
    return [
        Figure(f"{name}, FastHTML", first.ratio, bound, "at most", _detail(first)),
        Figure(f"{name}, Datastar", second.ratio, None, "at most", _detail(second)),
    ]


def _detail(found: Comparison) -> str:
    return f"{found.ours:.3f} ms a page; the peer: {found.peer:.3f} ms ({PAGES} pages each)"


@asynccontextmanager
async def _peer_pages(
    module: str, opening: Callable[[int], Awaitable[Page]]
) -> AsyncIterator[Audience]:
    with tempfile.TemporaryDirectory() as directory, peer(module, Path(directory)) as server:
        seed(Path(directory) / "notes.db", NOTES)
        async with audience(server, opening, PAGES, shows=SHOWN) as pages:
            yield pages
