"""`GET /api/notes`: notes in order of id, a part at a time."""

import sqlite3

import httpx
import pytest

from tests.api.support.rest import NOTES, add, blamed, note


def fill(foreign: sqlite3.Connection, count: int) -> None:
    foreign.execute("BEGIN")
    foreign.executemany("INSERT INTO note (title) VALUES (?)", [(f"n{i}",) for i in range(count)])
    foreign.execute("COMMIT")


def ids(answer: httpx.Response) -> list[int]:
    assert answer.status_code == 200
    return [found["id"] for found in answer.json()]


async def test_there_are_no_notes_at_first(client: httpx.AsyncClient) -> None:
    answer = await client.get(NOTES)

    assert (answer.status_code, answer.json()) == (200, [])
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["x-total-count"] == "0"
    assert "link" not in answer.headers


async def test_notes_come_in_order_of_id_whoever_changed_them_last(
    client: httpx.AsyncClient, foreign: sqlite3.Connection
) -> None:
    made = [await add(client, title) for title in ("c", "a", "b")]
    foreign.execute("INSERT INTO note (id, title) VALUES (-5, 'first of all')")
    await client.patch(note(made[0]["id"]), json={"done": True})

    answer = await client.get(NOTES)

    assert ids(answer) == [-5, *(found["id"] for found in made)]
    assert [found["title"] for found in answer.json()] == ["first of all", "c", "a", "b"]


async def test_a_list_holds_the_same_notes_as_each_read_alone(client: httpx.AsyncClient) -> None:
    made = [await add(client, "milk"), await add(client, "مرحبا", "🥛")]

    assert (await client.get(NOTES)).json() == made


@pytest.mark.parametrize(
    ("count", "shown"), [(100, 100), (101, 100)], ids=["all", "one more than fits"]
)
async def test_a_list_is_100_long_unless_another_limit_is_given(
    client: httpx.AsyncClient, foreign: sqlite3.Connection, count: int, shown: int
) -> None:
    fill(foreign, count)

    answer = await client.get(NOTES)

    assert len(answer.json()) == shown
    assert answer.headers["x-total-count"] == str(count)
    assert ("link" in answer.headers) == (count > shown)


@pytest.mark.parametrize(("count", "limit"), [(7, 3), (6, 3), (3, 3), (1, 1), (1001, 1000)])
async def test_next_links_lead_through_all_notes_once(
    client: httpx.AsyncClient, foreign: sqlite3.Connection, count: int, limit: int
) -> None:
    fill(foreign, count)
    answer = await client.get(NOTES, params={"limit": limit})
    seen = ids(answer)
    sizes = [len(seen)]

    while "link" in answer.headers:
        assert answer.headers["link"].endswith('>; rel="next"')
        assert answer.headers["x-total-count"] == str(count)
        answer = await client.get(answer.links["next"]["url"])
        sizes.append(len(ids(answer)))
        seen += ids(answer)

    assert seen == list(range(1, count + 1))
    assert sizes == [min(limit, count - start) for start in range(0, count, limit)]


async def test_after_need_not_be_the_id_of_a_note(client: httpx.AsyncClient) -> None:
    made = [await add(client) for _ in range(3)]
    await client.delete(note(made[1]["id"]))

    assert ids(await client.get(NOTES, params={"after": made[1]["id"]})) == [made[2]["id"]]
    assert ids(await client.get(NOTES, params={"after": 999})) == []
    assert len(ids(await client.get(NOTES, params={"after": -999}))) == 2


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("limit", 0),
        ("limit", -1),
        ("limit", 1001),
        ("limit", "many"),
        ("limit", ""),
        ("after", "x"),
        ("after", 2**63),
        ("after", -(2**63) - 1),
    ],
)
async def test_a_query_that_makes_no_sense_is_refused_by_name(
    client: httpx.AsyncClient, name: str, value: object
) -> None:
    assert blamed(await client.get(NOTES, params={name: str(value)})) == [name]
