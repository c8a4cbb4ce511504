"""Requests to the API, repeated where its answer is lost, and no older than what was seen."""

import asyncio
import time
import uuid
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Final

import httpx
from pydantic import BaseModel

from api import __version__
from notes_ui.ports.errors import OutOfReach
from notes_ui.ports.remote.answers import address, content_of, may_pass
from notes_ui.ports.remote.probe import Probe

LOOPBACK: Final = frozenset({"127.0.0.1", "::1", "localhost"})
CONNECTING: Final = 2.0
"""seconds"""
SILENT: Final = 5.0
"""seconds without an answer after which the API is asked whether it is there"""
LONGEST: Final = 60.0
"""seconds to wait for an answer: the API may wait for other programs"""
SOON: Final = 1.0
"""seconds in which a read is sent again if the answer says that it may succeed soon"""
SILENCE: Final = 40.0
"""seconds"""
REPEATED: Final = 3.0
"""seconds in which a write is sent again while there is no answer: about a restart of the API"""
PAUSE: Final = 0.1
"""seconds between two attempts"""
MOST_CONNECTIONS: Final = 100
MOST_WRITES: Final = 50
"""writes at once: they may all wait for the same lock, and reads need connections meanwhile"""
REVISION: Final = "x-revision"
KEY: Final = "idempotency-key"
SLOW: Final = "{url} takes too long to answer. Try again in a moment."
JSON: Final = {"content-type": "application/json"}
Params = Mapping[str, str | int | bool]


