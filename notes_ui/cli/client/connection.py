"""A server, asked over HTTP: once more where that can do no harm, and with errors in words."""

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
"""seconds until an answer begins"""
Query = Mapping[str, str | int | bool]


class Connection:
    """A server at an address; closed by `with`.

    :param url: the address, with or without that of the page
    :param patience: seconds that an answer may take to begin
    :param attempts: how often at most what is harmless is asked for
    :raises WrongUse: if it is no address
    """

    def __init__(self, url: str, patience: float = PATIENCE, attempts: int = ATTEMPTS) -> None:
        self.url = _address(url)
        self._attempts = attempts
        self._http = httpx.Client(
            base_url=self.url,
            headers={"User-Agent": f"notes/{__version__}"},
            timeout=httpx.Timeout(patience, connect=min(CONNECTING, patience)),
            trust_env=self.url.host not in LOOPBACK,  # a proxy leads to its own
            verify=self.url.scheme == "https",  # to load certificates takes longer than to ask
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
        """The answer, after another attempt or two where the server is busy, or lost it.

        :param body: what JSON is made of
        :param again: whether to ask once more if the answer is lost: not where twice is too often
        :raises Failure: if it is refused, or never came
        """
        sent = dict(headers or {})
        content = None
        if body is not None:
            content = json.dumps(body)  # in ASCII: the server has words for what is no Unicode
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
        """An answer that is read while it comes, to a body that is read while it goes.

        :param silence: seconds without a byte after which the server is taken to be gone
        :raises Failure: if it is refused, or breaks off
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
    return f"--url or NOTES_URL: “{text}” is no address. Write it as http://127.0.0.1:8000."


def _may_be_repeated(error: BaseException, again: bool) -> bool:
    return isinstance(error, Busy) or (again and isinstance(error, Unanswered))


def _pause(state: RetryCallState) -> float:
    error: Any = state.outcome and state.outcome.exception()
    seconds: float = error.seconds
    return min(seconds, LONGEST_PAUSE)


def _tell_of_it(_: RetryCallState) -> None:
    """Somebody who waits is told why; a script is told how it ends, and no more."""
    if is_terminal():
        tell("The server is busy, or its answer was lost. Trying again …")
