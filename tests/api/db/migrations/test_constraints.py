"""What no program can store, so that no reader meets it; and what it can, and reads well."""

import sqlite3

import httpx
import pytest

from tests.api.support.rest import NOTES, feed


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("title", None),
        ("title", ""),
        ("title", " \t\r\n\v\f"),
        ("title", "a" * 201),
        ("title", "a\0b"),
        ("title", b"milk"),
        ("description", None),
        ("description", "a\0b"),
        ("description", b"milk"),
        ("done", None),
        ("done", 2),
        ("done", "yes"),
        ("pinned", None),
        ("pinned", 2),
        ("trashed", None),
        ("trashed", "yes"),
        ("version", None),
        ("version", 0),
        ("version", 1.5),
        ("version", "first"),
        ("created_at", None),
        ("created_at", 2460000.5),
        ("created_at", 1763840394),
        ("created_at", "2026-11-22"),
        ("created_at", "2026-11-22 19:39:54"),
        ("updated_at", "2026-11-22T19:39:54.123Z"),
        ("created_at", "yesterday"),
        ("updated_at", ""),
        ("updated_at", "2026-13-45 19:39:54.123"),
        ("created_at", "0000-01-01 00:00:00.000"),
    ],
)
async def test_the_database_refuses_an_invalid_note_from_any_program(
    client: httpx.AsyncClient, foreign: sqlite3.Connection, column: str, value: object
) -> None:
    """Else one row would make every list a 500, for everybody."""
    foreign.execute("INSERT INTO note (title) VALUES ('milk')")
    values = {"title": "oats"} | {column: value}
    names, marks = ", ".join(values), ", ".join("?" * len(values))

    with pytest.raises(sqlite3.IntegrityError):
        foreign.execute(f"INSERT INTO note ({names}) VALUES ({marks})", list(values.values()))
    with pytest.raises(sqlite3.IntegrityError):
        foreign.execute(f"UPDATE note SET {column} = ?", (value,))

    assert feed(foreign) == [("create", 1)]
    assert [note["title"] for note in (await client.get(NOTES)).json()] == ["milk"]


@pytest.mark.parametrize(
    ("column", "value", "read"),
    [
        ("title", "🥛" * 200, "🥛" * 200),
        ("title", 5, "5"),
        ("description", "x" * 100_000, "x" * 100_000),
        ("done", "1", True),
        ("done", True, True),
        ("pinned", 1, True),
        ("version", 7, 7),
        ("created_at", "2000-02-29 23:59:59.999", "2000-02-29T23:59:59.999000Z"),
        ("id", 2**63 - 1, 2**63 - 1),
        ("id", -5, -5),
    ],
)
async def test_rest_reads_any_valid_note_that_another_program_wrote(
    client: httpx.AsyncClient, foreign: sqlite3.Connection, column: str, value: object, read: object
) -> None:
    values = {"title": "oats"} | {column: value}
    names, marks = ", ".join(values), ", ".join("?" * len(values))
    foreign.execute(f"INSERT INTO note ({names}) VALUES ({marks})", list(values.values()))

    (note,) = (await client.get(NOTES)).json()
    assert note[column] == read


async def test_broken_text_does_not_take_the_others_from_sight(
    client: httpx.AsyncClient, foreign: sqlite3.Connection
) -> None:
    foreign.execute("INSERT INTO note (title) VALUES (CAST(x'6d69ff6c6b' AS TEXT)), ('oats')")

    assert [note["title"] for note in (await client.get(NOTES)).json()] == ["mi\ufffdlk", "oats"]
