"""Many pages with different views while notes change all the time: ``NOTES_VIEWS_SECONDS``."""

import os
import tempfile
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from itertools import count, cycle, islice
from pathlib import Path
from typing import Final

from tests.benchmarks.clients import http
from tests.benchmarks.clients.arrivals import Numbered, Stream, stream
from tests.benchmarks.clients.browser import PAGE, Browser
from tests.benchmarks.clients.changes import emits
from tests.benchmarks.clients.opening import opened
from tests.benchmarks.data.corpus import DONE, TAGS, seed_texts, texts, vocabulary
from tests.benchmarks.figures import Figure
from tests.benchmarks.servers import Server, peer, the_app

PAGES: Final = 200
NOTES: Final = 5000
RATE: Final = 20
"""changes a second"""
SECONDS: Final = float(os.environ.get("NOTES_VIEWS_SECONDS", "30"))
FLOOR_SECONDS: Final = min(SECONDS, 10.0)
"""the floor does the same thing each time: it need not be watched for long"""
FIRST: Final = 10
"""changes that pay for what is made once"""


async def views() -> Sequence[Figure]:
    """200 pages with 20 views at 20 changes a second, against bare emits of 1 KB at that pace."""
    async with _our_pages() as (server, pages):
        changes = _changes()
        await stream(server, pages, list(islice(changes, FIRST)), RATE)
        ours = await stream(server, pages, list(islice(changes, int(RATE * SECONDS))), RATE)
    async with _floor() as (server, sockets):
        raw = (Numbered(emit.request, b"number", turn) for turn, emit in enumerate(emits()))
        await stream(server, sockets, list(islice(raw, FIRST)), RATE)
        floor = await stream(server, sockets, list(islice(raw, int(RATE * FLOOR_SECONDS))), RATE)
    return _figures(ours, floor)


def addresses() -> Sequence[str]:
    """20 views: searches, tags, states, orders, and some of them together."""
    words = vocabulary()
    tags = words[:TAGS]
    return [
        PAGE,
        *(f"{PAGE}?q={word}" for word in (words[0], words[40], words[400], words[5][:1])),
        *(f"{PAGE}?q={words[place]}+{words[place + 1]}" for place in (0, 7)),
        *(f"{PAGE}?tag={tag}" for tag in tags[:4]),
        *(f"{PAGE}?done={done}" for done in ("true", "false")),
        *(f"{PAGE}?sort={order}" for order in ("id", "title", "-updated_at")),
        f"{PAGE}?done=false&sort=title",
        f"{PAGE}?done=true&sort=-updated_at",
        f"{PAGE}?q={words[2]}&done=false",
        f"{PAGE}?tag={tags[5]}&done=false",
    ]


def _changes() -> Iterator[Numbered]:
    """Add a note, then tick one that most views without a search show; and so on.

    Each page shows how many notes there are, and how many are done.
    """
    everything, done = count(NOTES + 1), count(NOTES // DONE + 1)
    new = texts()
    for turn in count():
        if turn % 2 == 0:
            title, description, _ = next(new)
            added = http.request("POST", "/api/notes", {"title": title, "description": description})
            yield Numbered(added, b"All", next(everything))
        else:
            # An odd number: those that are done already have numbers that DONE divides.
            ticked = http.request("PATCH", f"/api/notes/{NOTES - turn}", {"done": True})
            yield Numbered(ticked, b"Done", next(done))


@asynccontextmanager
async def _our_pages() -> AsyncIterator[tuple[Server, Sequence[Browser]]]:
    with tempfile.TemporaryDirectory() as directory, the_app(Path(directory)) as server:
        seed_texts(Path(directory) / "notes.db", NOTES)
        views = cycle(addresses())
        opening = opened(
            lambda: Browser.open(server.port, next(views)), PAGES, until=b'"textContent":"All '
        )
        async with opening as pages:
            yield server, pages


@asynccontextmanager
async def _floor() -> AsyncIterator[tuple[Server, Sequence[Browser]]]:
    with tempfile.TemporaryDirectory() as directory, peer("floor", Path(directory)) as server:
        async with opened(lambda: Browser.open_bare(server.port), PAGES) as sockets:
            yield server, sockets


def _figures(ours: Stream, floor: Stream) -> Sequence[Figure]:
    cpu = f"{ours.cpu:.0%} of a core for {SECONDS:g} s; bare emits: {floor.cpu:.0%}"
    late = f"p99 {ours.percentile(99):.0f}, p50 {ours.percentile(50):.0f} ms until the last page"
    late += f"; bare emits: {floor.percentile(99):.0f}, {floor.percentile(50):.0f} ms"
    return [
        Figure("views, CPU", ours.cpu / floor.cpu, None, "at most", cpu),
        Figure("views, p99", ours.percentile(99) / floor.percentile(99), None, "at most", late),
    ]
