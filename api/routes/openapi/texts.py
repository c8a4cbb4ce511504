"""The texts and the examples of the OpenAPI document."""

from typing import Any, Final

DESCRIPTION: Final = """\
Notes over REST, and a stream of every change, from any source.

Errors are problem documents (RFC 9457), `application/problem+json`. Their `detail` says what is
wrong and how to fix it. Every response has an `X-Request-ID`, which is also in the problem and in
the log. The server takes it from the request if it consists of up to 128 letters, digits and
`._:+/=@-`; otherwise it makes a new one.

HEAD works wherever GET does.

Notes and lists have an `ETag`. A GET with `If-None-Match` returns 304 if nothing has changed. A
change with `If-Match` is made only to the version that the caller has seen; otherwise the response
is a 412 with the note as it is now. As in RFC 9110, a change with `If-None-Match` is refused with
412 if the `ETag` matches, and a GET with `If-Match` if it does not.

A POST with an `Idempotency-Key` is carried out once within 24 hours, however often it is sent.
Repeated requests get the first response again, with `Idempotency-Replayed: true`. Another request
with the same key is a 422.

Nothing under `/api` is removed, and no field changes its meaning. Fields, parameters, actions and
headers may be added: ignore those that you do not know."""

TAGS: Final = [
    {"name": "notes", "description": "Read and write notes, one at a time or many at once."},
    {"name": "history", "description": "The earlier versions of a note, and how to restore it."},
    {
        "name": "page",
        "description": "What the page needs beside that; what is written here has the author"
        " `page`.",
    },
    {"name": "events", "description": "Every change, from any source, in commit order."},
    {"name": "transfer", "description": "Export all notes to a file, and import notes from one."},
    {"name": "operations", "description": "For the operator of the server."},
]

ASKED: Final = "5f0c1d7a9be24c36"
ETAG: Final = '"4-19ab3c5d7e9"'
MOMENT: Final = "2026-11-22T19:39:54.123000Z"
TEXTS: Final[dict[str, Any]] = {"title": "Buy milk", "description": "two litres #shop"}
FLAGS: Final[dict[str, Any]] = {"done": False, "pinned": False, "trashed": False}
NOTE: Final = {
    "id": 1,
    **TEXTS,
    **FLAGS,
    "version": 1,
    "created_at": MOMENT,
    "updated_at": MOMENT,
}
TAKEN: Final = {"made": 1, "changed": 0, "unchanged": 0}
ROW: Final = {"row": 1, "line": 2, "outcome": "made", "id": 1}
CREATED: Final = {"action": "create", "title": "Buy milk"}
PLACE: Final = "WyItaWQiLCAwLCAxLCAxXQ"
TAG: Final = {"tag": "shop", "notes": 3}
COUNTS: Final = {"open": 1, "done": 0, "trashed": 0}
BASE: Final = {name: value for name, value in NOTE.items() if name != "trashed"}
DRAFT: Final = {"title": "Buy mil", "description": "", "base": None, "field": "title"}
OF_TAB: Final = {"tab": "5d0f", "browser": "91c2"}
KEPT: Final = {**DRAFT, "saved_at": MOMENT, "tab": "5d0f"}
ALONG: Final = {**OF_TAB, "note_id": 0, "draft": None}
EDIT: Final = {"id": 1, "values": {"done": True}, "base": {"done": False}}
EXAMPLES: Final[dict[str, Any]] = {
    "AmendDraft": {**OF_TAB, "note_id": 0, "field": "title", "text": "Buy milk"},
    "AsideDraft": {**DRAFT, "tab": "9a40"},
    "BaseNote": BASE,
    "BaseValues": {"done": False},
    "Batch": {"steps": [CREATED, {"action": "update", "id": 1, "done": True}]},
    "BatchDone": {"results": [{"action": "create", "note": NOTE, "etag": ETAG}]},
    "CreateStep": CREATED,
    "DeleteForGood": {"ids": [1]},
    "DeletedForGood": {"deleted": 1},
    "DeleteStep": {"action": "delete", "id": 1, "if_match": ETAG},
    "DiscardDraft": {"tab": "5d0f", "note_id": 0},
    "Discarded": {"found": True},
    "EditDone": {"before": {**NOTE, "done": False}, "after": {**NOTE, "version": 2}},
    "EditRefused": {"id": 1, "note": NOTE, "fields": ["done"]},
    "Edits": {"edits": [EDIT]},
    "EditsDone": {"done": [], "refused": [{"id": 1, "note": None, "fields": []}]},
    "FieldProblem": {"field": "title", "location": "body", "detail": "This field is required."},
    "Health": {"status": "ok"},
    "ImportReport": {
        "dry_run": False,
        "taken": TAKEN,
        "refused": 0,
        "conflicts": 0,
        "rows": [ROW],
        "unlisted": 0,
    },
    "KeepDraft": {**OF_TAB, "draft": DRAFT},
    "KeptDraft": KEPT,
    "MoveDraft": {"from_tab": "5d0f", "note_id": 0, "tab": "77e1", "browser": "91c2"},
    "Moved": {"draft": KEPT},
    "NewNote": {"note": TEXTS, "draft": ALONG},
    "NoteCounts": COUNTS,
    "NoteCreate": TEXTS,
    "NotePublic": NOTE,
    "NoteUpdate": {"done": True},
    "Reverting": {"version": 1},
    "RowDone": ROW,
    "SentDraft": DRAFT,
    "SentEdit": EDIT,
    "Start": {"start": PLACE},
    "StepDone": {"action": "create", "note": NOTE, "etag": ETAG},
    "Tag": TAG,
    "TagCount": TAG,
    "Taken": TAKEN,
    "UpdateStep": {"action": "update", "id": 1, "done": True, "if_match": "*"},
    "Values": {"done": True},
    "Versions": {"first": 2, "end": 4},
    "VersionPublic": {
        "version": 1,
        **TEXTS,
        **FLAGS,
        "written_by": "rest",
        "written_at": MOMENT,
    },
    "Window": {
        "notes": [NOTE],
        "places": [PLACE],
        "total": 1,
        "exact": True,
        "newer": False,
        "older": False,
        "counts": COUNTS,
        "tags": [TAG],
    },
    "WriteAlong": ALONG,
}
"""by the name of the schema"""