class Connection:
    """A connection to the API, which all pages of this process share.

    Each request names the newest revision that this process has seen, so that no page is shown less
    than before, whichever process of the API answers.

    :param url: the address of the API
    :param transport: sends the requests, instead of httpx's own transport
    """

    def __init__(self, url: str, *, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self.url = httpx.URL(url)
        self.revision = 0
        """the newest revision that this process has seen"""
        self.lost: OutOfReach | None = None
        """why the API can't be reached now; None if it can, as far as is known"""
        self.trusts_environment = self.url.host not in LOOPBACK
        """whether a proxy of the environment is used: its loopback is not ours"""
        self._when_lost: list[Callable[[], object]] = []
        self._era = 0
        self._writes = asyncio.Semaphore(MOST_WRITES)
        self._http = httpx.AsyncClient(
            base_url=self.url,
            headers={"user-agent": f"notes-front/{__version__}"},
            timeout=httpx.Timeout(LONGEST, connect=CONNECTING),
            limits=httpx.Limits(max_connections=MOST_CONNECTIONS),
            trust_env=self.trusts_environment,
            transport=transport,
        )
        self._probe = Probe(self._http)

    def when_lost(self, told: Callable[[], object]) -> None:
        """Call a function whenever an answer is missing that should have come."""
        self._when_lost.append(told)

    async def close(self) -> None:
        """Close all connections."""
        self._probe.close()
        await self._http.aclose()

    def saw(self, revision: int) -> None:
        """Read nothing that is older than this revision, from now on."""
        self.revision = max(self.revision, revision)

    def start_over(self, revision: int) -> None:
        """Take this for the newest revision: the database is another one, or went back."""
        self._era += 1  # answers to earlier requests name revisions of the former database
        self.revision = revision

    def lose(self, error: Exception) -> OutOfReach:
        """Refuse all that is read at once, until `find`; return the error to raise."""
        self.lost = OutOfReach(f"{address(self.url)} can't be reached: {_reason(error)}.")
        return self.lost

    def find(self) -> None:
        """Have requests sent again: the API answers."""
        self.lost = None

    async def read(self, path: str, params: Params | None = None) -> bytes:
        """The content at a path, no older than what this process has seen.

        :raises NotThere: if there is no such note
        :raises DatabaseUnusable: if it can't be read; at once, if the API is out of reach
        """
        if self.lost:
            raise OutOfReach(str(self.lost))
        request = self._http.build_request(
            "GET", path, params=params, headers={REVISION: str(self.revision)}
        )
        return await self._content(request, passing=SOON)

    async def write(
        self, method: str, path: str, body: BaseModel, *, repeated: bool = False
    ) -> bytes:
        """Send a body, and return the content of the answer.

        It is sent again while there is no answer, for three seconds; once only, if the API is known
        to be out of reach.

        :param repeated: whether the API must know it again when it is sent a second time
        :raises DatabaseUnusable: if it can't be done, or if the answer is lost: then it may be done
        """
        key = {KEY: uuid.uuid4().hex} if repeated else {}
        request = self._http.build_request(
            method,
            path,
            content=body.model_dump_json(exclude_unset=True),
            headers={**JSON, **key},
        )
        async with self._writes:
            patience = 0.0 if self.lost else REPEATED
            return await self._content(request, passing=patience, broken=patience)

    @asynccontextmanager
    async def stream(
        self,
        path: str,
        *,
        params: Params,
        headers: Mapping[str, str],
        content: AsyncIterator[bytes] | None = None,
    ) -> AsyncIterator[httpx.Response]:
        """Stream a body to the API, or an answer from it; the answer is a success.

        The connection counts as lost after 40 seconds without a byte of a stream of the API, whose
        heartbeat takes 15; the answer to a body may take as long as it takes.

        :raises httpx.TransportError: if it can't be reached, or the connection breaks
        :raises DatabaseUnusable: if the request is refused
        """
        silence = None if content else SILENCE
        timeout = httpx.Timeout(CONNECTING, read=silence, write=LONGEST)
        method, era = "POST" if content else "GET", self._era
        async with self._http.stream(
            method, path, params=params, headers=headers, content=content, timeout=timeout
        ) as answer:
            self._remember(answer, era)
            if not answer.is_success:
                await answer.aread()
                content_of(answer)
            yield answer

    async def _content(
        self, request: httpx.Request, *, passing: float, broken: float = 0.0
    ) -> bytes:
        """Send a request, and again if that may help; see `write`.

        :param passing: seconds in which it is sent again if the answer says that it may pass
        :param broken: the same if there is no answer; at once if a connection was closed
        """
        attempts, era, began = 0, self._era, time.monotonic()
        while True:
            attempts += 1
            try:
                answer = await self._answered(request)
            except (httpx.ReadTimeout, httpx.PoolTimeout) as failure:
                raise OutOfReach(SLOW.format(url=address(self.url))) from failure
            except httpx.TransportError as failure:
                if attempts > 1 and time.monotonic() - began >= broken:
                    raise self._doubted(failure) from failure
            else:
                self._remember(answer, era)
                if not may_pass(answer) or time.monotonic() - began >= passing:
                    return content_of(answer)
            if attempts > 1:
                await asyncio.sleep(PAUSE)

    async def _answered(self, request: httpx.Request) -> httpx.Response:
        """Wait for the answer for as long as the API is there.

        :raises OutOfReach: if it is not
        """
        sent = asyncio.create_task(self._http.send(request))
        try:
            while not (await asyncio.wait({sent}, timeout=SILENT))[0]:
                if not await self._probe.is_there():
                    raise self._doubted(httpx.ReadTimeout(""))
            return sent.result()
        finally:
            sent.cancel()

    def _doubted(self, failure: Exception) -> OutOfReach:
        lost = self.lose(failure)
        for told in self._when_lost:
            told()
        return lost

    def _remember(self, answer: httpx.Response, era: int) -> None:
        seen = answer.headers.get(REVISION, "")
        if seen.isdecimal() and era == self._era:
            self.saw(int(seen))


def _reason(error: Exception) -> str:
    if isinstance(error, httpx.TimeoutException):
        return "no answer"
    words = str(error).rstrip(".")
    return words[:1].lower() + words[1:] or "no answer"
