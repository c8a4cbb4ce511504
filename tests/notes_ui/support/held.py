"""Reads and writes that take as long as a test wants."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from tests.support.waiting import PATIENCE


class Held:
    """The next call of a class's asynchronous method ends when it is released; others are let be.

    :param of: the class
    :param name: of the method
    :param undone: whether the call does nothing until then; otherwise only its result is held back
    """

    def __init__(
        self, patch: pytest.MonkeyPatch, of: type, name: str, *, undone: bool = False
    ) -> None:
        self._undone = undone
        self._is_taken = False
        self._begun, self._released = asyncio.Event(), asyncio.Event()
        patch.setattr(of, name, self._holding(getattr(of, name)))

    async def begins(self) -> None:
        """Wait until the call has begun."""
        async with asyncio.timeout(PATIENCE):
            await self._begun.wait()

    def release(self) -> None:
        """Let the call end."""
        self._released.set()

    def _holding(self, method: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
        async def held(*args: Any, **kwargs: Any) -> Any:
            taken, self._is_taken = self._is_taken, self._is_taken or self._undone
            if not taken and self._undone:
                await self._hold()
            answer = await method(*args, **kwargs)
            if not self._is_taken:
                self._is_taken = True
                await self._hold()
            return answer

        return held

    async def _hold(self) -> None:
        self._begun.set()
        await self._released.wait()
