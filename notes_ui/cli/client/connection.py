"""HTTP requests to a server, with retries where they are safe, and with readable errors."""

import contextlib
import json
from collections.abc import Iterable, Iterator, Mapping
from types import TracebackType
from typing import Any, Final, Self

import httpx
from tenacity import RetryCallState, Retrying, retry_if_exception, stop_after_attempt

from api import __version__
from notes_ui.cli.client.errors import check, told_in_words
from notes_ui.cli.exit_codes import Busy, Unanswered, WrongUse
from notes_ui.cli.output.streams import is_terminal, tell

PAGE: Final = "/front/notes"
LOOPBACK: Final = frozenset({"127.0.0.1", "::1", "localhost"})
ATTEMPTS: Final = 3
LONGEST_PAUSE: Final = 5.0
"""seconds between two attempts"""
CONNECTING: Final = 5.0
"""seconds"""
PATIENCE: Final = 30.0
"""seconds to wait for an answer to begin"""
Query = Mapping[str, str | int | bool]


class Connection:
    """A connection to a server; `with` closes it.

    :param url: the server's address, with or without the path of the page
    :param patience: seconds to wait for an answer to begin
    :param attempts: the maximum number of attempts, where retrying is safe
    :param transport: sends the requests, instead of httpx's own transport
    :raises WrongUse: if the address is invalid
    """

    def __init__(
        self,
        url: str,
        patience: float = PATIENCE,
        attempts: int = ATTEMPTS,
        *,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self.url = _address(url)
        self._attempts = attempts
        self._http = httpx.Client(
            base_url=self.url,
            headers={"User-Agent": f"notes/{__version__}"},
            timeout=httpx.Timeout(patience, connect=min(CONNECTING, patience)),
            trust_env=self.url.host not in LOOPBACK,  # a proxy's loopback is not ours
            verify=self.url.scheme == "https",  # loading certificates takes longer than a request
            transport=transport,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._http.close()

    def ask(
        self,
        method: str,
        path: str,
        *,
        body: object = None,
        params: Query | None = None,
        headers: Mapping[str, str] | None = None,
        again: bool = True,
    ) -> httpx.Response:
        """Send a request and return the answer; retry if the server is busy or the answer is lost.

        :param body: is sent as JSON
        :param again: whether to retry if the answer is lost, which may carry the request out twice
        :raises Failure: if the request is refused, or no answer came
        """
        sent = dict(headers or {})
        content = None
        if body is not None:
            content = json.dumps(body)  # in ASCII, so that the server can report invalid Unicode
            sent["Content-Type"] = "application/json"
        with told_in_words():
            request = self._http.build_request(
                method, path, params=params, headers=sent, content=content
            )
        attempts = Retrying(
            stop=stop_after_attempt(self._attempts),
            retry=retry_if_exception(lambda error: _may_be_repeated(error, again)),
            wait=_pause,
            before_sleep=_tell_of_it,
            reraise=True,
        )
        return attempts(self._once, request)

    @contextlib.contextmanager
    def stream(
        self,
        method: str,
        path: str,
        *,
        params: Query | None = None,
        headers: Mapping[str, str] | None = None,
        content: Iterable[bytes] | None = None,
        silence: float | None = None,
    ) -> Iterator[httpx.Response]:
        """Stream the body to the server, and the answer from it.

        :param silence: seconds without a byte after which the connection counts as lost
        :raises Failure: if the request is refused, or the connection breaks
        """
        timeout = httpx.Timeout(CONNECTING, read=silence, write=PATIENCE)
        with (
            told_in_words(),
            self._http.stream(
                method, path, params=params, headers=headers, content=content, timeout=timeout
            ) as answer,
        ):
            if not answer.is_success:
                answer.read()
            check(answer)
            yield answer

    def _once(self, request: httpx.Request) -> httpx.Response:
        with told_in_words():
            answer = self._http.send(request)
        check(answer)
        return answer


def _address(text: str) -> httpx.URL:
    try:
        url = httpx.URL(text if "://" in text else f"http://{text}")
    except (httpx.InvalidURL, UnicodeEncodeError) as error:
        raise WrongUse(_no_address(text)) from error
    if url.scheme not in {"http", "https"} or not url.host:
        raise WrongUse(_no_address(text))
    path = url.path.rstrip("/").removesuffix(PAGE)
    return url.copy_with(path=path or "/", query=None, fragment=None)


def _no_address(text: str) -> str:
    return f"--url or NOTES_URL: “{text}” is not an address. Write it like http://127.0.0.1:8000."


def _may_be_repeated(error: BaseException, again: bool) -> bool:
    return isinstance(error, Busy) or (again and isinstance(error, Unanswered))


def _pause(state: RetryCallState) -> float:
    error: Any = state.outcome and state.outcome.exception()
    seconds: float = error.seconds
    return min(seconds, LONGEST_PAUSE)


def _tell_of_it(_: RetryCallState) -> None:
    """Say why it waits, but only in a terminal: a script only needs the result."""
    if is_terminal():
        tell("The server is busy, or its answer was lost. Trying again …")
