"""What becomes of each row of an import."""

import io
import sqlite3
import zipfile

import httpx
import pytest

from api.transfers.formats import Format
from api.transfers.staging import OVERWRITTEN
from tests.api.support.rest import NOTES, Json, add, note, read
from tests.api.support.transfer import details, imported, ndjson, zip_of

ADVICE = "Use on_conflict=replace to change that note, or on_conflict=copy to create another note."


def told(report: Json) -> list[tuple[str, object]]:
    return [(row["outcome"], row.get("id")) for row in report["rows"]]


async def history(client: httpx.AsyncClient, note_id: int) -> list[tuple[int, str, str]]:
    versions = (await client.get(f"{note(note_id)}/history")).json()
    return [(kept["version"], kept["title"], kept["written_by"]) for kept in versions]


async def test_a_row_needs_a_title_and_nothing_else(client: httpx.AsyncClient) -> None:
    report = await imported(client, ndjson({"title": "milk"}))

    assert told(report) == [("made", 1)]
    made = await read(client, 1)
    assert (made["title"], made["description"], made["version"]) == ("milk", "", 1)
    assert not any(made[flag] for flag in ("done", "pinned", "trashed"))
    assert made["created_at"] == made["updated_at"]


async def test_a_row_with_a_free_id_makes_that_note_as_it_is_given(
    client: httpx.AsyncClient,
) -> None:
    given = {
        "id": 12,
        "title": "milk",
        "description": "two litres",
        "done": True,
        "pinned": True,
        "trashed": False,
        "version": 7,
        "created_at": "2020-01-02T03:04:05.678000Z",
        "updated_at": "2021-01-02T03:04:05.678000Z",
    }

    assert told(await imported(client, ndjson(given))) == [("made", 12)]
    assert await read(client, 12) == given
    assert (await add(client))["id"] == 13


async def test_moments_come_with_any_offset_or_with_none(client: httpx.AsyncClient) -> None:
    times = ["2020-01-02T05:04:05+02:00", "2020-01-02 03:04:05", "2020-01-02T03:04:05.000999Z"]

    await imported(client, ndjson(*({"title": "a", "created_at": time} for time in times)))

    made = (await client.get(NOTES)).json()
    assert {each["created_at"] for each in made} == {"2020-01-02T03:04:05Z"}


async def test_an_id_that_is_made_up_is_never_one_that_a_later_row_has(
    client: httpx.AsyncClient,
) -> None:
    rows = ndjson({"title": "any"}, {"title": "one", "id": 1}, {"title": "two", "id": 2})

    report = await imported(client, rows)

    assert told(report) == [("made", 3), ("made", 1), ("made", 2)]
    assert (await read(client, 1))["title"] == "one"


async def test_a_note_that_holds_what_the_row_gives_is_unchanged(client: httpx.AsyncClient) -> None:
    made = await add(client, "milk", "two litres")

    report = await imported(client, ndjson({"id": 1, "title": "milk"}))

    assert told(report) == [("unchanged", 1)]
    assert await read(client, 1) == made


async def test_a_conflict_changes_nothing_and_says_what_to_do(
    client: httpx.AsyncClient,
) -> None:
    made = await add(client, "milk")

    report = await imported(client, ndjson({"id": 1, "title": "bread"}, {"title": "butter"}))

    assert report["taken"] == {"made": 1, "changed": 0, "unchanged": 0}
    assert details(report) == [(1, f"id: Note 1 exists already, with another title. {ADVICE}")]
    assert await read(client, 1) == made


async def test_replace_changes_the_note_and_keeps_its_history(
    client: httpx.AsyncClient,
) -> None:
    made = await add(client, "milk", "two litres")
    row = {"id": 1, "title": "bread", "done": True, "version": 9, "created_at": "2020-01-01"}

    report = await imported(client, ndjson(row), on_conflict="replace")

    assert told(report) == [("changed", 1)]
    now = await read(client, 1)
    assert (now["title"], now["description"], now["done"]) == ("bread", "two litres", True)
    assert (now["version"], now["created_at"]) == (2, made["created_at"])
    assert await history(client, 1) == [(2, "bread", "rest"), (1, "milk", "rest")]


async def test_replace_reaches_into_the_trash_and_out_of_it(client: httpx.AsyncClient) -> None:
    await add(client, "milk")
    await client.delete(note(1))

    await imported(client, ndjson({"id": 1, "title": "bread"}), on_conflict="replace")
    assert (await client.get(note(1))).status_code == 404
    await imported(
        client, ndjson({"id": 1, "title": "bread", "trashed": False}), on_conflict="replace"
    )

    assert (await read(client, 1))["title"] == "bread"


async def test_copy_makes_another_note_and_leaves_the_first(client: httpx.AsyncClient) -> None:
    made = await add(client, "milk")
    rows = ndjson({"id": 1, "title": "bread", "done": True}, {"id": 2, "title": "butter"})

    report = await imported(client, rows, on_conflict="copy")

    assert told(report) == [("made", 3), ("made", 2)]
    assert await read(client, 1) == made
    assert (await read(client, 3))["title"] == "bread"
    assert (await read(client, 3))["done"]


@pytest.mark.parametrize("on_conflict", ["refuse", "replace", "copy"])
async def test_of_rows_with_the_same_id_the_first_stands(
    client: httpx.AsyncClient, on_conflict: str
) -> None:
    rows = ndjson({"id": 1, "title": "milk"}, {"id": 1, "title": "bread"}, {"id": 1, "title": ""})

    report = await imported(client, rows, on_conflict=on_conflict)

    assert told(report)[0] == ("made", 1)
    assert details(report)[0] == (2, "id: The row at 1 has the same id.")
    assert report["refused"] == 2
    assert (await read(client, 1))["title"] == "milk"


async def test_the_later_of_two_files_with_one_name_is_imported(
    client: httpx.AsyncClient,
) -> None:
    archive = io.BytesIO(zip_of(a="---\nid: 1\ntitle: old\n---\n", b="---\ntitle: b\n---\n"))
    with zipfile.ZipFile(archive, "a") as added, pytest.warns(match="Duplicate name"):
        added.writestr("a.md", "---\nid: 1\ntitle: new\n---\n")

    report = await imported(client, archive.getvalue(), Format.MARKDOWN)

    assert report["taken"]["made"] == 2
    assert details(report) == [(1, OVERWRITTEN)]
    assert (await read(client, 1))["title"] == "new"


async def test_the_id_of_a_note_deleted_for_good_can_come_back(
    client: httpx.AsyncClient, foreign: sqlite3.Connection
) -> None:
    await add(client, "milk")
    foreign.execute("DELETE FROM note")

    assert told(await imported(client, ndjson({"id": 1, "title": "bread"}))) == [("made", 1)]
    assert await history(client, 1) == [(1, "bread", "rest")]


async def test_a_refused_row_has_a_code_and_its_fields(
    client: httpx.AsyncClient,
) -> None:
    await add(client, "milk")
    held = {"id": 1, "title": "bread", "done": True}
    long_name = {"title": "a", "x" * 100: 1}
    rows = ndjson(held, held, {"title": " ", "done": 7}, ["no note"], long_name)

    report = await imported(client, rows + b"no JSON\n")

    assert [(row["code"], row.get("fields")) for row in report["rows"]] == [
        ("conflict", ["title", "done"]),
        ("repeated", ["id"]),
        ("invalid", ["title", "done"]),
        ("unreadable", None),
        ("invalid", ["x" * 50]),
        ("unreadable", None),
    ]
    assert (report["refused"], report["conflicts"]) == (6, 1)
