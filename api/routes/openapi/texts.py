"""The words and the examples of the OpenAPI document."""

from typing import Any, Final

DESCRIPTION: Final = """\
Notes over REST, and every change of them as a stream, whoever made it.

What is wrong is told as a problem document (RFC 9457), `application/problem+json`, in words that
say what to do. Every answer has an `X-Request-ID`: the one of the request, if it is made of up to
128 letters, digits and `._:+/=@-`, or a new one; it is also in the problem, and in the log.

HEAD is answered wherever GET is, as GET is, without the body.

A note and a list have an `ETag`. With `If-None-Match` a GET answers 304 while nothing has changed;
with `If-Match` a change is made only to what the caller has seen, else the answer is a 412 with the
note as it is now. The other way round they do what RFC 9110 says: `If-None-Match` keeps a change
from what it names, and `If-Match` a GET from all else, with a 412.

A POST with an `Idempotency-Key` is carried out once within 24 hours, however often it is sent: the
answer is that of the first time, with `Idempotency-Replayed: true`. Another request with that key
is a 422.

Within `/api` nothing is taken away and no field changes its meaning. Fields, parameters, actions
and headers may be added: pass over what you do not know."""

TAGS: Final = [
    {"name": "notes", "description": "Reading and writing notes, one at a time or many at once."},
    {"name": "history", "description": "What a note was before, and how it comes back."},
    {"name": "events", "description": "Every change, from whatever source, in commit order."},
    {"name": "transfer", "description": "All notes at once: out to a file, and in from one."},
    {"name": "operations", "description": "For whoever runs the program."},
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
EXAMPLES: Final[dict[str, Any]] = {
    "Batch": {"steps": [CREATED, {"action": "update", "id": 1, "done": True}]},
    "BatchDone": {"results": [{"action": "create", "note": NOTE, "etag": ETAG}]},
    "CreateStep": CREATED,
    "DeleteStep": {"action": "delete", "id": 1, "if_match": ETAG},
    "FieldProblem": {"field": "title", "location": "body", "detail": "This is needed."},
    "Health": {"status": "ok"},
    "ImportReport": {
        "dry_run": False,
        "taken": TAKEN,
        "refused": 0,
        "conflicts": 0,
        "rows": [ROW],
        "unlisted": 0,
    },
    "NoteCreate": TEXTS,
    "NotePublic": NOTE,
    "NoteUpdate": {"done": True},
    "Reverting": {"version": 1},
    "RowDone": ROW,
    "StepDone": {"action": "create", "note": NOTE, "etag": ETAG},
    "Tag": {"tag": "shop", "notes": 3},
    "Taken": TAKEN,
    "UpdateStep": {"action": "update", "id": 1, "done": True, "if_match": "*"},
    "VersionPublic": {
        "version": 1,
        **TEXTS,
        **FLAGS,
        "written_by": "rest",
        "written_at": MOMENT,
    },
}
"""of each schema, by its name"""


def _header(said: str, example: object, *, required: bool = False, **schema: Any) -> dict[str, Any]:
    told = {"description": said, "schema": {"type": "string", **schema}, "example": example}
    return {**told, "required": True} if required else told


HEADERS: Final = {
    "Cache-Control": _header(
        "A cache has to ask again before it gives this answer.", "no-cache", required=True
    ),
    "ETag": _header("Which state this is, for `If-Match` and `If-None-Match`.", ETAG),
    "Idempotency-Replayed": _header(
        "`true` if this was answered before, to the same `Idempotency-Key`.", "true"
    ),
    "Link": _header(
        "Where the next part is (RFC 8288), if there is one.",
        '</api/notes?after=100&limit=100>; rel="next"',
    ),
    "Location": _header("The address of what was made.", "/api/notes/1", required=True),
    "Retry-After": _header(
        "Seconds to wait before the next try.", 1, type="integer", required=True
    ),
    "X-Request-ID": _header("The name of this request, as in the log.", ASKED, required=True),
    "X-Total-Count": _header(
        "How many notes the query has; not there if a search finds more than 1,000.",
        42,
        type="integer",
    ),
}


def _condition(name: str, said: str) -> dict[str, Any]:
    told = {"name": name, "in": "header", "required": False, "description": said}
    return {**told, "schema": {"type": "string"}, "example": ETAG}


IF_MATCH: Final = _condition(
    "If-Match", "the `ETag` of an earlier answer, or several: if none still holds, 412"
)
IF_NONE_MATCH: Final = _condition(
    "If-None-Match", "the `ETag` of an earlier answer, or several: if one still holds, 304"
)
