"""Parts of a list: together they are the whole, whatever others write in between."""

import itertools
import sqlite3
from collections.abc import Callable

import httpx
import pytest

from api.notes.reading.query import Sort
from tests.api.support.rest import NOTES, walk

TITLES = ["milk", "Milk #a", "milkshake", "the milk", "no", "🥛" * 199 + "x", "buy milk", "é"]
QUERIES = [
    {"sort": sort.value, "q": q, "pinned_first": str(pinned_first).lower()}
    for sort, q, pinned_first in itertools.product(Sort, ["", "milk"], [False, True])
]


@pytest.fixture
def shelf(foreign: sqlite3.Connection) -> None:
    """30 notes, some of them pinned; many have the same title and time."""
    for number in range(30):
        foreign.execute(
            "INSERT INTO note (title, description, pinned, updated_at) VALUES (?, ?, ?, ?)",
            (
                TITLES[number % len(TITLES)],
                ["", "milk", "milkshake"][number % 3],
                number % 7 == 0,
                f"2026-01-0{1 + number % 4} 00:00:00.000",
            ),
        )


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize("params", QUERIES, ids=lambda params: "-".join(params.values()))
async def test_the_links_lead_through_the_whole_list_in_order(
    client: httpx.AsyncClient, params: dict[str, str]
) -> None:
    whole = (await client.get(NOTES, params=params)).json()
    assert len(whole) == 30 if not params["q"] else 15 < len(whole) < 30

    for limit in (1, 4, 29):
        assert await walk(client, {**params, "limit": limit}) == whole


async def test_a_link_says_all_that_was_asked_for(
    client: httpx.AsyncClient, foreign: sqlite3.Connection
) -> None:
    foreign.execute("INSERT INTO note (title, done) VALUES ('a & b #x', TRUE), ('b a #x', TRUE)")
    params = {"q": "b &", "done": "true", "tag": "x", "trashed": "false", "sort": "-title"}

    answer = await client.get(NOTES, params={**params, "pinned_first": "true", "limit": 1})

    asked = dict(httpx.URL(answer.links["next"]["url"]).params)
    assert asked.pop("after")
    assert asked == {**params, "pinned_first": "true", "limit": "1"}


class Others:
    """Other programs that write something each time a part has been read."""

    def __init__(self, foreign: sqlite3.Connection) -> None:
        self._foreign = foreign
        self._turns = itertools.count()
        self.moving = {row[0] for row in foreign.execute("SELECT id FROM note WHERE id % 3 = 0")}

    def write(self) -> None:
        """Notes come, go and move; those whose id is no multiple of three stay put."""
        turn = next(self._turns)
        moved = sorted(self.moving)[turn % len(self.moving)]
        statements: list[Callable[[], object]] = [
            lambda: self._do("INSERT INTO note (title, pinned) VALUES ('milk', ?)", turn % 2 == 1),
            lambda: self._do("DELETE FROM note WHERE id = ?", moved),
            lambda: self._do("UPDATE note SET title = 'a milk' WHERE id = ?", moved),
            lambda: self._do("UPDATE note SET pinned = NOT pinned WHERE id = ?", moved),
            lambda: self._do("UPDATE note SET trashed = TRUE WHERE id = ?", moved),
        ]
        statements[turn % len(statements)]()

    def _do(self, statement: str, value: int) -> None:
        self._foreign.execute(statement, (value,))


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize("params", QUERIES, ids=lambda params: "-".join(params.values()))
async def test_paging_misses_and_doubles_no_unmoved_note(
    client: httpx.AsyncClient, foreign: sqlite3.Connection, params: dict[str, str]
) -> None:
    others = Others(foreign)
    whole = [note["id"] for note in (await client.get(NOTES, params=params)).json()]

    seen = await walk(client, {**params, "limit": 2}, between=others.write)

    stayed = [note["id"] for note in seen if note["id"] <= 30 and note["id"] not in others.moving]
    assert stayed == [note_id for note_id in whole if note_id not in others.moving]


@pytest.mark.sqlite_only(reason="PostgreSQL stores no broken text")
@pytest.mark.parametrize("sort", ["title", "-title"])
async def test_not_even_broken_text_leads_in_circles(
    client: httpx.AsyncClient, foreign: sqlite3.Connection, sort: str
) -> None:
    """Read back with a replacement character, it would stand at another place."""
    for broken in ("61ff", "61", "6180", "61efbfbd", "61f09fa59b", "61c4", "61c3a9", "41ed"):
        foreign.execute(f"INSERT INTO note (title) VALUES (CAST(x'{broken}' AS TEXT))")

    whole = (await client.get(NOTES, params={"sort": sort})).json()
    seen = await walk(client, {"sort": sort, "limit": 1})

    assert seen == whole
    assert len({note["id"] for note in seen}) == 8
