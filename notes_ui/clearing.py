"""Clearing a field while somebody goes on typing in it, over a connection that takes its time.

A browser that is told to clear a field drops what was typed since the telling. All of it has been
sent, though, behind the text that was there; so it can be told from what comes afterwards, and is
put back as soon as the typing pauses.
"""

import asyncio
from contextlib import suppress
from typing import Final

from nicegui import background_tasks, ui

ANSWERED: Final = 5.0
"""seconds after which a browser that does not answer will not do so any more"""
PAUSE: Final = 0.5
"""seconds without a letter, after which a field can be written into"""


class Clearing:
    """One field that is cleared again and again."""

    def __init__(self, field: ui.input) -> None:
        self._field = field
        self._before = ""
        """what the browser may still hold in front of what is typed"""
        self._late = ""
        """what was typed meanwhile, and the browser drops"""
        self._changes = 0
        self._clearing: asyncio.Task[None] | None = None

    @property
    def text(self) -> str:
        """What somebody has typed since the field was cleared."""
        return self._late + (self._field.value or "")

    def clear(self) -> None:
        """Empty the field, in the browser as soon as it hears of it."""
        self._before += self._late if self._before else self._field.value or ""
        self._late = ""
        self._field.value = ""
        if self._clearing:
            self._clearing.cancel()
        if self._before:
            self._clearing = background_tasks.create(
                self._wait_for_the_browser(), name="wait until a field is cleared"
            )

    def write(self, text: str) -> None:
        """Have the field hold a text again."""
        self._before = self._late = ""
        self._field.value = text

    def changed(self) -> None:
        """Take a new value of the field for what it is."""
        self._changes += 1
        value = self._field.value or ""
        typed = not self._field._send_update_on_value_change  # noqa: SLF001
        if typed and self._before and value.startswith(self._before):
            self._late = value.removeprefix(self._before)
            self._hold("")

    async def _wait_for_the_browser(self) -> None:
        with suppress(TimeoutError):  # what it is asked for does nothing but be answered
            await self._field.run_method("resetValidation", timeout=ANSWERED)
        self._before = ""
        while self._late:
            changes = self._changes
            await asyncio.sleep(PAUSE)
            if changes == self._changes:
                self._field.value, self._late = self.text, ""

    def _hold(self, value: str) -> None:
        """Know what the browser will hold, without telling it."""
        self._field._send_update_on_value_change = False  # noqa: SLF001
        self._field.set_value(value)
        self._field._send_update_on_value_change = True  # noqa: SLF001
