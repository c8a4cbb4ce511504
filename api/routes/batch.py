"""`POST /api/notes/batch`: many steps in one request and one transaction."""

from typing import Final

from fastapi import APIRouter, Request, Response

from api.http.body_limit import LimitedRoute
from api.notes.batch import MOST_STEPS, Batch, BatchDone
from api.notes.models import DESCRIPTION_LENGTH, TITLE_LENGTH
from api.routes.dependencies import (
    KNOWN,
    NOTES,
    NoteStoreDep,
    RepeatKey,
    json_answer,
    operation_id,
    repeat_of,
)
from api.routes.openapi.responses import problems

LARGEST_CHARACTER: Final = 6
"""bytes of a character in JSON, except for the rarest"""
OVERHEAD: Final = 500
"""bytes of a step without its texts"""


class LargeBodyRoute(LimitedRoute):
    """A route whose body may hold the largest batch of the longest notes."""

    largest_body = MOST_STEPS * ((TITLE_LENGTH + DESCRIPTION_LENGTH) * LARGEST_CHARACTER + OVERHEAD)


router = APIRouter(
    prefix=NOTES,
    tags=["notes"],
    route_class=LargeBodyRoute,
    generate_unique_id_function=operation_id,
)


@router.post("/batch", response_model=BatchDone, responses=problems(404, 412, 413, 422, 503))
async def take_steps(
    batch: Batch, request: Request, notes: NoteStoreDep, key: RepeatKey = None
) -> Response:
    """Create, change and delete up to 1,000 notes: every step is applied, or none.

    If a step fails, ``index`` in the problem says which, counted from 0.
    """
    repeat = repeat_of(request, key, batch)
    done = await notes.batch(batch.steps, repeat)
    known = KNOWN if repeat and repeat.known else None
    return json_answer(done.model_dump_json().encode(), headers=known)
