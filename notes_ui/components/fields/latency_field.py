"""Keeps apart what a field shows and what somebody has typed, while texts of others arrive in it.

A text of others needs time to reach the browser. Until it does, the person types over the previous
text, and the browser then drops those letters. They are no change of the others' text. The server
keeps them, and distinguishes them from what is typed afterwards. So it need not put anything back
into a field that somebody types in.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, NamedTuple

from nicegui import background_tasks

from notes_ui.components.fields.typed_field import TypedField
from notes_ui.runtime import answers
from notes_ui.text.change import change
from notes_ui.text.line_merge import merge


class Text(NamedTuple):
    """A text that the browser may show."""

    shown: str
    base: str | None
    """the text that it was derived from: of what was typed over it, only the changes count; None if
    the editor knows it"""
    mine: str
    """what the person means while it is shown: it, with the letters that the browser has dropped"""


@dataclass(frozen=True, slots=True)
class Events:
    """The callbacks of a `LatencyField`."""

    heard: Callable[[], str]
    """called when the browser shows a text of others; returns what somebody has typed, merged with
    it"""
    lost: Callable[[Text], None]
    """called when a text of others was lost with the connection, with the text that the person has
    typed over instead"""


class LatencyField:
    """One field into which the server puts texts of others."""

    def __init__(self, field: TypedField, on: Events) -> None:
        self._field = field
        self._on = on
        self.shown = self.text = field.value or ""
        """`shown` is what the browser shows or is about to show; `text` is the whole text as it was
        typed, with the letters that the browser has dropped"""
        self._possible: list[Text] = []
        """what the browser may still show: the previous text, and those that were sent since; empty
        when it shows the last one"""
        self._is_lost = False
        """whether the last of them may be lost with the connection"""
        self._seeing: asyncio.Task[None] | None = None
        field.answered = self._settle

    def take(self, text: str, base: str | None = None) -> None:
        """Put the text into the field; the browser shows it as soon as the message arrives.

        :param base: the text that the shown one was derived from, if the editor has another one now
        """
        before = self.shown
        if not self._possible:
            self._possible.append(Text(before, base, self.text))
        elif self._possible[0].base is None:
            self._possible[0] = self._possible[0]._replace(base=base)
        self._possible.append(Text(text, text, text))
        self.shown = self.text = text
        self._field.replace(text, before)
        if self._seeing:
            self._seeing.cancel()
        self._seeing = background_tasks.create(
            self._wait_for_the_browser(), name="wait until a text is taken over"
        )

    def doubt(self) -> None:
        """Ask the browser after a handshake what it shows: its reports may have been lost."""
        if self._possible:
            if self._seeing:
                self._seeing.cancel()
            self._is_lost = not self._field.has_arrived
            if not self._is_lost:
                self._take_in()
        self._field.doubt()

    def changed(self) -> tuple[str, str | None]:
        """Take in a new value of the field.

        :return: what somebody has typed, and the base of the previous text if it was typed over it
            and the editor has another one
        """
        value = self._field.text
        if self._possible:
            base, self.text = self._possible[0].base, value
            self._possible[0] = Text(value, None, value)
            return value, base
        mine = merge(self.shown, value, self.text, prefer_mine=True).text
        self.text, self.shown = value if self.shown == self.text else mine, value
        return self.text, None

    async def _wait_for_the_browser(self) -> None:
        """Wait until the browser has received all that was sent, however long it is away."""
        while not self._field.is_deleted:
            with suppress(TimeoutError), answers.taken_by(self._see):
                await self._field.get_computed_prop("inputValue", timeout=answers.ANSWERED)
                return

    def _see(self, shown: Any) -> None:
        if isinstance(shown, str):
            self.shown = shown
        self._take_in()

    def _take_in(self) -> None:
        """Note that the browser shows the last text, or what was typed over it."""
        self._possible.clear()
        self.text = self._on.heard()

    def _settle(self, shown: str) -> None:
        """Find over which text the person has typed while the connection was lost.

        :param shown: what the browser shows now
        """
        if not (self._is_lost and self._possible):
            return
        is_certain = self._field.has_arrived is False
        possible = self._possible[:-1] if is_certain else self._possible
        over = min(possible, key=lambda text: change(text.shown, shown).size)
        self._is_lost = False
        if over is self._possible[-1]:
            self._take_in()
            return
        self._possible = []
        self.shown, self.text = over.shown, over.mine
        self._field.begin_with(over.shown)
        self._on.lost(over)
