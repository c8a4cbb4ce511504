"""`/api/notes`: HTTP in and out. What happens to the notes is decided elsewhere."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from api.encoded import EncodedNotes, encode
from api.errors import Problem
from api.models import NoteCreate, NotePublic, NoteUpdate
from api.notes import Notes

LOWEST, HIGHEST = -(2**63), 2**63 - 1  # what a database's integer can hold
NoteId = Annotated[int, Path(ge=LOWEST, le=HIGHEST, description="the note's number")]


async def _notes(request: Request) -> Notes:
    return request.app.state.backend.notes  # type: ignore[no-any-return]


async def _encoded(request: Request) -> EncodedNotes:
    return request.app.state.backend.encoded  # type: ignore[no-any-return]


NotesDep = Annotated[Notes, Depends(_notes)]
EncodedDep = Annotated[EncodedNotes, Depends(_encoded)]


def _problems(*codes: int) -> dict[int | str, dict[str, Any]]:
    content: dict[str, Any] = {"application/problem+json": {}}
    return {code: {"model": Problem, "content": content} for code in codes}


MISSING: Final = _problems(404)
router = APIRouter(prefix="/api/notes", tags=["notes"], responses=_problems(422, 503))


@router.post("", status_code=201, response_model=NotePublic, responses=_problems(413))
async def create_note(new: NoteCreate, notes: NotesDep) -> Response:
    """Make a note. It starts open and at version 1."""
    note = await notes.create(new)
    return _json(encode(note), status_code=201, headers={"Location": f"/api/notes/{note.id}"})


@router.get("", response_model=list[NotePublic])
async def list_notes(
    request: Request,
    encoded: EncodedDep,
    limit: Annotated[int, Query(ge=1, le=1000, description="how many at most")] = 100,
    after: Annotated[
        int | None, Query(ge=LOWEST, le=HIGHEST, description="only notes of a higher id")
    ] = None,
) -> Response:
    """Notes in order of id. `Link` leads to the next ones; `X-Total-Count` counts all."""
    part = await encoded.list(after=after, limit=limit)
    headers = {"X-Total-Count": str(part.total)}
    if part.next_after is not None:
        url = request.url.include_query_params(after=part.next_after, limit=limit)
        headers["Link"] = f'<{url.path}?{url.query}>; rel="next"'
    return _json(part.json, headers=headers)


@router.get("/{note_id}", response_model=NotePublic, responses=MISSING)
async def get_note(note_id: NoteId, encoded: EncodedDep) -> Response:
    """One note."""
    return _json(await encoded.get(note_id))


@router.patch("/{note_id}", response_model=NotePublic, responses=MISSING | _problems(413))
async def update_note(note_id: NoteId, changes: NoteUpdate, notes: NotesDep) -> Response:
    """Change the given fields, and no others. An empty body changes nothing."""
    return _json(encode(await notes.update(note_id, changes)))


@router.delete("/{note_id}", response_model=NotePublic, responses=MISSING)
async def delete_note(note_id: NoteId, notes: NotesDep) -> Response:
    """Delete a note; the answer is the note as it was. Its id is never used again."""
    return _json(encode(await notes.delete(note_id)))


def _json(
    content: bytes, status_code: int = 200, headers: dict[str, str] | None = None
) -> Response:
    return Response(content, status_code, headers, media_type="application/json")
