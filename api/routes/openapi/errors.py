"""What OpenAPI says of the errors that many calls can have, with an example of each."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Final

from api.http.host_and_origin import ANOTHER_SITE, UNKNOWN_HOST
from api.http.problems import UNEXPECTED
from api.routes.openapi.texts import ASKED, NOTE


@dataclass(frozen=True)
class Error:
    """An error that many calls can have.

    :param name: how the OpenAPI document refers to it
    :param said: what it means
    :param detail: how an answer may say it
    :param headers: that its answer has, beside those that every answer has
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


BLANK: Final = "give a title that can be seen: it is blank"
ERRORS: Final = {
    400: Error(
        "BadRequest", "The body can't be read at all.", "There was an error parsing the body"
    ),
    403: Error(
        "Forbidden",
        "A page of a site that `NOTES_CORS_ORIGINS` does not list; only browsers send an `Origin`.",
        ANOTHER_SITE,
    ),
    404: Error(
        "NotFound",
        "There is no such thing, or no longer.",
        "There is no note 7. It may have been deleted.",
    ),
    412: Error(
        "PreconditionFailed",
        "It is not what `If-Match` or `If-None-Match` allow; `note` is the note as it is now, where"
        " one was to be changed.",
        "Someone has changed this note. It is at version 4 now.",
        ("ETag",),
        {"note": {**NOTE, "version": 4}},
    ),
    413: Error(
        "ContentTooLarge",
        "The body is larger than this call takes.",
        "The body is larger than 1048576 bytes. Send less at a time.",
    ),
    415: Error(
        "UnsupportedMediaType",
        "It is not said in which format the notes are, or it is none of those that are known.",
        "Say in which format the notes are: with the Content-Type, or with ?format=json.",
    ),
    421: Error(
        "MisdirectedRequest",
        "The server is asked by a name that is none of its own: `NOTES_ALLOWED_HOSTS` lists more.",
        UNKNOWN_HOST.format(name="notes.example.org"),
    ),
    422: Error(
        "UnprocessableContent",
        "What was sent can't be taken; `errors` names the fields that are to blame.",
        f"title: {BLANK}",
        more={"errors": [{"field": "title", "location": "body", "detail": BLANK}]},
    ),
    500: Error(
        "InternalServerError",
        "A mistake of ours. The log has the details, under the id of the request.",
        UNEXPECTED,
    ),
    503: Error(
        "ServiceUnavailable",
        "The database can't be used just now. Try again after `Retry-After` seconds.",
        "Another program is writing to the database. Try again in a moment.",
        ("Retry-After",),
    ),
}
