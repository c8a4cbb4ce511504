"""The way back: what lies before a place is just what led to it."""

import itertools
import sqlite3

import pytest

from api.backend import Backend
from api.notes.reading.query import NoteQuery, Sort
from api.notes.reading.views import NoteView

TITLES = ["milk", "Milk", "milkshake", "the milk", "no", "buy milk"]
QUERIES = [
    NoteQuery(q=q, sort=sort, pinned_first=pinned_first)
    for sort, q, pinned_first in itertools.product(Sort, ["", "milk"], [False, True])
]


@pytest.fixture(autouse=True)
def _shelf(foreign: sqlite3.Connection) -> None:
    foreign.execute("BEGIN IMMEDIATE")
    for number in range(18):
        values = (TITLES[number % 6], ["", "milk", "milkshake"][number % 3], number % 5 == 0)
        foreign.execute("INSERT INTO note (title, description, pinned) VALUES (?, ?, ?)", values)
    foreign.execute("COMMIT")


@pytest.mark.parametrize(
    "query", QUERIES, ids=lambda query: f"{query.sort}-{query.q}-{query.pinned_first}"
)
async def test_from_each_place_there_is_the_same_way_on_and_back(
    backend: Backend, query: NoteQuery
) -> None:
    whole = await backend.notes.window(NoteView(query, limit=100))
    assert (len(whole.notes), whole.newer, whole.older) == (whole.total, False, False)

    for number, place in enumerate(whole.places):
        window = await backend.notes.window(NoteView(query, place, limit=100))
        assert window.notes == whole.notes[number:]
        assert window.newer == (number > 0)
        for limit in (1, 3):
            start = whole.places[number - limit] if number > limit else None
            assert await backend.notes.start_before(query, place, limit) == start
