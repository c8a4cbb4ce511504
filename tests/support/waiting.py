"""Waiting for what must happen soon, without sleeping for a fixed time."""

import asyncio
from collections.abc import Callable

PATIENCE = 10.0  # seconds


async def eventually(condition: Callable[[], bool], *, within: float = PATIENCE) -> None:
    """Return as soon as the condition holds; fail when it does not in time."""
    async with asyncio.timeout(within):
        while not condition():  # noqa: ASYNC110  # a condition of any kind has no event of its own
            await asyncio.sleep(0.01)
