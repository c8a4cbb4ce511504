"""Noticing that somebody has left a form, and not only one of its fields for the next."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

from nicegui import background_tasks, ui

ELSEWHERE: Final = 0.2
"""seconds after which a focus that has left a field has not come to another one"""


class Departure:
    """The keyboard's focus in a form.

    :param arrived: called when a field or a button has got it
    :param left: called when it has left the form, and has not come back at once
    """

    def __init__(
        self,
        form: ui.element,
        *,
        arrived: Callable[[], None],
        left: Callable[[], Awaitable[None]],
    ) -> None:
        self._form = form
        self._arrived = arrived
        self._left = left
        self._due: asyncio.TimerHandle | None = None
        form.on("focusin", self._arrive, args=[])
        form.on("focusout", self._leave, args=[])

    def forget(self) -> None:
        """Call nothing more for what has left so far."""
        if self._due:
            self._due.cancel()
            self._due = None

    def _arrive(self) -> None:
        self.forget()
        self._arrived()

    def _leave(self) -> None:
        self.forget()
        self._due = asyncio.get_running_loop().call_later(ELSEWHERE, self._tell)

    def _tell(self) -> None:
        background_tasks.create(self._left(), name="save what was edited", context=self._form)
