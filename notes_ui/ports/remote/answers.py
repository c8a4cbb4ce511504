"""What an answer of the API means: its content, or one of the errors of the ports."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final, TypeVar

import httpx
from pydantic import BaseModel, TypeAdapter, ValidationError

from notes_ui.ports.errors import DatabaseBusy, DatabaseUnusable, ImportMoved, OutOfReach

PROBLEM: Final = "application/problem+json"
BUSY: Final = "busy"
MOVED: Final = "moved"
PASSING: Final = frozenset({"behind", "ending"})
"""codes of a server that can't answer just now; the next attempt may"""
GATEWAY: Final = frozenset({502, 504})
"""a proxy got no answer, but may have passed the request on"""
NOBODY: Final = httpx.codes.SERVICE_UNAVAILABLE
"""a proxy has no server to pass the request on to, unless a problem document says otherwise"""
M = TypeVar("M", bound=BaseModel)
T = TypeVar("T")


class NotThere(DatabaseUnusable):
    """The API knows no note with this id, or no such address."""


class Refused(DatabaseUnusable):
    """The API refuses the request.

    :param status: the status of the answer
    """

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status = status


def content_of(answer: httpx.Response) -> bytes:
    """The content of an answer whose body has been read.

    :raises NotThere: if there is no such note
    :raises ImportMoved: if notes have changed since the preview of an import
    :raises DatabaseUnusable: if the API refuses the request for another reason, or can't do it now
    """
    if answer.is_success:
        return answer.content
    raise _failure(answer)


def parsed(kind: type[M], content: bytes) -> M:
    """Parse the content of an answer.

    :raises DatabaseUnusable: if it is something else
    """
    with _understood():
        return kind.model_validate_json(content)


def parsed_all(kind: TypeAdapter[T], content: bytes) -> T:
    """Parse the content of an answer that is a list; see `parsed`."""
    with _understood():
        return kind.validate_json(content)


@contextmanager
def _understood() -> Iterator[None]:
    try:
        yield
    except ValidationError as error:
        raise DatabaseUnusable(
            "The address in NOTES_API_URL gives an answer that this version does not understand."
        ) from error


def may_pass(answer: httpx.Response) -> bool:
    """Whether the next attempt may be answered differently, soon."""
    told, status = told_in(answer), answer.status_code
    return status in GATEWAY or (status == NOBODY and not told) or told.get("code") in PASSING


def _failure(answer: httpx.Response) -> Exception:
    told = told_in(answer)
    status, code = answer.status_code, told.get("code")
    words = str(told.get("detail") or f"{address(answer.url)} answered {status}.")
    if code == BUSY:
        return DatabaseBusy(words)
    if code == MOVED:
        return ImportMoved(words)
    if status == httpx.codes.NOT_FOUND and told:
        return NotThere(words)
    if may_pass(answer) or (answer.is_server_error and not told):
        return OutOfReach(words)
    return Refused(status, words)


def told_in(answer: httpx.Response) -> dict[str, Any]:
    """The problem document of an answer; empty if it is none."""
    if not answer.headers.get("content-type", "").startswith(PROBLEM):
        return {}
    try:
        told = json.loads(answer.content)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def address(url: httpx.URL) -> str:
    """The server's address for messages: without a password."""
    return f"{url.scheme}://{url.netloc.decode()}"
