"""`/api/page/window`: what a page shows of the notes."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.http.wire.windows import Start, Window, WindowQuery
from api.routes.dependencies import NoteRoute, NoteStoreDep, json_answer, operation_id
from api.routes.openapi.responses import problems

router = APIRouter(
    prefix="/api/page",
    tags=["page"],
    route_class=NoteRoute,
    generate_unique_id_function=operation_id,
)
Asked = Annotated[WindowQuery, Query()]


@router.get("/window", response_model=Window, responses=problems(422, 503))
async def get_window(asked: Asked, notes: NoteStoreDep) -> Response:
    """Some notes of a query from a place on, with the place of each, counts and tags.

    If all notes from that place on are gone, the window begins with the first note of the query.
    """
    view = asked.view()
    window = await notes.window(view)
    return json_answer(Window.of(window, view.query).model_dump_json().encode())


@router.get("/start", response_model=Start, responses=problems(422, 503))
async def get_start(asked: Asked, notes: NoteStoreDep) -> Response:
    """The place from which a window has `limit` more notes before `start`."""
    query, place = asked.question(), asked.place
    found = await notes.start_before(query, place, asked.limit) if place else None
    start = Start(start=found.text(query.order) if found else None)
    return json_answer(start.model_dump_json().encode())
