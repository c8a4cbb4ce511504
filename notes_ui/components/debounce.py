"""Calling something when nothing has happened for a while."""

import asyncio
from collections.abc import Awaitable, Callable

from nicegui import background_tasks, ui


class Debounce:
    """A while that begins anew each time.

    :param place: the element that it is about; when that is gone, nothing is called any more
    :param seconds: how long it is
    :param over: called at its end
    """

    def __init__(
        self, place: ui.element, seconds: float, over: Callable[[], Awaitable[object]]
    ) -> None:
        self._place = place
        self._seconds = seconds
        self._over = over
        self._due: asyncio.TimerHandle | None = None

    def begin(self) -> None:
        """Begin it, or begin it anew."""
        self.forget()
        self._due = asyncio.get_running_loop().call_later(self._seconds, self._tell)

    def forget(self) -> None:
        """Call nothing at its end."""
        if self._due:
            self._due.cancel()
            self._due = None

    def _tell(self) -> None:
        self._due = None
        if not self._place.is_deleted:
            background_tasks.create(self._call(), name="after a pause", context=self._place)

    async def _call(self) -> None:
        await self._over()
