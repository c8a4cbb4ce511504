"""A field that another field can replace while somebody types in it."""

import asyncio
from collections.abc import Callable, Collection
from dataclasses import dataclass

from nicegui import background_tasks

from notes_ui import theme
from notes_ui.components.fields.written_field import WrittenField

Tasks = Collection[asyncio.Task[None]]


@dataclass(frozen=True, slots=True)
class Heir:
    """The field that gets what is still typed in a field that was left."""

    field: Callable[[], "LeavableField"]
    take: Callable[[str], object]
    """called with such a text, which belongs in front of what the field holds"""


class LeavableField(WrittenField):
    """A field that leaves the page only when the server has received all that was typed in it."""

    def _begin(self) -> None:
        super()._begin()
        self.has_focus = False
        """whether the browser has reported that the focus is here; see `watch_focus`"""
        self.heir: Heir | None = None
        """gets what is still typed here, after another field has taken the place of this one"""
        self._successor: Heir | None = None
        """the field that has taken the place of this one"""

    def watch_focus(self, leaving: str = "focusout") -> None:
        """Make the browser report when this field gets the focus, and when it loses it.

        :param leaving: the event by which it loses the focus, with modifiers
        """
        for coming in ("focusin", "click"):  # a click into the focused field means it, too
            self.on(coming, self._come, args=[])
        self.on(leaving, self._go, args=[])

    def take_focus(self) -> None:
        """Put the keyboard's focus into this field."""
        self.run_method("focus")

    def leave(self, heir: Heir, successor: Heir, *, keep: bool = False) -> None:
        """Make the field invisible; `hand_on` removes it from the page.

        A field that is emptied drops letters. This field keeps what is typed in it until the
        browser knows that it was left, even if the connection is lost in the meantime.

        :param heir: gets what is typed here from now on
        :param successor: takes the place of this field, and gets what a person types who comes back
            to this field
        :param keep: whether the heir also gets what the field holds now; otherwise the caller has
            taken that
        """
        self.heir, self._successor = heir, successor
        self.classes(theme.LEFT_FIELD).props["tabindex"] = -1
        if not keep:
            for meant in self._possible():
                meant.text = ""
        self._write_no_more()

    def ask_again(self, *, after: Tasks = ()) -> asyncio.Task[None]:
        """Ask again what was typed in a field that was left, because the connection was lost."""
        self._lose_sent()
        return self.hand_on(after=after)

    def hand_on(self, *, after: Tasks = ()) -> asyncio.Task[None]:
        """Pass on what was typed in a field that was left, and remove the field.

        This waits until the browser has reported all that was typed in the field. Call it after the
        heir has been given the focus.

        :param after: tasks of other fields that pass on their texts first; those texts stand behind
            the text of this field
        :return: the task, which ends when the field is gone
        """
        self._write_no_more()
        self._writing = background_tasks.create(
            self._hand_on_all(after), name="ask a field that is left"
        )
        return self._writing

    def take_late(self) -> str:
        """Take what was typed since the field was left, as far as the server has received it."""
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
        """Move the focus to the heir, if it is still here."""
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
