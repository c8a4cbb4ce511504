"""Answers that are made piece by piece, in a thread, and no faster than their reader takes them."""

import asyncio
import logging
from collections.abc import AsyncIterator, Generator, Mapping
from typing import Final, Self

from anyio import CancelScope, to_thread
from fastapi.responses import StreamingResponse
from starlette.requests import ClientDisconnect
from starlette.types import Message, Receive, Scope, Send

LONGEST_PAUSE: Final = 60.0
"""seconds that a reader may take for a piece: behind it is a snapshot, for which the database keeps
all that others write meanwhile"""
logger = logging.getLogger(__name__)


class Download(StreamingResponse):
    """Pieces of bytes, which are closed at the end whatever becomes of their reader.

    Between two pieces the event loop has its turn, so that nobody else has to wait.
    """

    def __init__(
        self,
        pieces: Generator[bytes],
        first: bytes,
        media_type: str,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(_stream(first, pieces), media_type=media_type, headers=headers)
        self._pieces = pieces

    @classmethod
    async def of(
        cls, pieces: Generator[bytes], media_type: str, headers: Mapping[str, str] | None = None
    ) -> Self:
        """The answer of these pieces. What the first one raises is raised while it can be told."""
        first = await to_thread.run_sync(next, pieces, b"")
        return cls(pieces, first, media_type, headers)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it all, unless the reader goes away, or takes nothing for a minute."""

        async def send_soon(message: Message) -> None:
            async with asyncio.timeout(LONGEST_PAUSE):
                await send(message)

        try:
            await super().__call__(scope, receive, send_soon)
        except TimeoutError:
            logger.warning("A reader took nothing for %s s: the download is ended", LONGEST_PAUSE)
        except ClientDisconnect:
            pass  # nobody is there to be told
        finally:
            with CancelScope(shield=True):
                await to_thread.run_sync(self._pieces.close)


async def _stream(first: bytes, pieces: Generator[bytes]) -> AsyncIterator[bytes]:
    piece = first
    while piece:
        yield piece
        piece = await to_thread.run_sync(next, pieces, b"")
