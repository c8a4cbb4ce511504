"""Writes that take effect in the order of the calls, where they concern the same thing."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Hashable, Iterable
from typing import Any, Final, TypeVar

T = TypeVar("T")
LONGEST: Final = 5.0
"""seconds that the shutdown waits for writes"""


class Lanes:
    """Sends a write when all earlier ones with one of its keys are done, whatever their outcome.

    A write goes on if its caller is cancelled, as it does in a database of this process.
    """

    def __init__(self) -> None:
        self._last: dict[Hashable, asyncio.Task[Any]] = {}

    @property
    def busy(self) -> bool:
        """Whether anything is being written."""
        return bool(self._last)

    @property
    def keys(self) -> Collection[Hashable]:
        """What the writes under way concern."""
        return tuple(self._last)

    async def run(
        self,
        keys: Iterable[Hashable],
        write: Callable[[], Awaitable[T]],
        *,
        behind: Iterable[Hashable] = (),
    ) -> T:
        """Write, and return the result.

        :param keys: what it concerns, such as a tab
        :param behind: what else earlier writes may concern for which this one waits
        """
        keys = set(keys)
        before = {self._last[key] for key in {*keys, *behind} if key in self._last}
        task = asyncio.ensure_future(_after(before, write))
        for key in keys:
            self._last[key] = task
        task.add_done_callback(lambda _: self._forget(keys, task))
        return await asyncio.shield(task)

    async def settled(self, *keys: Hashable) -> None:
        """Wait for all writes that concern these things, or all writes if none is named."""
        waiting = {task for key, task in self._last.items() if key in keys or not keys}
        if waiting:
            await asyncio.wait(waiting)

    async def close(self) -> None:
        """Wait for all writes, for a few seconds."""
        if waiting := set(self._last.values()):
            _, late = await asyncio.wait(waiting, timeout=LONGEST)
            for task in late:
                task.cancel()

    def _forget(self, keys: Iterable[Hashable], task: asyncio.Task[Any]) -> None:
        if not task.cancelled():
            task.exception()  # its caller may be gone
        for key in keys:
            if self._last.get(key) is task:
                del self._last[key]


async def _after(before: Iterable[asyncio.Task[Any]], write: Callable[[], Awaitable[T]]) -> T:
    if before:
        await asyncio.wait(before)
    return await write()
