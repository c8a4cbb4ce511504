"""A search that finds many notes reads them in their order, and finds the same as any other."""

import itertools
import sqlite3
from operator import itemgetter
from typing import Any

import httpx
import pytest
from sqlalchemy.dialects import sqlite as dialect

from api.backend import Backend
from api.caches import Caches
from api.notes.reading.query import NoteQuery
from api.notes.reading.statements import Place, Statements
from api.notes.reading.tiers import finds_many
from tests.api.support.rest import NOTES, find

NOTES_IN_ALL = 120
Row = tuple[str, str, int, str, int]
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
    """The words of a note: "common" is in most, "rare" in fewer than one in twenty."""
    return " ".join(
        ["common"] * bool(number % 5) + ["seldom"] * (number % 20 == 2) + ["rare"] * (number < 5)
    )


@pytest.fixture(autouse=True)
def shelf(foreign: sqlite3.Connection) -> list[Row]:
    """Notes whose titles and times are in neither the order of their ids nor in each other's."""
    rows = [
        (
            f"{'aBcD'[number % 4]}{number * 37 % NOTES_IN_ALL}{(' #tag', ' tag', '')[number % 3]}",
            words(number),
            int(number % 11 == 2),
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
async def test_what_is_found_comes_in_order_however_much_it_is(
    client: httpx.AsyncClient, shelf: list[Row], query: dict[str, Any]
) -> None:
    assert await find(client, **query, limit=1000) == expected(shelf, query)


@pytest.mark.parametrize(("word", "many"), [("common", True), ("seldom", True), ("rare", False)])
async def test_one_note_in_twenty_is_many(backend: Backend, word: str, many: bool) -> None:
    with backend.database.snapshot() as connection:
        assert bool(connection.scalar(finds_many(NoteQuery(q=word)))) is many


@pytest.mark.parametrize("sort", ["title", "-title", "updated_at", "-updated_at"])
async def test_where_much_is_found_nothing_is_sorted(
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