def _header(said: str, example: object, *, required: bool = False, **schema: Any) -> dict[str, Any]:
    told = {"description": said, "schema": {"type": "string", **schema}, "example": example}
    return {**told, "required": True} if required else told


HEADERS: Final = {
    "Cache-Control": _header(
        "A cache must revalidate this response before each use.", "no-cache", required=True
    ),
    "ETag": _header("The version of this content, for `If-Match` and `If-None-Match`.", ETAG),
    "Idempotency-Replayed": _header(
        "`true` if this is the stored response to an earlier request with the same key.", "true"
    ),
    "Link": _header(
        "The address of the next page (RFC 8288), if there is one.",
        '</api/notes?after=100&limit=100>; rel="next"',
    ),
    "Location": _header("The address of the new note.", "/api/notes/1", required=True),
    "Retry-After": _header(
        "Seconds to wait before the next attempt.", 1, type="integer", required=True
    ),
    "X-Request-ID": _header("The request's id, as in the log.", ASKED, required=True),
    "X-Revision": _header(
        "The revision of the feed that this response includes at least. Send it with the next"
        " request, and its response includes no less.",
        7,
        type="integer",
        required=True,
    ),
    "X-Total-Count": _header(
        "The number of notes that match the query; absent if a search finds more than 1,000.",
        42,
        type="integer",
    ),
}


def _condition(name: str, said: str) -> dict[str, Any]:
    told = {"name": name, "in": "header", "required": False, "description": said}
    return {**told, "schema": {"type": "string"}, "example": ETAG}


IF_MATCH: Final = _condition(
    "If-Match", "one or several `ETag`s of earlier responses: 412 if none is current"
)
IF_NONE_MATCH: Final = _condition(
    "If-None-Match", "one or several `ETag`s of earlier responses: 304 if one is current"
)
