"""The words of the OpenAPI document: what all calls share, and an example of each error."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Final

from api.models import NOTE_EXAMPLE

DESCRIPTION: Final = """\
Notes over REST, and every change of them as a stream, whoever made it.

What is wrong is told as a problem document (RFC 9457), `application/problem+json`, in words that
say what to do. Every answer has an `X-Request-ID`: the one of the request, if it is made of up to
128 letters, digits and `._:+/=@-`, or a new one; it is also in the problem, and in the log.

A note and a list have an `ETag`. With `If-None-Match` a GET answers 304 while nothing has changed;
with `If-Match` a change is made only to what the caller has seen, else the answer is a 412 with the
note as it is now.

A POST with an `Idempotency-Key` is carried out once within 24 hours, however often it is sent: the
answer is that of the first time, with `Idempotency-Replayed: true`.

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


@dataclass(frozen=True)
class Error:
    """An error that many calls can have.

    :param name: how the OpenAPI document refers to it
    :param said: what it means
    :param detail: how an answer may say it
    :param more: what else is in the problem
    """

    name: str
    said: str
    detail: str
    headers: tuple[str, ...] = ()
    more: Mapping[str, Any] = field(default_factory=dict)

    def example(self, code: int) -> dict[str, Any]:
        """A problem document as it is answered."""
        title = HTTPStatus(code).phrase
        told = {"type": "about:blank", "title": title, "status": code, "detail": self.detail}
        return {**told, **self.more, "request_id": ASKED}


ERRORS: Final = {
    400: Error(
        "BadRequest", "The body can't be read at all.", "There was an error parsing the body"
    ),
    404: Error(
        "NotFound",
        "There is no such thing, or no longer.",
        "There is no note 7. It may have been deleted.",
    ),
    412: Error(
        "PreconditionFailed",
        "The note is not the one that `If-Match` allows; `note` is the note as it is now.",
        "Someone has changed this note. It is at version 4 now.",
        ("ETag",),
        {"note": NOTE_EXAMPLE | {"version": 4}},
    ),
    413: Error(
        "ContentTooLarge",
        "The body is larger than this call takes.",
        "The body is larger than 1048576 bytes. Send less at a time.",
    ),
    422: Error(
        "UnprocessableContent",
        "What was sent can't be taken; `errors` names the fields that are to blame.",
        "title: give a title that can be seen: it is blank",
        more={
            "errors": [
                {
                    "field": "title",
                    "location": "body",
                    "detail": "give a title that can be seen: it is blank",
                }
            ]
        },
    ),
    500: Error(
        "InternalServerError",
        "A mistake of ours. The log has the details, under the id of the request.",
        "Something went wrong here. Nothing was changed; the log has the details.",
    ),
    503: Error(
        "ServiceUnavailable",
        "The database can't be used just now. Try again after `Retry-After` seconds.",
        "Another program is writing to the database. Try again in a moment.",
        ("Retry-After",),
    ),
}


def _header(said: str, example: object, **schema: Any) -> dict[str, Any]:
    return {"description": said, "schema": {"type": "string", **schema}, "example": example}


HEADERS: Final = {
    "Cache-Control": _header("A cache has to ask again before it gives this answer.", "no-cache"),
    "ETag": _header(
        "What this is the version of, for `If-Match` and `If-None-Match`.", '"4-19ab3c5d7e9"'
    ),
    "Idempotency-Replayed": _header(
        "`true` if this was answered before, to the same `Idempotency-Key`.", "true"
    ),
    "Link": _header('Where the next part is (RFC 8288, `rel="next"`), if there is one.', ""),
    "Location": _header("The address of what was made.", "/api/notes/1"),
    "Retry-After": _header("Seconds to wait before the next try.", 1, type="integer"),
    "X-Request-ID": _header("The id of this request, as it is in the log.", ASKED),
    "X-Total-Count": _header(
        "How many notes the query has; not there if it is a search for more than 1,000.",
        42,
        type="integer",
    ),
}

IF_NONE_MATCH: Final = {
    "name": "If-None-Match",
    "in": "header",
    "required": False,
    "description": "the `ETag` of an earlier answer, or several: if one still holds, 304",
    "schema": {"type": "string"},
    "example": '"4-19ab3c5d7e9"',
}
