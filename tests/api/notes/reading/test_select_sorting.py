"""The orders that notes come in, and the states and tags that they are narrowed down to."""

import sqlite3

import httpx
import pytest

from tests.api.support.rest import NOTES, find

ROWS = [
    # id, title, done, pinned, trashed, updated_at
    (1, "bread", False, False, False, "2026-01-03 00:00:00.000"),
    (2, "Apples #fruit", True, False, False, "2026-01-02 00:00:00.000"),
    (3, "cheese", False, True, False, "2026-01-01 00:00:00.000"),
    (4, "apples #Fruit", False, False, False, "2026-01-03 00:00:00.000"),
    (5, "dates #fruit", True, False, True, "2026-01-05 00:00:00.000"),
    (6, "eggs", False, True, True, "2026-01-04 00:00:00.000"),
    (7, "Éclairs", True, True, False, "2026-01-04 00:00:00.000"),
]


@pytest.fixture(autouse=True)
def _shelf(foreign: sqlite3.Connection) -> None:
    columns = "id, title, done, pinned, trashed, updated_at"
    foreign.executemany(f"INSERT INTO note ({columns}) VALUES (?, ?, ?, ?, ?, ?)", ROWS)


async def ids(client: httpx.AsyncClient, params: dict[str, object]) -> list[int]:
    answer = await client.get(NOTES, params={name: str(value) for name, value in params.items()})
    assert answer.status_code == 200, answer.text
    found = [note["id"] for note in answer.json()]
    assert answer.headers["x-total-count"] == str(len(found))
    return found


@pytest.mark.parametrize(
    ("sort", "plain", "pinned_first"),
    [
        ("id", [1, 2, 3, 4, 7], [3, 7, 1, 2, 4]),
        ("-id", [7, 4, 3, 2, 1], [7, 3, 4, 2, 1]),
        ("title", [2, 4, 1, 3, 7], [3, 7, 2, 4, 1]),
        ("-title", [7, 3, 1, 4, 2], [7, 3, 1, 4, 2]),
        ("updated_at", [3, 2, 1, 4, 7], [3, 7, 2, 1, 4]),
        ("-updated_at", [7, 4, 1, 2, 3], [7, 3, 4, 1, 2]),
        ("best", [7, 4, 3, 2, 1], [7, 3, 4, 2, 1]),
    ],
)
async def test_notes_come_in_the_order_that_was_asked_for(
    client: httpx.AsyncClient, sort: str, plain: list[int], pinned_first: list[int]
) -> None:
    """Titles by ASCII letters without case, as the database has it; equal ones by id."""
    assert await ids(client, {"sort": sort}) == plain
    assert await ids(client, {"sort": sort, "pinned_first": True}) == pinned_first


@pytest.mark.parametrize(
    ("params", "found"),
    [
        ({}, [1, 2, 3, 4, 7]),
        ({"done": True}, [2, 7]),
        ({"done": False}, [1, 3, 4]),
        ({"trashed": True}, [5, 6]),
        ({"trashed": True, "done": True}, [5]),
        ({"trashed": True, "done": False}, [6]),
        ({"trashed": True, "pinned_first": True}, [6, 5]),
        ({"trashed": False}, [1, 2, 3, 4, 7]),
        ({"tag": "fruit"}, [2, 4]),
        ({"tag": "FRUIT"}, [2, 4]),
        ({"tag": "#fruit"}, [2, 4]),
        ({"tag": "fruit", "done": True}, [2]),
        ({"tag": "fruit", "trashed": True}, []),
        ({"tag": "frui"}, []),
        ({"tag": ""}, []),
        ({"tag": "\0"}, []),
    ],
)
@pytest.mark.parametrize("sort", ["id", "-id", "title", "updated_at"])
async def test_filters_find_the_same_notes_in_every_order(
    client: httpx.AsyncClient, params: dict[str, object], found: list[int], sort: str
) -> None:
    listed = await ids(client, {**params, "sort": sort})

    assert sorted(listed) == sorted(found)
    if sort == "id":
        assert listed == found


@pytest.mark.parametrize("truth", ["true", "True", "1", "yes"])
async def test_truth_is_written_in_many_ways(client: httpx.AsyncClient, truth: str) -> None:
    assert len(await find(client, done=truth)) == 2
