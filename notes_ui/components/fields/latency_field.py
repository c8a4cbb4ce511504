"""What a field holds, and what its browser shows: others' text takes its time to arrive.

What is typed before the browser has heard of the others' text was typed over the text before, and
the browser drops it. It is no change of theirs; and what is typed afterwards is told from it, so
that nothing has to be put back into a field that somebody types in.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from nicegui import background_tasks

from notes_ui.components.fields.typed_field import TypedField
from notes_ui.runtime import answers
from notes_ui.text.line_merge import merge


class LatencyField:
    """One field that others' texts are put into.

    :param heard: called when the browser shows them; returns what somebody has typed, with theirs
    """

    def __init__(self, field: TypedField, heard: Callable[[], str]) -> None:
        self._field = field
        self._heard = heard
        self.shown = self.text = field.value or ""
        """what the browser shows or is about to show, and what somebody has typed in all"""
        self._before: str | None = None
        """what the browser may still show; nothing as soon as it shows what it was told"""
        self._ours = False
        self._seeing: asyncio.Task[None] | None = None

    def take(self, text: str) -> None:
        """Have the field hold the text, in the browser as soon as it hears of it."""
        if self._before is None:
            self._before = self.shown
        self.shown = self.text = text
        self._ours = True
        self._field.set_value(text)
        self._ours = False
        if self._seeing:
            self._seeing.cancel()
        self._seeing = background_tasks.create(
            self._wait_for_the_browser(), name="wait until a text is taken over"
        )

    def changed(self) -> tuple[str, str | None] | None:
        """Take a new value of the field for what it is; nothing if it is none of the browser's.

        :return: what somebody has typed, and the text before, if it was typed over that
        """
        if self._ours:
            return None
        value = self._field.text
        if self._before is not None:
            self.text = value
        else:
            mine = merge(self.shown, value, self.text, prefer_mine=True).text
            self.text, self.shown = value if self.shown == self.text else mine, value
        return self.text, self._before

    async def _wait_for_the_browser(self) -> None:
        """Wait until it has heard of all that it was told, however long it is away."""
        while not self._field.is_deleted:
            with suppress(TimeoutError), answers.taken_by(self._see):
                await self._field.get_computed_prop("inputValue", timeout=answers.ANSWERED)
                return

    def _see(self, shown: Any) -> None:
        self._before = None
        if isinstance(shown, str):
            self.shown = shown
        self.text = self._heard()
