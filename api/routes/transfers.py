"""`/api/export` and `/api/import`: all notes as a file, and files of notes."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from hashlib import sha256
from tempfile import SpooledTemporaryFile
from typing import Annotated, BinaryIO, Final, cast

from anyio import to_thread
from fastapi import APIRouter, HTTPException, Query, Request, Response
from starlette.requests import ClientDisconnect

from api.http.download import Download
from api.notes.idempotency import Repeat
from api.routes.dependencies import KNOWN, BackendDep, RepeatKey, json_answer, operation_id
from api.routes.openapi.responses import problems
from api.transfers.errors import ImportTooLarge
from api.transfers.formats import FILE_NAMES, MEDIA_TYPES, Format, OnConflict, format_of
from api.transfers.models import ImportReport, Wishes
from api.transfers.report import long_report, short_report

IMPORT: Final = "/api/import"
IN_MEMORY: Final = 1024 * 1024
"""bytes of an import that need no file"""
FILE: Final = {"schema": {"type": "string", "format": "binary"}}
FILES: Final = dict.fromkeys(MEDIA_TYPES.values(), FILE)
JSON: Final = MEDIA_TYPES[Format.JSON]
NOTES: Final = {"type": "array", "items": {"$ref": "#/components/schemas/NotePublic"}}
ROWS: Final = {
    "type": "array",
    "items": {},  # says nothing, but generators of clients want it said
    "description": "notes; those that are none are refused one by one",
}
NDJSON: Final = MEDIA_TYPES[Format.NDJSON]
NO_LINES: Final = (
    "With an Idempotency-Key the answer is kept, and is JSON: leave out one of the key and"
    " Accept: application/x-ndjson."
)
BROKEN_OFF: Final = "The body broke off before its end. Nothing was taken."
NO_FORMAT: Final = (
    "Say in which format the notes are: with the Content-Type"
    f" {', '.join(MEDIA_TYPES.values())}, or with ?format=json, ndjson, markdown or csv."
)

OfFormat = Annotated[Format, Query(alias="format", description="Markdown is a zip of files")]
InFormat = Annotated[
    Format | None, Query(alias="format", description="if the `Content-Type` does not say it")
]
DryRun = Annotated[bool, Query(description="only tell what would become of each row")]
Conflict = Annotated[
    OnConflict,
    Query(description="what becomes of a row with the id of a note that holds something else"),
]
router = APIRouter(tags=["transfer"], generate_unique_id_function=operation_id)


@router.get(
    "/api/export",
    response_class=Response,
    responses={200: {"content": FILES | {JSON: {"schema": NOTES}}}, **problems(422, 503)},
)
async def export_notes(backend: BackendDep, written: OfFormat = Format.JSON) -> Response:
    """All notes as a file, as they are at one moment, those of the trash included.

    JSON is an array with a note a line, CSV has a row of names, and of Markdown it is a zip with a
    file for each note: front matter in YAML, then the description. Each can be imported again.
    """
    pieces = backend.transfers.export(written)
    name = {"Content-Disposition": f'attachment; filename="{FILE_NAMES[written]}"'}
    return await Download.of(pieces, MEDIA_TYPES[written], name)


@router.post(
    IMPORT,
    response_model=ImportReport,
    responses={200: {"content": {NDJSON: FILE}}, **problems(400, 413, 415, 422, 503)},
    openapi_extra={"requestBody": {"required": True, "content": FILES | {JSON: {"schema": ROWS}}}},
)
async def import_notes(
    request: Request,
    backend: BackendDep,
    written: InFormat = None,
    dry_run: DryRun = False,
    on_conflict: Conflict = OnConflict.REFUSE,
    key: RepeatKey = None,
) -> Response:
    """Make the notes of a file, all in one transaction. Rows that can't be taken are left out.

    A row needs a title. One without an id makes a note; one with an id makes the note of that id,
    with the version and times that it gives. Where there is such a note, it is left as it is if
    it holds the same, and otherwise it is for `on_conflict` to say: the row is refused, or changes
    the note as `PATCH` does, or makes another note.

    The answer lists up to 1,000 rows, refused ones first of all. Whoever asks for it with
    `Accept: application/x-ndjson` gets a line for every row, and a last one with the numbers.

    With an `Idempotency-Key` the same bytes with the same parameters are taken once. Of a dry run
    nothing is kept, and an answer in lines has no key.
    """
    written = written or format_of(request.headers.get("content-type", ""))
    if written is None:
        raise HTTPException(415, NO_FORMAT)
    in_lines = NDJSON in request.headers.get("accept", "")
    if in_lines and key:
        raise HTTPException(422, NO_LINES)
    transfers, wishes = backend.transfers, Wishes(on_conflict, dry_run)
    async with _received(request, transfers.largest) as (file, digest):
        if key and not dry_run:
            repeat = Repeat(key, f"{IMPORT} {written} {on_conflict} {digest}")
            report = await transfers.take_once(file, written, wishes, repeat)
            return json_answer(report, headers=KNOWN if repeat.known else None)
        staging = await transfers.take(file, written, wishes)
    if in_lines:
        return await Download.of(long_report(staging, dry_run=dry_run), NDJSON)
    return json_answer(await to_thread.run_sync(partial(short_report, staging, dry_run=dry_run)))


@asynccontextmanager
async def _received(request: Request, largest: int) -> AsyncIterator[tuple[BinaryIO, str]]:
    """The body as a file, which is gone at the end, and a digest of it.

    It is read when it is whole, so that whoever sends it slowly keeps nothing else waiting.
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
