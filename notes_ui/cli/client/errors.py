"""What went wrong, from an answer or from the lack of one, in words and with its exit code."""

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
"""what the path of one has; of another path, it is the address that is not there"""
NUMBERS: Final = re.compile(r"^\[.*?\] ?| ?\(_\w+\.c:\d+\)")
"""what stands around the words of an error, such as its number, or a line of OpenSSL"""
BUSY: Final = frozenset({429, 503})
GATEWAY: Final = frozenset({502, 504})
"""what stands between says that it got no answer: it may have handed the request on"""
PAUSE: Final = 1.0
"""seconds to wait for a server that does not say how long"""


def check(answer: httpx.Response) -> None:
    """Let an answer pass that says that it was done.

    :raises Failure: what the answer says instead; its body must have been read
    """
    if answer.is_success:
        return
    if answer.has_redirect_location:
        raise _led_elsewhere(answer)
    told = _problem(answer)
    words = str(told.get("detail") or f"{answer.status_code} {answer.reason_phrase}.")
    if answer.status_code in BUSY | GATEWAY or (answer.is_server_error and not told):
        away = Busy if answer.status_code in BUSY else Unanswered
        raise away(words if told else f"{address(answer.url)} answers {words}", _pause(answer))
    raise _refusal(answer, told, words) if told else not_a_server(answer.url)


def not_a_server(url: httpx.URL) -> Failure:
    """What to say of an answer that no notes server gives."""
    return Failure(f"What answers at {address(url)} is no notes server. Name one with --url.")


@contextlib.contextmanager
def told_in_words() -> Iterator[None]:
    """Tell of what the network, or what was typed, made impossible.

    :raises Failure: instead of the errors of `httpx`
    """
    try:
        yield
    except UnicodeEncodeError as error:
        raise WrongUse("What was given is no text in UTF-8.") from error
    except (httpx.ConnectError, httpx.ConnectTimeout) as error:
        raise OutOfReach(
            f"No server at {address(error.request.url)}: {_reason(error)}."
            " Start one with `notes`, or name another with --url."
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
    """Where the server is, as it is told: without a password."""
    return f"{url.scheme}://{url.netloc.decode()}"


def _led_elsewhere(answer: httpx.Response) -> Failure:
    """What to say of a redirect: where the same server is, or that there is another one."""
    target = answer.url.join(answer.headers["location"])
    base, is_ours, _ = target.path.partition(API)
    advice = "give that to --url" if is_ours else "that is no notes server"
    return Failure(f"{address(answer.url)} leads to {address(target)}{base}: {advice}.")


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
