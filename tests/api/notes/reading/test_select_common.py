"""A search that finds many notes reads them in their order, and finds the same as any other."""

import itertools
import sqlite3
from collections.abc import Iterator
from operator import itemgetter
from typing import Any

import httpx
import pytest
from sqlalchemy import event
from sqlalchemy.dialects import sqlite as dialect

from api.backend import Backend
from api.caches import Caches
from api.notes.reading.cache import NoteCache
from api.notes.reading.query import NoteQuery, Sort
from api.notes.reading.select import Part, Reader, WithCursor
from api.notes.reading.statements import Place, Statements
from tests.api.support.rest import NOTES, find, walk

NOTES_IN_ALL = 120
Row = tuple[str, str, bool, str, int]
"""title, description, whether it is pinned, when it was changed, id"""
KEYS = {
    "title": lambda row: (row[0].lower(), row[4]),
    "updated_at": lambda row: (row[3], row[4]),
}
QUERIES = [
    {"q": word, "sort": sort, "pinned_first": pinned_first} | ({"tag": "tag"} if tagged else {})
    for word, sort, pinned_first, tagged in itertools.product(
        ["common", "seldom", "rare"],
        ["title", "-title", "updated_at", "-updated_at"],
        [False, True],
        [False, True],
    )
]


def words(number: int) -> str:
    """The words of a note: "common" is in most, "rare" in fewer than one in eight."""
    return " ".join(
        ["common"] * bool(number % 5) + ["seldom"] * (number % 8 == 2) + ["rare"] * (number < 5)
    )


@pytest.fixture(autouse=True)
def shelf(foreign: sqlite3.Connection) -> list[Row]:
    """Notes whose titles and times are in neither the order of their ids nor in each other's."""
    rows = [
        (
            f"{'aBcD'[number % 4]}{number * 37 % NOTES_IN_ALL}{(' #tag', ' tag', '')[number % 3]}",
            words(number),
            number % 11 == 2,
            f"2026-01-{1 + number * 7 % 30:02} 00:00:00.000",
            number + 1,
        )
        for number in range(NOTES_IN_ALL)
    ]
    columns = "title, description, pinned, updated_at, id"
    foreign.executemany(f"INSERT INTO note ({columns}) VALUES (?, ?, ?, ?, ?)", rows)
    return rows


def expected(shelf: list[Row], query: dict[str, Any]) -> list[str]:
    """The titles of the notes that a query finds, in its order, as a list is sorted."""
    rows = [row for row in shelf if query["q"] in row[1].split()]
    rows = [row for row in rows if "tag" not in query or "#" in row[0]]
    down = query["sort"].startswith("-")
    rows.sort(key=KEYS[query["sort"].removeprefix("-")], reverse=down)
    if query["pinned_first"]:
        rows.sort(key=itemgetter(2), reverse=True)
    return [row[0] for row in rows]


@pytest.mark.parametrize("query", QUERIES, ids=str)
async def test_results_come_in_the_order_asked_for_however_many(
    client: httpx.AsyncClient, shelf: list[Row], query: dict[str, Any]
) -> None:
    assert await find(client, **query, limit=1000) == expected(shelf, query)


@pytest.fixture
def ran(backend: Backend) -> Iterator[list[str]]:
    """The statements that are run on the event loop's connection."""
    statements: list[str] = []

    def note(*args: object) -> None:
        statements.append(str(args[2]))

    with backend.database.snapshot() as connection:
        engine = connection.engine
    event.listen(engine, "before_cursor_execute", note)
    yield statements
    event.remove(engine, "before_cursor_execute", note)


def read(backend: Backend, query: NoteQuery, part: Part) -> list[WithCursor]:
    """A part of a query, read as all parts are."""
    with backend.database.snapshot() as connection:
        return Reader(NoteCache(Caches(1)), Statements(Caches(1))).read(connection, query, part)


@pytest.mark.parametrize(("word", "many"), [("common", True), ("seldom", True), ("rare", False)])
async def test_only_a_search_that_finds_many_notes_reads_in_order(
    backend: Backend, ran: list[str], word: str, many: bool
) -> None:
    query = NoteQuery(q=word, sort=Sort.TITLE, pinned_first=True)
    read(backend, query, Part(None, 200))
    pinned, others = (each for each in ran if "ORDER BY" in each)
    assert "JOIN note" in pinned
    assert ("JOIN note" in others) is not many


@pytest.mark.parametrize("query", [{"trashed": True}, {"sort": Sort.BEST}, {"sort": Sort.NEWEST}])
async def test_a_search_in_the_trash_or_by_match_or_id_reads_its_results(
    backend: Backend, ran: list[str], query: dict[str, Any]
) -> None:
    read(backend, NoteQuery(**{"q": "common", "sort": Sort.TITLE} | query), Part(None, 200))
    assert all("JOIN note" in each for each in ran if "ORDER BY" in each)


@pytest.mark.parametrize("word", ["common", "rare"])
@pytest.mark.parametrize("sort", ["title", "-updated_at"])
async def test_each_cursor_leads_to_the_notes_before_and_after_it(
    backend: Backend, word: str, sort: str
) -> None:
    query = NoteQuery(q=word, sort=sort, pinned_first=True, tag="tag")
    whole = read(backend, query, Part(None, 200))
    for place, (cursor, _) in enumerate(whole):
        after = read(backend, query, Part(cursor, 7))
        before = read(backend, query, Part(cursor, 7, inclusive=True, backwards=True))
        assert after == whole[place + 1 : place + 8]
        assert before == whole[max(0, place - 6) : place + 1][::-1]


async def test_a_list_goes_on_when_its_word_is_no_longer_common(
    client: httpx.AsyncClient, foreign: sqlite3.Connection, shelf: list[Row]
) -> None:
    """The way in which it is read changes between two parts, and its order does not."""
    query = {"q": "common", "sort": "title", "pinned_first": "false"}
    others = [(f"x{number}",) for number in range(500)]

    def add_others() -> None:
        foreign.executemany("INSERT INTO note (title) VALUES (?)", others)

    whole = await walk(client, {**query, "limit": 9}, between=add_others)
    assert [note["title"] for note in whole] == expected(shelf, {**query, "pinned_first": False})


@pytest.mark.sqlite_only(reason="reads SQLite's plans")
@pytest.mark.parametrize("sort", ["title", "-title", "updated_at", "-updated_at"])
async def test_a_search_with_many_results_reads_an_index_in_order(
    foreign: sqlite3.Connection, sort: str
) -> None:
    query = NoteQuery(q="common", sort=sort)
    statement = Statements(Caches(1)).select(Place(query, 0, None, False, False, walks=True))
    compiled = statement.compile(dialect=dialect.dialect())
    given = {**compiled.params, "most": 51}
    values = [given[name] for name in compiled.positiontup or ()]
    plan = str(foreign.execute(f"EXPLAIN QUERY PLAN {compiled}", values).fetchall())
    assert "SCAN note USING INDEX ix_note_" in plan, plan
    assert "TEMP B-TREE" not in plan, plan


async def test_a_tag_and_a_word_are_counted_together(client: httpx.AsyncClient) -> None:
    answer = await client.get(NOTES, params={"q": "common", "tag": "tag", "limit": 1})
    both = [number for number in range(NOTES_IN_ALL) if number % 5 and number % 3 == 0]
    assert answer.headers["x-total-count"] == str(len(both))
