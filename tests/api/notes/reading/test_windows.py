"""Slow reads are shared and run in threads; quick ones read nothing but what they return."""

import asyncio
import sqlite3
import threading
from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import pytest
from sqlalchemy import Engine, event
from sqlalchemy.dialects import sqlite as dialect

from api.backend import Backend
from api.caches import Caches
from api.notes.reading.query import Cursor, NoteQuery
from api.notes.reading.statements import Place, Statements
from api.notes.reading.views import NoteView
from api.notes.store import NoteStore
from tests.api.support.rest import NOTES, add

QUICK: list[dict[str, Any]] = [
    {"sort": "-id", "pinned_first": True},
    {"sort": "-id", "pinned_first": True, "done": False},
    {"sort": "-id", "pinned_first": True, "done": True},
    {"sort": "-id", "pinned_first": True, "trashed": True},
    {"done": True},
]


@pytest.mark.sqlite_only(reason="reads SQLite's plans")
@pytest.mark.parametrize("values", QUICK, ids=str)
async def test_a_quick_query_reads_each_of_its_tiers_from_an_index(
    foreign: sqlite3.Connection, values: dict[str, Any]
) -> None:
    query = NoteQuery(**values)
    assert query.is_quick
    statements = Statements(Caches(1))
    for tier in range(len(statements.tiers(query))):
        compiled = statements.select(Place(query, tier, None, False, False)).compile(
            dialect=dialect.dialect()
        )
        given = {**compiled.params, "most": 51}
        values_in_order = [given[name] for name in compiled.positiontup or ()]
        explained = foreign.execute(f"EXPLAIN QUERY PLAN {compiled}", values_in_order)
        plan = str([row[3] for row in explained])
        pinned = query.pinned_first and tier == 0
        assert ("ix_note_pinned" in plan) is pinned, plan
        assert pinned or "TEMP B-TREE" not in plan, plan


async def test_equal_slow_reads_at_once_are_one(
    backend: Backend, client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    await add(client, "milk")
    read, reads = backend.database.read, 0

    def counted(*args: Any, **kwargs: Any) -> Any:
        nonlocal reads
        reads += 1
        return read(*args, **kwargs)

    monkeypatch.setattr(backend.database, "read", counted)
    searches = (client.get(NOTES, params={"q": "milk"}) for _ in range(20))
    found = await asyncio.gather(*searches)
    assert [[each["title"] for each in answer.json()] for answer in found] == [["milk"]] * 20
    assert reads == 1


READS: dict[str, Callable[[NoteStore, int], Awaitable[object]]] = {
    "after": lambda notes, limit: notes.list(limit=limit),
    "before": lambda notes, limit: notes.start_before(NoteQuery(), Cursor(0, 9, 9), limit - 1),
    "window": lambda notes, limit: notes.window(NoteView(NoteQuery(), limit=limit)),
}


@pytest.mark.parametrize(("limit", "in_a_thread"), [(100, False), (101, True), (1000, True)])
@pytest.mark.parametrize("reading", READS.values(), ids=READS)
async def test_a_long_list_is_read_in_a_thread(
    backend: Backend,
    reading: Callable[[NoteStore, int], Awaitable[object]],
    limit: int,
    in_a_thread: bool,
) -> None:
    """It takes several milliseconds, in which the event loop would do nothing else."""
    here = threading.get_ident()
    read_in: set[int] = set()
    engines = Engine, "before_cursor_execute"

    def reads(*args: object) -> None:
        if "note.id" in str(args[2]):  # and not where the feed stands
            read_in.add(threading.get_ident())

    event.listen(*engines, reads)
    try:
        await reading(backend.notes, limit)
    finally:
        event.remove(*engines, reads)
    assert read_in
    assert (here not in read_in) is in_a_thread
