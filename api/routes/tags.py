"""`/api/tags`: the tags of all notes."""

from typing import Final

from fastapi import APIRouter, Response
from pydantic import TypeAdapter

from api.db.tables import Tag
from api.http.response_cache import CachedRoute
from api.routes.dependencies import NoteStoreDep, json_answer, operation_id
from api.routes.openapi.responses import problems

MANY: Final = TypeAdapter(list[Tag])
MOST: Final = 100
router = APIRouter(
    tags=["notes"], route_class=CachedRoute, generate_unique_id_function=operation_id
)


@router.get("/api/tags", response_model=list[Tag], responses=problems(503))
async def list_tags(notes: NoteStoreDep) -> Response:
    """The 100 most used tags, with the number of notes of each."""
    found = await notes.tags(MOST)
    return json_answer(MANY.dump_json([Tag(tag=tag, notes=count) for tag, count in found]))
