"""`/api/export` and `/api/import`: all notes out to a file, and notes in from one."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from hashlib import sha256
from tempfile import SpooledTemporaryFile
from typing import Annotated, BinaryIO, Final, Literal, cast

from anyio import to_thread
from fastapi import APIRouter, HTTPException, Query, Request, Response
from starlette.requests import ClientDisconnect

from api.http.accept import prefers
from api.http.download import Download
from api.notes.idempotency import Repeat
from api.notes.models import Author
from api.routes.dependencies import KNOWN, BackendDep, RepeatKey, json_answer, operation_id
from api.routes.openapi.responses import headers, problems
from api.transfers.errors import ImportTooLarge
from api.transfers.formats import FILE_NAMES, MEDIA_TYPES, Format, OnConflict, format_of
from api.transfers.models import ImportReport, Wishes
from api.transfers.report import long_report, short_report

IMPORT: Final = "/api/import"
IN_MEMORY: Final = 1024 * 1024
"""bytes of an import that stay in memory; a larger one goes to a file"""
FILE: Final = {"schema": {"type": "string", "format": "binary"}}
FILES: Final = dict.fromkeys(MEDIA_TYPES.values(), FILE)
JSON: Final = MEDIA_TYPES[Format.JSON]
NOTES: Final = {"type": "array", "items": {"$ref": "#/components/schemas/NotePublic"}}
ROWS: Final = {
    "type": "array",
    "items": {},  # means nothing, but generators of clients need it
    "description": "notes; an item that is not a valid note is refused by itself",
}
NDJSON: Final = MEDIA_TYPES[Format.NDJSON]
NO_LINES: Final = (
    "The response to an Idempotency-Key is stored as JSON: leave out either the key or"
    " Accept: application/x-ndjson."
)
BROKEN_OFF: Final = "The body ended too early. Nothing was imported."
NO_FORMAT: Final = (
    "Name the format of the file: with the Content-Type"
    f" {', '.join(MEDIA_TYPES.values())}, or with ?format=json, ndjson, markdown or csv."
)

OfFormat = Annotated[
    Format, Query(alias="format", description="the format of the file; `markdown` is a zip")
]
InFormat = Annotated[
    Format | None,
    Query(alias="format", description="the format of the file, instead of the `Content-Type`"),
]
DryRun = Annotated[bool, Query(description="write nothing; only report what would happen")]
Conflict = Annotated[
    OnConflict,
    Query(description="what to do with a row whose id belongs to a note with other content"),
]
Signed = Annotated[
    Literal[Author.REST, Author.PAGE],
    Query(description="who imports, as the history of the notes names it"),
]
Expected = Annotated[
    str | None,
    Query(
        max_length=200,
        description="the `met` of a dry run: import only if the notes that it met are the same"
        " as then, otherwise 412",
    ),
]
router = APIRouter(tags=["transfer"], generate_unique_id_function=operation_id)


@router.get(
    "/api/export",
    response_class=Response,
    responses={
        200: {"content": FILES | {JSON: {"schema": NOTES}}, "headers": headers(["X-Total-Count"])},
        **problems(422, 503),
    },
)
async def export_notes(backend: BackendDep, written: OfFormat = Format.JSON) -> Response:
    """All notes as a file, including the trash: one consistent snapshot.

    JSON is an array with one note per line. CSV begins with a row of column names. Markdown is a
    zip with one file per note: YAML front matter, then the description. Each can be imported again.
    """
    told = {"Content-Disposition": f'attachment; filename="{FILE_NAMES[written]}"'}

    def begin(notes: int) -> None:  # with the first piece, before the response is made
        told["X-Total-Count"] = str(notes)

    pieces = backend.transfers.export(written, begin=begin)
    return await Download.of(pieces, MEDIA_TYPES[written], told)


@router.post(
    IMPORT,
    response_model=ImportReport,
    responses={200: {"content": {NDJSON: FILE}}, **problems(400, 412, 413, 415, 422, 503)},
    openapi_extra={"requestBody": {"required": True, "content": FILES | {JSON: {"schema": ROWS}}}},
)
async def import_notes(
    request: Request,
    backend: BackendDep,
    written: InFormat = None,
    dry_run: DryRun = False,
    on_conflict: Conflict = OnConflict.REFUSE,
    author: Signed = Author.REST,
    expected: Expected = None,
    key: RepeatKey = None,
) -> Response:
    """Import the notes of a file, all in one transaction. Invalid rows are refused one by one.

    A row needs a title. A row without an id creates a note. A row with an id creates the note with
    that id, version and times. If that note exists already with the same content, it stays as it
    is. If its content differs, `on_conflict` decides: the row is refused, changes the note as
    `PATCH` does, or creates another note.

    The response lists up to 1,000 rows, refused rows first. With `Accept: application/x-ndjson` it
    has a line for every row, and a last line with the totals.

    With an `Idempotency-Key`, the same bytes with the same parameters are imported once. A dry run
    stores no key, and a response in lines takes none.
    """
    written = written or format_of(request.headers.get("content-type", ""))
    if written is None:
        raise HTTPException(415, NO_FORMAT)
    in_lines = prefers(request.headers.getlist("accept"), NDJSON, JSON)
    if in_lines and key:
        raise HTTPException(422, NO_LINES)
    transfers, wishes = backend.transfers, Wishes(on_conflict, dry_run, author, expected)
    async with _received(request, transfers.largest) as (file, digest):
        if key and not dry_run:
            asked = " ".join((IMPORT, written, on_conflict, digest, *filter(None, [expected])))
            repeat = Repeat(key, asked)
            report = await transfers.take_once(file, written, wishes, repeat)
            return json_answer(report, headers=KNOWN if repeat.known else None)
        staging = await transfers.take(file, written, wishes)
    if in_lines:
        return await Download.of(long_report(staging, dry_run=dry_run), NDJSON)
    return json_answer(await to_thread.run_sync(partial(short_report, staging, dry_run=dry_run)))


@asynccontextmanager
async def _received(request: Request, largest: int) -> AsyncIterator[tuple[BinaryIO, str]]:
    """The body as a temporary file, and its digest.

    The import starts when the body is complete, so that a slow sender delays nobody else.
    """
    digest = sha256()
    with SpooledTemporaryFile(IN_MEMORY) as file:
        announced = request.headers.get("content-length", "")
        if announced.isdecimal() and int(announced) > largest:
            raise ImportTooLarge("The body", largest)
        try:
            async for piece in request.stream():
                await to_thread.run_sync(file.write, piece)
                await to_thread.run_sync(digest.update, piece)
                if file.tell() > largest:
                    raise ImportTooLarge("The body", largest)
        except ClientDisconnect as error:
            raise HTTPException(400, BROKEN_OFF) from error
        file.seek(0)
        yield cast("BinaryIO", file), digest.hexdigest()
