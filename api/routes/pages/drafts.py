"""`/api/page/drafts`: texts that are being typed."""

from typing import Annotated, Final

from fastapi import APIRouter, Query, Request, Response
from pydantic import TypeAdapter

from api.http.body_limit import LimitedRoute
from api.http.response_cache import FreshRoute
from api.http.wire.drafts import (
    AmendDraft,
    DiscardDraft,
    Discarded,
    KeepDraft,
    KeptDraft,
    Moved,
    MoveDraft,
)
from api.http.wire.fields import PLACE
from api.routes.dependencies import (
    KNOWN,
    BackendDep,
    RepeatKey,
    json_answer,
    operation_id,
    repeat_of,
)
from api.routes.openapi.responses import problems

MANY: Final = TypeAdapter(list[KeptDraft])
NOTHING: Final = 204


class DraftRoute(FreshRoute, LimitedRoute):
    """A route whose body may hold the longest draft, and what it is based on."""

    largest_body = 32 * 1024 * 1024


router = APIRouter(
    prefix="/api/page/drafts",
    tags=["page"],
    route_class=DraftRoute,
    generate_unique_id_function=operation_id,
)
OfTab = Annotated[str | None, Query(pattern=PLACE, description="the drafts of this tab")]
OfBrowser = Annotated[
    str | None, Query(pattern=PLACE, description="the drafts of all tabs of this browser")
]


@router.get("", response_model=list[KeptDraft], responses=problems(422, 503))
async def list_drafts(
    backend: BackendDep, tab: OfTab = None, browser: OfBrowser = None
) -> Response:
    """The drafts of a tab, or of a browser; of neither, if both are missing."""
    drafts = backend.drafts
    found = await drafts.of(tab) if tab else await drafts.of_browser(browser or "")
    return json_answer(MANY.dump_json(list(map(KeptDraft.of, found))))


@router.put("", status_code=NOTHING, responses=problems(413, 422, 503))
async def keep_draft(asked: KeepDraft, backend: BackendDep) -> None:
    """Store a draft; it replaces the tab's draft for the same note."""
    await backend.drafts.keep(asked.tab, asked.draft.draft(), browser=asked.browser)


@router.patch("", status_code=NOTHING, responses=problems(413, 422, 503))
async def amend_draft(asked: AmendDraft, backend: BackendDep) -> None:
    """Store the text of one field of a draft, and keep the other field.

    Without a draft, this creates one for a new note only, and none without a browser.
    """
    amend = backend.drafts.amend
    await amend(asked.tab, asked.note_id, asked.field, asked.text, browser=asked.browser)


@router.post("/move", response_model=Moved, responses=problems(413, 422, 503))
async def move_draft(
    asked: MoveDraft, request: Request, backend: BackendDep, key: RepeatKey = None
) -> Response:
    """Move a draft to another tab; it replaces that tab's draft for the same note."""
    repeat = repeat_of(request, key, asked)
    taken = await backend.drafts.take(
        (asked.from_tab, asked.note_id),
        asked.tab,
        aside=asked.aside.draft() if asked.aside else None,
        browser=asked.browser,
        repeat=repeat,
    )
    moved = Moved(draft=KeptDraft.of(taken) if taken else None)
    known = KNOWN if repeat and repeat.known else None
    return json_answer(moved.model_dump_json().encode(), headers=known)


@router.post("/discard", response_model=Discarded, responses=problems(413, 422, 503))
async def discard_draft(
    asked: DiscardDraft, request: Request, backend: BackendDep, key: RepeatKey = None
) -> Response:
    """Delete the tab's draft for a note."""
    repeat = repeat_of(request, key, asked)
    found = await backend.drafts.discard(asked.tab, asked.note_id, repeat)
    known = KNOWN if repeat and repeat.known else None
    return json_answer(Discarded(found=found).model_dump_json().encode(), headers=known)
