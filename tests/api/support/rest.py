"""What many tests do over REST, and what they read in the answers."""

import sqlite3
from collections.abc import Callable
from typing import Any

import httpx

NOTES = "/api/notes"
PROBLEM = "application/problem+json"
Json = dict[str, Any]


def note(note_id: object) -> str:
    """The address of a note."""
    return f"{NOTES}/{note_id}"


async def add(client: httpx.AsyncClient, title: str = "milk", description: str = "") -> Json:
    """Make a note and return it as it was answered."""
    answer = await client.post(NOTES, json={"title": title, "description": description})
    assert answer.status_code == 201, answer.text
    made: Json = answer.json()
    return made


async def read(client: httpx.AsyncClient, note_id: object) -> Json:
    """The note as REST tells it."""
    answer = await client.get(note(note_id))
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


def problem(answer: httpx.Response, status: int) -> Json:
    """The problem document of an answer of this status."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == PROBLEM
    document: Json = answer.json()
    assert document["status"] == status
    assert document["title"]
    assert document["detail"]
    return document


def blamed(answer: httpx.Response) -> list[str]:
    """The fields that a 422 names."""
    return [error["field"] for error in problem(answer, 422)["errors"]]


def feed(connection: sqlite3.Connection) -> list[tuple[str, int]]:
    """Action and note id of each change that is kept, in order."""
    return connection.execute("SELECT action, note_id FROM note_change ORDER BY seq").fetchall()


async def find(client: httpx.AsyncClient, **params: object) -> list[str]:
    """The titles of the notes that a query is answered with."""
    answer = await client.get(NOTES, params={name: str(value) for name, value in params.items()})
    assert answer.status_code == 200, answer.text
    return [found["title"] for found in answer.json()]


async def walk(
    client: httpx.AsyncClient, params: dict[str, Any], *, between: Callable[[], object] = list
) -> list[Json]:
    """All notes of a query, read part by part as the links lead.

    :param between: what is done each time before the next part is read
    """
    answer = await client.get(NOTES, params=params)
    seen: list[Json] = answer.json()
    while "link" in answer.headers:
        between()
        answer = await client.get(answer.links["next"]["url"])
        assert answer.status_code == 200, answer.text
        assert answer.json(), "a link leads to something"
        seen += answer.json()
    return seen


async def tag_of(client: httpx.AsyncClient, address: str, **params: str) -> str:
    """The `ETag` of what is at an address."""
    answer = await client.get(address, params=params)
    return str(answer.headers["etag"])
