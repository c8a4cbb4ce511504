"""Answers to GET are kept while nothing changes, and are never older than the file."""

import sqlite3

import httpx
import pytest

from api.backend import Backend
from api.settings import Settings
from tests.api.support.rest import NOTES, add, note, problem, read


def headers(answer: httpx.Response) -> dict[str, str]:
    """All but the id that each request has of its own."""
    return {name: value for name, value in answer.headers.items() if name != "x-request-id"}


@pytest.mark.usefixtures("no_polling")
async def test_no_note_is_older_than_another_programs_last_commit(
    client: httpx.AsyncClient, foreign: sqlite3.Connection
) -> None:
    made = [await add(client, title) for title in ("milk", "oats")]
    for number in range(40):
        changed = made[number % 2]["id"]
        foreign.execute("UPDATE note SET description = ? WHERE id = ?", (str(number), changed))

        assert (await read(client, changed))["description"] == str(number)
        listed = {found["id"]: found for found in (await client.get(NOTES)).json()}
        assert listed[changed]["description"] == str(number)
        assert listed[changed] == await read(client, changed)


@pytest.mark.usefixtures("no_polling")
async def test_no_list_is_older_than_another_programs_last_commit(
    client: httpx.AsyncClient, foreign: sqlite3.Connection
) -> None:
    for number in range(1, 20):
        foreign.execute("INSERT INTO note (title) VALUES (?)", (f"n{number}",))

        answer = await client.get(NOTES)
        assert answer.headers["x-total-count"] == str(number)
        assert answer.json()[-1]["title"] == f"n{number}"


async def test_no_read_is_older_than_the_answer_to_a_change(client: httpx.AsyncClient) -> None:
    made = await add(client)
    for number in range(20):
        body = {"description": str(number)}
        changed = (await client.patch(note(made["id"]), json=body)).json()

        assert await read(client, made["id"]) == changed
        assert (await client.get(NOTES)).json() == [changed]


async def test_a_cached_response_is_used_until_something_changes(
    client: httpx.AsyncClient, backend: Backend, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A change of one note leaves the answer for another; a list holds any of them."""
    milk, oats = await add(client, "milk"), await add(client, "oats")
    addresses = (note(milk["id"]), NOTES)
    before = [await client.get(address) for address in addresses]

    with monkeypatch.context() as unreadable:
        unreadable.setattr(backend.database, "snapshot", None)
        again = [await client.get(address) for address in addresses]
    assert [answer.content for answer in again] == [answer.content for answer in before]
    assert [headers(answer) for answer in again] == [headers(answer) for answer in before]

    changed = (await client.patch(note(oats["id"]), json={"done": True})).json()
    with monkeypatch.context() as unreadable:
        unreadable.setattr(backend.notes, "get", None)
        assert await read(client, milk["id"]) == milk
    assert (await client.get(NOTES)).json() == [milk, changed]


class TestWithLittleMemory:
    @pytest.fixture
    def settings(self, database_url: str) -> Settings:
        return Settings(database_url=database_url, cache_megabytes=1)

    async def test_an_answer_that_would_push_out_many_is_not_kept(
        self, client: httpx.AsyncClient, backend: Backend
    ) -> None:
        await add(client, "oats", "x" * 10_000)
        await client.get(NOTES)
        small = backend.caches.sizes()["answers with a list"]
        for _ in range(2):
            await add(client, "oats", "x" * 10_000)
        await client.get(NOTES)

        assert small > 10_000
        assert backend.caches.sizes()["answers with a list"] == 0


async def test_each_part_of_the_list_is_kept_apart(client: httpx.AsyncClient) -> None:
    for number in range(4):
        await add(client, f"n{number}")
    queries = ["", "?limit=2", "?limit=3", "?after=2&limit=2", "?limit=2&after=1", "?after=4"]
    for _ in range(2):
        answers = [await client.get(f"{NOTES}{query}") for query in queries]
        ids = [[found["id"] for found in answer.json()] for answer in answers]
        assert ids == [[1, 2, 3, 4], [1, 2], [1, 2, 3], [3, 4], [2, 3], []]
        assert ["next" in answer.links for answer in answers] == [
            False,
            True,
            True,
            False,
            True,
            False,
        ]


async def test_a_note_is_the_same_however_its_number_is_written(
    client: httpx.AsyncClient, foreign: sqlite3.Connection
) -> None:
    made = await add(client)
    written = [str(made["id"]), f"00{made['id']}", f"+{made['id']}"]
    for number in range(3):
        foreign.execute("UPDATE note SET description = ?", (str(number),))
        answers = [await client.get(note(text)) for text in written]
        found = {answer.json()["description"] for answer in answers if answer.status_code == 200}
        assert found == {str(number)}


async def test_a_note_that_has_gone_is_gone_at_once(
    client: httpx.AsyncClient, foreign: sqlite3.Connection
) -> None:
    ids = [(await add(client))["id"] for _ in range(2)]
    for note_id in ids:
        await read(client, note_id)

    foreign.execute("DELETE FROM note WHERE id = ?", (ids[0],))
    await client.delete(note(ids[1]))

    for note_id in ids:
        problem(await client.get(note(note_id)), 404)
    assert (await client.get(NOTES)).json() == []


async def test_a_note_that_comes_after_it_was_missed_is_found(
    client: httpx.AsyncClient, foreign: sqlite3.Connection
) -> None:
    problem(await client.get(note(7)), 404)
    foreign.execute("INSERT INTO note (id, title) VALUES (7, 'milk')")

    assert (await read(client, 7))["title"] == "milk"


@pytest.mark.parametrize("path", [note(1), f"{note(1)}/history", f"{NOTES}?limit=0"])
async def test_if_none_match_star_does_not_match_a_missing_resource(
    client: httpx.AsyncClient, path: str
) -> None:
    """`If-None-Match: *` asks whether there is anything at all (RFC 9110, 13.1.2)."""
    made = await add(client)
    anything = {"if-none-match": "*"}
    assert (await client.get(f"{note(made['id'])}/history", headers=anything)).status_code == 304
    assert (await client.get(NOTES, headers=anything)).status_code == 304

    await client.delete(note(made["id"]))
    answer = await client.get(path, headers=anything)
    problem(answer, 422 if "?" in path else 404)
