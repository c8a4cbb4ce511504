"""Sending nothing to a page while a finger is down on it: what was pressed must not move away."""

import asyncio
from typing import Final

LONGEST: Final = 1.0
"""seconds after which a press is no press any more, or its end was lost on the way"""
_held: Final[dict[str, asyncio.Event]] = {}


def hold(client_id: str) -> None:
    """Send nothing to the page until `release`, or for a second."""
    if client_id not in _held:
        _held[client_id] = released = asyncio.Event()
        asyncio.get_running_loop().call_later(LONGEST, _give_up, client_id, released)


def release(client_id: str) -> None:
    """Send what has waited, in its order."""
    if released := _held.pop(client_id, None):
        released.set()


async def released(client_id: str | None) -> None:
    """Wait until the page may be sent something."""
    while client_id in _held:
        await _held[client_id].wait()


def is_held(client_id: str | None) -> bool:
    """Whether there is anything to wait for."""
    return client_id in _held


def _give_up(client_id: str, released: asyncio.Event) -> None:
    if _held.get(client_id) is released:
        release(client_id)
