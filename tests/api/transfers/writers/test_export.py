"""All notes as a file of any format."""

import asyncio
import csv
import io
import json
import sqlite3
import zipfile

import httpx
import pytest
import yaml

from api.backend import Backend
from api.transfers.formats import FILE_NAMES, MEDIA_TYPES, Format
from tests.api.support.rest import NOTES, add, note, problem
from tests.api.support.transfer import EXPORT, FORMATS, exported, some_notes
from tests.support.foreign import engine_of
from tests.support.waiting import eventually

FIELDS = ["id", "title", "description", "done", "pinned", "trashed"]
FIELDS += ["version", "created_at", "updated_at"]
MANY = 1000


OPEN = "SELECT 1 FROM pg_stat_activity WHERE xact_start IS NOT NULL AND pid <> pg_backend_pid()"
OPEN += " AND application_name = 'notes ' || current_schema()"


def has_readers(connection: sqlite3.Connection) -> bool:
    """Whether somebody still reads what was there before the last change."""
    if engine_of(connection) == "postgres":
        return bool(connection.execute(OPEN).fetchall())
    connection.execute("PRAGMA busy_timeout = 0")
    busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return bool(busy)


async def test_json_is_an_array_with_one_note_per_line_as_in_rest(
    client: httpx.AsyncClient, foreign: sqlite3.Connection
) -> None:
    some_notes(foreign)

    content = await exported(client, Format.JSON)

    kept = (await client.get(NOTES)).json()
    trashed = (await client.get(NOTES, params={"trashed": "true"})).json()
    assert json.loads(content) == kept + trashed
    assert list(json.loads(content)[0]) == FIELDS
    assert [json.loads(line.strip(b"[],")) for line in content.splitlines()] == kept + trashed


async def test_ndjson_is_the_same_notes_without_the_array(
    client: httpx.AsyncClient, foreign: sqlite3.Connection
) -> None:
    some_notes(foreign)

    lines = (await exported(client, Format.NDJSON)).splitlines()

    assert [json.loads(line) for line in lines] == json.loads(await exported(client, Format.JSON))


async def test_csv_is_that_of_the_rfc_with_a_row_of_names(
    client: httpx.AsyncClient, foreign: sqlite3.Connection
) -> None:
    some_notes(foreign)

    content = await exported(client, Format.CSV)

    assert content.startswith(b"id,title,description,done,pinned,trashed,version,created_at,")
    assert content.endswith(b"\r\n")
    times = "2020-01-02T03:04:05.678000Z", "2021-02-03T04:05:06Z"
    assert list(csv.reader(io.StringIO(content.decode(), newline=""))) == [
        FIELDS,
        ["1", "Buy milk", "two litres", "false", "false", "false", "1", *times],
        [
            "7",
            'A "quoted", é🥛 title: no',
            "\n---\r\nbody\n\n",
            "true",
            "true",
            "false",
            "12",
            *times,
        ],
        ["40", " blanks around ", "", "false", "false", "true", "3", *times],
    ]


async def test_markdown_is_a_zip_of_files_that_other_programs_can_read(
    client: httpx.AsyncClient, foreign: sqlite3.Connection
) -> None:
    some_notes(foreign)

    archive = zipfile.ZipFile(io.BytesIO(await exported(client, Format.MARKDOWN)))

    assert archive.testzip() is None
    assert archive.namelist() == ["1.md", "7.md", "40.md"]
    assert archive.getinfo("7.md").date_time == (2021, 2, 3, 4, 5, 6)
    front, body = archive.read("7.md").decode().removeprefix("---\n").split("---\n", 1)
    assert body == "\n---\r\nbody\n\n"
    assert list(yaml.safe_load(front)) == [name for name in FIELDS if name != "description"]
    given = yaml.safe_load(front)
    assert (given["title"], given["done"]) == ('A "quoted", é🥛 title: no', True)


@pytest.mark.parametrize("written", FORMATS)
async def test_the_answer_names_its_type_and_a_file(
    client: httpx.AsyncClient, written: Format
) -> None:
    answer = await client.get(EXPORT, params={"format": written})

    assert answer.headers["content-type"].partition(";")[0] == MEDIA_TYPES[written]
    expected = f'attachment; filename="{FILE_NAMES[written]}"'
    assert answer.headers["content-disposition"] == expected


async def test_the_default_format_is_json_and_unknown_ones_are_refused(
    client: httpx.AsyncClient,
) -> None:
    assert (await client.get(EXPORT)).json() == []
    problem(await client.get(EXPORT, params={"format": "xml"}), 422)


async def test_no_notes_are_a_file_all_the_same(client: httpx.AsyncClient) -> None:
    names = ",".join(FIELDS).encode() + b"\r\n"
    assert await exported(client, Format.JSON) == b"[]\n"
    assert await exported(client, Format.NDJSON) == b""
    assert await exported(client, Format.CSV) == names
    assert zipfile.ZipFile(io.BytesIO(await exported(client, Format.MARKDOWN))).namelist() == []


@pytest.mark.parametrize("written", FORMATS)
async def test_an_export_is_a_snapshot_during_other_writes(
    client: httpx.AsyncClient, backend: Backend, foreign: sqlite3.Connection, written: Format
) -> None:
    rows = [(f"n{number}",) for number in range(MANY)]
    foreign.execute("BEGIN")
    foreign.executemany("INSERT INTO note (title) VALUES (?)", rows)
    foreign.execute("COMMIT")
    before = await exported(client, written)

    pieces = backend.transfers.export(written)
    first = next(pieces)
    await client.patch(note(MANY), json={"title": "changed by REST"})
    foreign.execute("UPDATE note SET title = 'changed by another' WHERE id = ?", (MANY - 1,))
    foreign.execute("DELETE FROM note WHERE id = ?", (MANY - 2,))
    await add(client, "made meanwhile")

    assert first + b"".join(pieces) == before
    assert await exported(client, written) != before


@pytest.mark.parametrize("written", FORMATS)
async def test_an_export_that_is_closed_early_ends_its_snapshot(
    client: httpx.AsyncClient, backend: Backend, foreign: sqlite3.Connection, written: Format
) -> None:
    some_notes(foreign)

    pieces = backend.transfers.export(written)
    await asyncio.to_thread(next, pieces)
    foreign.execute("DELETE FROM note WHERE id = 1")
    assert has_readers(foreign)
    await asyncio.to_thread(pieces.close)

    await eventually(lambda: not has_readers(foreign))


async def test_an_unreadable_database_is_reported_before_the_body(
    client: httpx.AsyncClient, foreign: sqlite3.Connection
) -> None:
    foreign.execute("ALTER TABLE note RENAME TO elsewhere")

    answer = await client.get(EXPORT)

    problem(answer, 503)
