"""Responses that a thread makes piece by piece, as fast as the client reads."""

import asyncio
import logging
from collections.abc import AsyncIterator, Generator, Mapping
from typing import Final, Self

from anyio import CancelScope, to_thread
from fastapi.responses import StreamingResponse
from starlette.requests import ClientDisconnect
from starlette.types import Message, Receive, Scope, Send

LONGEST_PAUSE: Final = 60.0
"""timeout in seconds for one piece: a slow reader holds a snapshot open, and SQLite can't truncate
its log until that is closed"""
logger = logging.getLogger(__name__)


class Download(StreamingResponse):
    """A response of pieces; their generator is always closed at the end.

    The event loop runs between two pieces, so that nobody else has to wait.
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
        """Make the response, and its first piece, so that an early error can still become a 503."""
        first = await to_thread.run_sync(next, pieces, b"")
        return cls(pieces, first, media_type, headers)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send all pieces, unless the client disconnects, or reads nothing for a minute."""

        async def send_soon(message: Message) -> None:
            async with asyncio.timeout(LONGEST_PAUSE):
                await send(message)

        try:
            await super().__call__(scope, receive, send_soon)
        except TimeoutError:
            logger.warning(
                "A client read nothing for %s s: the download was cancelled", LONGEST_PAUSE
            )
        except ClientDisconnect:
            pass  # the client has disconnected
        finally:
            with CancelScope(shield=True):
                await to_thread.run_sync(self._pieces.close)


async def _stream(first: bytes, pieces: Generator[bytes]) -> AsyncIterator[bytes]:
    piece = first
    while piece:
        yield piece
        piece = await to_thread.run_sync(next, pieces, b"")
