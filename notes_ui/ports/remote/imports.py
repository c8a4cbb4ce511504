"""Imports over HTTP: each is sent again under its key where the answer is lost."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from os import SEEK_END
from typing import BinaryIO, Final

import httpx
from anyio import to_thread

from notes_ui.ports.errors import (
    DatabaseUnusable,
    ImportedBefore,
    ImportInDoubt,
    ImportUnreadable,
    OutOfReach,
    TooLargeThere,
)
from notes_ui.ports.remote.answers import Refused, parsed
from notes_ui.ports.remote.connection import KEY, PAUSE, REPEATED, Connection, Params
from notes_ui.ports.remote.patience import unless_lost
from notes_ui.ports.transfers import ImportReport

IMPORT: Final = "/api/import"
BYTES: Final = {"content-type": "application/octet-stream"}
PIECE: Final = 256 * 1024
"""bytes"""
SENDING: Final = 0.5
"""share of the progress bar for sending the file"""
UNSENT: Final = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
"""failures that come before anything is sent"""
GIVEN_UP: Final = (httpx.ReadTimeout, httpx.WriteTimeout)
"""failures that come after so long a time that a restart is over"""
Progress = Callable[[float], object]


@dataclass(frozen=True, slots=True)
class Import:
    """A file that is to be imported, or to be looked at.

    :param key: the idempotency key; empty for a look, which writes nothing
    """

    file: BinaryIO
    params: Params
    progress: Progress
    key: str = ""


class Imports:
    """Sends imports, and remembers which of them may have been done without an answer."""

    def __init__(self, api: Connection) -> None:
        self._api = api
        self._doubted: set[str] = set()
        """the keys of imports whose answer was lost"""

    async def send(self, sent: Import) -> ImportReport:
        """Send an import, again while its answer is lost, for about a restart of the API.

        :raises ImportInDoubt: if the notes may have been imported
        :raises ImportedBefore: if they were imported under the key, with other parameters
        :raises OutOfReach: if they were not imported, because the API can't be reached
        """
        try:
            report = await unless_lost(self._api, self._repeat(sent))
        except Refused as error:
            raise self._refusal(sent, error) from error
        except (httpx.TransportError, DatabaseUnusable) as error:
            if sent.key in self._doubted:
                raise ImportInDoubt(str(error)) from error
            if isinstance(error, httpx.TransportError):
                raise OutOfReach(f"The connection to the API broke: {error}.") from error
            raise
        self._doubted.discard(sent.key)
        sent.progress(1.0)
        return report

    async def _repeat(self, sent: Import) -> ImportReport:
        """Send it until it is answered; the time to do so begins when the first answer is lost."""
        patience = 0.0 if self._api.lost else REPEATED
        until: float | None = None
        while True:
            try:
                return await self._once(sent)
            except (httpx.TransportError, OutOfReach) as failure:
                if not isinstance(failure, UNSENT):
                    self._doubt(sent)
                is_over = until is not None and time.monotonic() >= until
                if is_over or isinstance(failure, GIVEN_UP):
                    raise
            except asyncio.CancelledError:
                self._doubt(sent)
                raise
            until = until or time.monotonic() + patience
            await asyncio.sleep(PAUSE)

    def _doubt(self, sent: Import) -> None:
        if sent.key:
            self._doubted.add(sent.key)

    async def _once(self, sent: Import) -> ImportReport:
        stream = self._api.stream(
            IMPORT,
            params=sent.params,
            headers={**BYTES, KEY: sent.key} if sent.key else BYTES,
            content=_pieces(sent.file, sent.progress),
        )
        async with stream as answer:
            return parsed(ImportReport, await answer.aread())

    def _refusal(self, sent: Import, error: Refused) -> Exception:
        if error.status == httpx.codes.REQUEST_ENTITY_TOO_LARGE:
            return TooLargeThere(str(error))
        is_doubted = sent.key in self._doubted
        if error.status == httpx.codes.UNPROCESSABLE_ENTITY:
            # A file with a preview can be read, so it is the key that is refused.
            return ImportedBefore() if is_doubted else ImportUnreadable(str(error))
        return ImportInDoubt(str(error)) if is_doubted else error


async def _pieces(file: BinaryIO, progress: Progress) -> AsyncIterator[bytes]:
    size, sent = max(1, file.seek(0, SEEK_END)), 0
    file.seek(0)
    while piece := await to_thread.run_sync(file.read, PIECE):
        yield piece
        sent += len(piece)
        progress(SENDING * sent / size)
