"""Sends nothing to a page while a pointer is down on it: the pressed element must not move away."""

import asyncio
from typing import Final

LONGEST: Final = 1.0
"""seconds of a hold at most: the end of the press may be lost on the way"""
_held: Final[dict[str, asyncio.Event]] = {}


def hold(client_id: str) -> None:
    """Send nothing to the page until `release`, for one second at most."""
    if client_id not in _held:
        _held[client_id] = released = asyncio.Event()
        asyncio.get_running_loop().call_later(LONGEST, _give_up, client_id, released)


def release(client_id: str) -> None:
    """Send the messages that have waited, in their order."""
    if released := _held.pop(client_id, None):
        released.set()


async def released(client_id: str | None) -> None:
    """Wait until the page may be sent something."""
    while client_id in _held:
        await _held[client_id].wait()


def is_held(client_id: str | None) -> bool:
    """Whether messages to the page have to wait."""
    return client_id in _held


def _give_up(client_id: str, released: asyncio.Event) -> None:
    if _held.get(client_id) is released:
        release(client_id)
