"""Keeps apart what a field shows and what somebody has typed, while texts of others arrive in it.

A text of others needs time to reach the browser. Until it does, the person types over the previous
text, and the browser then drops those letters. They are no change of the others' text. The server
keeps them, and distinguishes them from what is typed afterwards. So it need not put anything back
into a field that somebody types in.
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
    """One field into which the server puts texts of others.

    :param heard: called when the browser shows such a text; returns what somebody has typed, merged
        with it
    """

    def __init__(self, field: TypedField, heard: Callable[[], str]) -> None:
        self._field = field
        self._heard = heard
        self.shown = self.text = field.value or ""
        """`shown` is what the browser shows or is about to show; `text` is the whole text as it was
        typed, with the letters that the browser has dropped"""
        self._before: str | None = None
        """the previous text, which the browser may still show; None when it shows the new one"""
        self._seeing: asyncio.Task[None] | None = None

    def take(self, text: str) -> None:
        """Put the text into the field; the browser shows it as soon as the message arrives."""
        if self._before is None:
            self._before = self.shown
        self.shown = self.text = text
        self._field.replace(text)
        if self._seeing:
            self._seeing.cancel()
        self._seeing = background_tasks.create(
            self._wait_for_the_browser(), name="wait until a text is taken over"
        )

    def doubt(self) -> None:
        """Ask the browser after a handshake what it shows: its reports may have been lost."""
        if self._field.has_arrived:
            self._before = None
        self._field.doubt()

    def changed(self) -> tuple[str, str | None]:
        """Take in a new value of the field.

        :return: what somebody has typed, and the previous text if it was typed over that
        """
        value = self._field.text
        if self._before is not None:
            self.text = value
        else:
            mine = merge(self.shown, value, self.text, prefer_mine=True).text
            self.text, self.shown = value if self.shown == self.text else mine, value
        return self.text, self._before

    async def _wait_for_the_browser(self) -> None:
        """Wait until the browser has received all that was sent, however long it is away."""
        while not self._field.is_deleted:
            with suppress(TimeoutError), answers.taken_by(self._see):
                await self._field.get_computed_prop("inputValue", timeout=answers.ANSWERED)
                return

    def _see(self, shown: Any) -> None:
        if isinstance(shown, str):
            self._field.learn(shown)  # letters, if the connection was lost with the text
        self._before = None
        if isinstance(shown, str):
            self.shown = shown
        self.text = self._heard()
