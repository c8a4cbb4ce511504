"""Asks the API whether it is there."""

import asyncio
from typing import Final

import httpx

ALIVE: Final = "/healthz"
PATIENCE: Final = 2.0
"""seconds to wait for the answer"""


class Probe:
    """Asks once for all who want to know at the same time.

    :param http: sends the question
    """

    def __init__(self, http: httpx.AsyncClient) -> None:
        self._http = http
        self._asking: asyncio.Task[bool] | None = None

    async def is_there(self) -> bool:
        """Ask, or wait for the answer to the last question; return whether there is any answer."""
        if self._asking is None or self._asking.done():
            self._asking = asyncio.create_task(self._ask())
        return await asyncio.shield(self._asking)

    def close(self) -> None:
        """Wait for no answer any more."""
        if self._asking:
            self._asking.cancel()

    async def _ask(self) -> bool:
        try:
            await self._http.get(ALIVE, timeout=PATIENCE)
        except httpx.TransportError as failure:
            return isinstance(failure, httpx.PoolTimeout)  # then it was not even asked
        return True
