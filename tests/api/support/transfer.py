"""Sending files of notes, and getting them."""

import io
import json
import sqlite3
import zipfile
from typing import Any

import httpx

from api.transfers.formats import MEDIA_TYPES, Format
from tests.api.support.rest import Json

EXPORT, IMPORT = "/api/export", "/api/import"
FORMATS = list(Format)
COLUMNS = "id, title, description, done, version, created_at, updated_at, pinned, trashed"
INSERT = f"INSERT INTO note ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
WRITTEN = "2020-01-02 03:04:05.678", "2021-02-03 04:05:06.000"
EMPTY = {Format.JSON: b"[]", Format.NDJSON: b"", Format.CSV: b"title\r\n"}


async def exported(client: httpx.AsyncClient, written: Format) -> bytes:
    """All notes as a file."""
    answer = await client.get(EXPORT, params={"format": written})
    assert answer.status_code == 200, answer.text
    return answer.content


async def send(
    client: httpx.AsyncClient, content: bytes, written: Format = Format.NDJSON, **wishes: object
) -> httpx.Response:
    """Import a file, and return whatever is answered."""
    asked = {name: str(value).lower() for name, value in wishes.items()}
    headers = {"Content-Type": MEDIA_TYPES[written]}
    return await client.post(IMPORT, content=content, headers=headers, params=asked)


async def imported(
    client: httpx.AsyncClient, content: bytes, written: Format = Format.NDJSON, **wishes: object
) -> Json:
    """Import a file, and return the report."""
    answer = await send(client, content, written, **wishes)
    assert answer.status_code == 200, answer.text
    report: Json = answer.json()
    return report


def ndjson(*rows: Any) -> bytes:
    """Rows as lines of JSON."""
    return b"".join(json.dumps(row).encode() + b"\n" for row in rows)


def zip_of(**files: bytes | str) -> bytes:
    """A zip of Markdown files, of any program's."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(f"{name}.md", content)
    return made.getvalue()


def details(report: Json) -> list[tuple[int, str]]:
    """Where rows were refused, and why."""
    return [(row["line"], row["detail"]) for row in report["rows"] if row["outcome"] == "refused"]


def some_notes(foreign: sqlite3.Connection) -> None:
    """Three notes with all that a note may have, one of them in the trash."""
    foreign.executemany(
        INSERT,
        [
            (1, "Buy milk", "two litres", False, 1, *WRITTEN, False, False),
            (7, 'A "quoted", é🥛 title: no', "\n---\r\nbody\n\n", True, 12, *WRITTEN, True, False),
            (40, " blanks around ", "", False, 3, *WRITTEN, False, True),
        ],
    )


def rows(connection: sqlite3.Connection) -> list[tuple[Any, ...]]:
    """All notes, as they are stored."""
    return connection.execute(f"SELECT {COLUMNS} FROM note ORDER BY id").fetchall()
