"""Calls the listeners of a round in turn; one that waits for too long does not hold up the others.

A repaint may wait for a database that is locked, or does not answer. A task calls one listener
after the other. If a listener waits for too long, that task goes on with this listener alone, and
another task calls the rest.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from typing import Final

Callback = Callable[[], Awaitable[None]]
PATIENCE: Final = 0.1
"""seconds for which the others wait for a listener that neither ends nor breathes"""
BRIEF: Final = 0.005
"""the same for every later one in the same round: all may wait for the same thing"""


class Turns:
    """Calls listeners, each of them once at a time.

    :param tell: calls a listener, and raises only if it is cancelled
    :param breathe: called between two listeners
    :param again: called with a listener that has missed a call because an earlier one took long
    """

    def __init__(
        self,
        tell: Callable[[Callback], Awaitable[None]],
        breathe: Callable[[], Awaitable[None]],
        again: Callable[[Callback], object],
    ) -> None:
        self._tell = tell
        self._breathe = breathe
        self._again = again
        self._tasks: set[asyncio.Task[None]] = set()
        self._calling: asyncio.Task[None] | None = None
        """the task that calls the listeners whose turn is still to come"""
        self._moved_on = 0.0
        self._under_way: set[Callback] = set()
        self._missed: set[Callback] = set()

    def go_on(self) -> None:
        """Note that the listeners get on with their work."""
        self._moved_on = time.monotonic()

    async def make(self, told: Sequence[Callback]) -> None:
        """Call these listeners; return when each of them has ended, or has waited for too long."""
        rest, patience = iter(told), PATIENCE
        while not await self._end_in_time(self._begin(rest), patience):
            patience = BRIEF

    async def end(self) -> None:
        """Cancel all calls that are under way, and wait until they have ended."""
        tasks = tuple(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _begin(self, rest: Iterator[Callback]) -> asyncio.Task[None]:
        self.go_on()
        self._calling = calling = asyncio.create_task(self._call(rest))
        self._tasks.add(calling)
        calling.add_done_callback(self._tasks.discard)
        return calling

    async def _end_in_time(self, calling: asyncio.Task[None], patience: float) -> bool:
        """Wait for a task. Time that this process was not given is not counted against it."""
        seen = None
        while seen != self._moved_on:  # else nobody got on while this task waited
            seen = self._moved_on
            left = seen + patience - time.monotonic()
            await asyncio.wait({calling}, timeout=max(left, 0))
            if calling.done():
                calling.result()
                return True
        return False

    async def _call(self, rest: Iterator[Callback]) -> None:
        me = asyncio.current_task()
        for listener in rest:
            if listener in self._under_way:
                self._missed.add(listener)
                continue
            self.go_on()
            await self._call_one(listener)
            if me is not self._calling:
                return
            await self._breathe()

    async def _call_one(self, listener: Callback) -> None:
        self._under_way.add(listener)
        try:
            await self._tell(listener)
        finally:
            self._under_way.remove(listener)
        if listener in self._missed:
            self._missed.remove(listener)
            self._again(listener)
