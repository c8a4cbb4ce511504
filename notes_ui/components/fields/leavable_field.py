"""A field that another one can replace while somebody types in it."""

import asyncio
from collections.abc import Callable, Collection
from dataclasses import dataclass

from nicegui import background_tasks

from notes_ui import theme
from notes_ui.components.fields.written_field import WrittenField

Tasks = Collection[asyncio.Task[None]]


@dataclass(frozen=True, slots=True)
class Heir:
    """The field that is meant by what is typed in one that was left."""

    field: Callable[[], "LeavableField"]
    take: Callable[[str], object]
    """called with a text that was typed in front of what the field holds"""


class LeavableField(WrittenField):
    """A field that goes from the page only when all that was typed in it is known."""

    def _begin(self) -> None:
        super()._begin()
        self.has_focus = False
        """whether the browser has told that the focus is here, if that is watched"""
        self.heir: Heir | None = None
        """who gets what is still typed here, once another field stands in its place"""
        self._successor: Heir | None = None
        """the field that stands in its place"""

    def watch_focus(self, leaving: str = "focusout") -> None:
        """Have the browser tell when the focus comes, and when it goes.

        :param leaving: the event by which it goes, with modifiers
        """
        for coming in ("focusin", "click"):  # who clicks where the focus is means the field, too
            self.on(coming, self._come, args=[])
        self.on(leaving, self._go, args=[])

    def take_focus(self) -> None:
        """Have typing go here from now on."""
        self.run_method("focus")

    def leave(self, heir: Heir, successor: Heir) -> None:
        """Go out of sight; `hand_on` takes the field from the page.

        Unlike a field that is emptied, this one still holds what is typed until the browser has
        heard of it, also if the connection is lost meanwhile. What it holds now is taken already.

        :param heir: gets what is typed here from now on
        :param successor: stands in its place, and gets what is typed by somebody who comes here
        """
        self.heir, self._successor = heir, successor
        self.classes(theme.LEFT_FIELD).props["tabindex"] = -1
        for meant in self._possible():
            meant.text = ""
        self._write_no_more()

    def ask_again(self, *, after: Tasks = ()) -> asyncio.Task[None]:
        """Ask what was typed in a field that is left: a connection was lost."""
        self._lose_sent()
        return self.hand_on(after=after)

    def hand_on(self, *, after: Tasks = ()) -> asyncio.Task[None]:
        """Have a field that is left go as soon as the browser has told all that was typed in it.

        To be called when the focus has been given to its heir.

        :param after: others that hand on before; what they hand on is to stand behind
        :return: ends when the field is gone
        """
        self._write_no_more()
        self._writing = background_tasks.create(
            self._hand_on_all(after), name="ask a field that is left"
        )
        return self._writing

    def take_late(self) -> str:
        """Take what was typed since the field was left, as far as it is known."""
        text, self._meant.text = self._meant.text, ""
        return text

    def _end_writing(self, shown: str | None) -> None:
        if self.heir is None:
            super()._end_writing(shown)

    def _write_no_more(self) -> None:
        if self._writing:
            self._writing.cancel()

    def _come(self) -> None:
        self.has_focus = True
        if self.heir and self.heir is not self._successor:
            self._bequeath()
            self.heir = self._successor
        self._send_on()

    def _go(self) -> None:
        self.has_focus = False

    def _send_on(self) -> None:
        """Have the focus go where typing is meant to go, if it is still here."""
        if self.has_focus and self.heir:
            self.heir.field().take_focus()

    async def _hand_on_all(self, after: Tasks) -> None:
        if after:
            await asyncio.wait(after)
        await self._ask(self._meant.confirm)
        if self.has_focus:
            self._send_on()
            await self._ask(self._meant.confirm)
        self._bequeath()
        if not self.is_deleted:
            self.delete()

    def _bequeath(self) -> None:
        if self.heir and (late := self.take_late()):
            self.heir.take(late)
