"""REST on PostgreSQL at 16 connections, against the tutorial's design on the same server."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from tests.benchmarks.clients import http
from tests.benchmarks.clients.load import Load
from tests.benchmarks.data.seed import description, title
from tests.benchmarks.figures import Figure, compare
from tests.benchmarks.postgres.seeding import fill
from tests.benchmarks.servers import Server, peer, the_app
from tests.support import postgres

NOTES: Final = 1000
ROUND: Final = 1.5  # seconds
ROUNDS: Final = 5
NEW: Final = http.request("POST", "/api/notes", {"title": title(0), "description": description(0)})
ONE: Final = [http.request("GET", f"/api/notes/{1 + 7 * turn % NOTES}") for turn in range(NOTES)]
LIST: Final = [http.request("GET", "/api/notes?limit=100")]


async def pg_get_one() -> Sequence[Figure]:
    """GET one of 1,000 notes on PostgreSQL, against the tutorial's design on the same server."""
    return await _compared("pg-get-one", ONE, 5)


async def pg_get_list() -> Sequence[Figure]:
    """GET 100 notes on PostgreSQL, against the tutorial's design on the same server."""
    return await _compared("pg-get-list", LIST, 10)


async def pg_post() -> Sequence[Figure]:
    """POST a durable note on PostgreSQL, against the tutorial's design on the same server."""
    return await _compared("pg-post", [NEW], 3)


async def _compared(name: str, requests: Sequence[bytes], bound: float) -> Sequence[Figure]:
    with _both() as (ours, tutorial):
        mine, its = Load(ours, requests, ROUND), Load(tutorial, requests, ROUND)
        found = await compare(mine.rate, its.rate, rounds=ROUNDS)
    assert not mine.refused + its.refused, (mine, its)
    detail = (
        f"{found.ours:,.0f} requests/s ({mine.cpu_each:.0f} µs of CPU each); "
        f"the tutorial: {found.peer:,.0f} ({its.cpu_each:.0f} µs)"
    )
    return [Figure(name, found.ratio, bound, "at least", detail)]


@contextmanager
def _both() -> Iterator[tuple[Server, Server]]:
    with (
        tempfile.TemporaryDirectory() as folder,
        postgres.new_schema(durable=True) as mine,
        postgres.new_schema(durable=True) as its,
        the_app(Path(folder), NOTES_DATABASE_URL=mine) as ours,
        peer("tutorial", Path(folder), TUTORIAL_DATABASE_URL=_for_sqlalchemy(its)) as tutorial,
    ):
        for url in (mine, its):
            fill(url, NOTES)
        yield ours, tutorial


def _for_sqlalchemy(url: str) -> str:
    """The URL of a schema that exists by now, as SQLAlchemy takes it."""
    server, _, schema = url.partition("?schema=")
    with postgres.connected(url) as other:
        other.execute(f"CREATE SCHEMA {schema}".encode())
    return f"{server}?options=-csearch_path%3D{schema}"
