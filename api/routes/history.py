"""`/api/notes/{id}/history`, `/revert` and `/restore`: what a note was, and how it comes back."""

from typing import Annotated, Any, Final

from fastapi import FastAPI, Request, Response
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from api.http.body_limit import LimitedRoute
from api.http.response_cache import CachedRoute
from api.notes.history import VersionPublic
from api.notes.models import AS_WHOLE, NotePublic
from api.notes.reading.query import HIGHEST
from api.openapi.responses import problems, success
from api.routes.dependencies import (
    NOTE,
    NoteId,
    OnCondition,
    RepeatKey,
    json_answer,
    note_answer,
    notes_of,
    repeat_of,
)

HISTORY: Final = f"{NOTE}/history"
REVERTED: Final = f"{NOTE}/revert"
RESTORED: Final = f"{NOTE}/restore"
VERSIONS: Final = TypeAdapter(list[VersionPublic])


class Reverting(BaseModel):
    """Which version is to come back."""

    model_config = ConfigDict(extra="forbid")

    version: Annotated[int, Field(strict=True, ge=1, lt=HIGHEST + 1), AS_WHOLE] = Field(
        description="which version comes back"
    )


def add_routes(app: FastAPI) -> None:
    """Add the routes; see `api.routes.notes` for why they stand on the application itself."""
    told: dict[str, Any] = {"tags": ["history"]}
    note = told | {"response_model": NotePublic}
    versions = told | {"response_model": list[VersionPublic], "route_class_override": CachedRoute}
    body = {"route_class_override": LimitedRoute}
    add = app.router.add_api_route
    for path, endpoint, method, said, codes in (
        (HISTORY, list_versions, "GET", versions, (404, 422, 503)),
        (REVERTED, revert_note, "POST", note | body, (404, 412, 413, 422, 503)),
        (RESTORED, restore_note, "POST", note, (404, 412, 422, 503)),
    ):
        answers = problems(*codes) | success("ETag")
        add(path, endpoint, methods=[method], responses=answers, **said)


async def list_versions(note_id: NoteId, request: Request) -> Response:
    """The last 50 versions of a note, the one of now first, and who wrote each."""
    return json_answer(VERSIONS.dump_json(list(await notes_of(request).history(note_id))))


async def revert_note(
    note_id: NoteId,
    to: Reverting,
    request: Request,
    condition: OnCondition,
    key: RepeatKey = None,
) -> Response:
    """Bring back the title, the description, done and pinned of a version, as a new version."""
    repeat = repeat_of(request, key, to)
    notes = notes_of(request)
    note = await notes.revert(note_id, to.version, condition=condition, repeat=repeat)
    return note_answer(note, repeat)


async def restore_note(
    note_id: NoteId, request: Request, condition: OnCondition, key: RepeatKey = None
) -> Response:
    """Take a note out of the trash, with the id that it had."""
    repeat = repeat_of(request, key)
    note = await notes_of(request).restore(note_id, repeat, condition=condition)
    return note_answer(note, repeat)
