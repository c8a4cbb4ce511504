"""The errors that many operations share, as OpenAPI describes them, with an example of each."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Final

from api.http.hosts.host_and_origin import ANOTHER_SITE, UNKNOWN_HOST
from api.http.problems import UNEXPECTED
from api.notes.models import BLANK
from api.routes.openapi.texts import ASKED, NOTE


@dataclass(frozen=True)
class Error:
    """An error that many operations share.

    :param name: its name in the OpenAPI document
    :param said: its description
    :param detail: the `detail` of the example
    :param headers: headers that only this error's responses have
    :param more: other fields of the example
    """

    name: str
    said: str
    detail: str
    headers: tuple[str, ...] = ()
    more: Mapping[str, Any] = field(default_factory=dict)

    def example(self, code: int) -> dict[str, Any]:
        """An example of the problem document."""
        title = HTTPStatus(code).phrase
        told = {"type": "about:blank", "title": title, "status": code, "detail": self.detail}
        return {**told, **self.more, "request_id": ASKED}


ERRORS: Final = {
    400: Error("BadRequest", "The body could not be read.", "There was an error parsing the body"),
    403: Error(
        "Forbidden",
        "The request's `Origin` is a site that `NOTES_CORS_ORIGINS` does not list. Only browsers"
        " send an `Origin`.",
        ANOTHER_SITE,
    ),
    404: Error(
        "NotFound",
        "It does not exist, or no longer exists.",
        "There is no note 7. It may have been deleted.",
    ),
    412: Error(
        "PreconditionFailed",
        "The `ETag` does not meet `If-Match` or `If-None-Match`. If the request was to change a"
        " note, `note` is the note as it is now.",
        "Someone has changed this note. It is at version 4 now.",
        ("ETag",),
        {"note": {**NOTE, "version": 4}},
    ),
    413: Error(
        "ContentTooLarge",
        "The body is larger than this operation accepts.",
        "The body is larger than 1048576 bytes. Send less at a time.",
    ),
    415: Error(
        "UnsupportedMediaType",
        "The format of the file is missing or unknown.",
        "Name the format of the file: with the Content-Type, or with ?format=json.",
    ),
    421: Error(
        "MisdirectedRequest",
        "The server does not accept this host name. `NOTES_ALLOWED_HOSTS` lists more names.",
        UNKNOWN_HOST.format(name="notes.example.org"),
    ),
    422: Error(
        "UnprocessableContent",
        "The request is invalid. `errors` names the invalid fields.",
        f"title: {BLANK}",
        more={"errors": [{"field": "title", "location": "body", "detail": BLANK}]},
    ),
    500: Error(
        "InternalServerError",
        "Internal error. The log has the details, with the request's id.",
        UNEXPECTED,
    ),
    503: Error(
        "ServiceUnavailable",
        "The database can't be used now. Retry after `Retry-After` seconds.",
        "Another program is writing to the database. Try again in a moment.",
        ("Retry-After",),
    ),
}
