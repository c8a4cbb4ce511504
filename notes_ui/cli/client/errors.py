"""Turns refusals and network errors into the command's exceptions."""

import contextlib
import re
from collections.abc import Iterator
from typing import Any, Final

import httpx

from notes_ui.cli.exit_codes import (
    Busy,
    Conflict,
    Failure,
    NotFound,
    OutOfReach,
    Refused,
    Unanswered,
    WrongUse,
)
from notes_ui.cli.types import Seen, is_note

PROBLEM: Final = "application/problem+json"
API: Final = "/api/"
ONE_NOTE: Final = re.compile(r"/api/notes/[-+]?\d")
"""the path of one note; a 404 for another path means a wrong address"""
NUMBERS: Final = re.compile(r"^\[.*?\] ?| ?\(_\w+\.c:\d+\)")
"""parts of an error's text that are no words: its number, or a line of OpenSSL's source"""
BUSY: Final = frozenset({429, 503})
GATEWAY: Final = frozenset({502, 504})
"""a proxy got no answer, but may have passed the request on"""
PAUSE: Final = 1.0
"""seconds to wait if the server does not say how long"""


def check(answer: httpx.Response) -> None:
    """Raise an exception unless the answer is a success. Its body must have been read.

    :raises Failure: with the answer's message
    """
    if answer.is_success:
        return
    if answer.has_redirect_location:
        raise _led_elsewhere(answer)
    told = _problem(answer)
    words = str(told.get("detail") or f"{answer.status_code} {answer.reason_phrase}.")
    if answer.status_code in BUSY | GATEWAY or (answer.is_server_error and not told):
        away = Busy if answer.status_code in BUSY else Unanswered
        raise away(words if told else f"{address(answer.url)} answered {words}", _pause(answer))
    raise _refusal(answer, told, words) if told else not_a_server(answer.url)


def not_a_server(url: httpx.URL) -> Failure:
    """The exception for an answer that a notes server does not give."""
    return Failure(f"The server at {address(url)} is not a notes server. Name one with --url.")


@contextlib.contextmanager
def told_in_words() -> Iterator[None]:
    """Translate the errors of `httpx`.

    :raises Failure: instead of an error of `httpx`
    """
    try:
        yield
    except UnicodeEncodeError as error:
        raise WrongUse("The command line is not valid UTF-8.") from error
    except (httpx.ConnectError, httpx.ConnectTimeout) as error:
        raise OutOfReach(
            f"There is no server at {address(error.request.url)}: {_reason(error)}."
            " Start one with `notes`, or name another one with --url."
        ) from error
    except httpx.TimeoutException as error:
        raise Unanswered(f"{address(error.request.url)} does not answer.") from error
    except httpx.TransportError as error:
        raise Unanswered(
            f"The connection to {address(error.request.url)} broke: {_reason(error)}."
        ) from error
    except httpx.DecodingError as error:
        raise not_a_server(error.request.url) from error


def address(url: httpx.URL) -> str:
    """The server's address for messages: without a password."""
    return f"{url.scheme}://{url.netloc.decode()}"


def _led_elsewhere(answer: httpx.Response) -> Failure:
    """The exception for a redirect: to another address of the server, or to another server."""
    target = answer.url.join(answer.headers["location"])
    base, is_ours, _ = target.path.partition(API)
    advice = "use that address with --url" if is_ours else "that is not a notes server"
    return Failure(f"{address(answer.url)} redirects to {address(target)}{base}: {advice}.")


def _refusal(answer: httpx.Response, told: dict[str, Any], words: str) -> Failure:
    index = told.get("index")
    names_a_note = index is not None or ONE_NOTE.search(answer.url.path)
    if answer.status_code == httpx.codes.NOT_FOUND and names_a_note:
        return NotFound(words, index)
    if answer.status_code == httpx.codes.PRECONDITION_FAILED:
        note, etag = told.get("note"), answer.headers.get("etag")
        return Conflict(words, Seen(note, etag) if is_note(note) and etag else None)
    return Refused(words)


def _problem(answer: httpx.Response) -> dict[str, Any]:
    if not answer.headers.get("content-type", "").startswith(PROBLEM):
        return {}
    try:
        told = answer.json()
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def _pause(answer: httpx.Response) -> float:
    seconds = answer.headers.get("retry-after", "")
    return float(seconds) if seconds.isdecimal() else PAUSE


def _reason(error: httpx.TransportError) -> str:
    words = NUMBERS.sub("", str(error)).rstrip(".")
    return words[:1].lower() + words[1:] or "no answer"
