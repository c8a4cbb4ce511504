"""Fields that lose no letter on a slow connection, nor on one that was dead for a while.

The text that the browser shows is the right one. The server asks for it after a connection was
lost, because what the browser sent over a dead connection is lost without notice.
"""

import asyncio
from collections.abc import Callable
from typing import Any

from nicegui import background_tasks, ui

from notes_ui.components.fields.leavable_field import LeavableField
from notes_ui.components.fields.pressed_text import PressedText, before_last_letter
from notes_ui.text.lists import continued

Typed = Callable[[], object]


class TypedField(LeavableField):
    """A field in which somebody types, and then presses something such as Add note.

    :param typed: called when somebody has typed in it
    """

    def _follow(self, typed: Typed) -> None:
        self._begin()
        self._typed = typed
        self._doubts: asyncio.Task[None] | None = None
        self._unsure = False
        """whether the text is in doubt, and the browser has not reported it since"""
        self._pressed: list[PressedText] = []
        """texts to take out as soon as the browser has reported what they were"""
        self._read_twice: list[PressedText] = []
        """texts that were taken out while the server did not know whether an Enter was lost"""
        self.on_value_change(self._hear)

    def take_out(self) -> PressedText:
        """Take out what the field holds at this very moment, because something was pressed.

        If that is in doubt, the text is taken out as soon as the browser reports anything of the
        field.
        """
        pressed = PressedText()
        if self._unsure:
            self._pressed.append(pressed)
        else:
            self._fill(pressed)
        return pressed

    def doubt(self) -> None:
        """Ask the browser after a handshake what it shows: its reports may have been lost.

        Ask even if an earlier question is open: that question, or its answer, may also be lost.
        """
        self._lose_sent()
        self.ask()

    def ask(self) -> None:
        """Ask the browser what it shows, because its reports may still be on their way."""
        self._sends_before = self._meant.sends
        self._unsure = True
        self._changes += 1  # stops a write that was about to begin: letters may be lost
        for pressed in self._pressed:
            pressed.is_late = True
        if self._doubts is not None:
            self._doubts.cancel()
        self._doubts = background_tasks.create(self._settle(), name="ask what a field holds")

    @property
    def in_doubt(self) -> bool:
        """Whether the server still waits for the browser to answer what the field holds."""
        return self._doubts is not None

    @property
    def is_sure(self) -> bool:
        """Whether the server knows what the browser shows, except for what is on its way."""
        return not self._unsure and self._doubts is None

    async def settled(self) -> None:
        """Wait until the server knows what the field holds, if that is in doubt."""
        while (asked := self._doubts) is not None:
            await asyncio.wait({asked})
            if asked is self._doubts:  # the task has failed
                self._doubts = None

    async def _settle(self) -> None:
        await self._ask(self._end_doubt)
        self._doubts = None

    def _end_doubt(self, shown: str | None) -> None:
        self._doubts = None
        before = self._meant.text
        self._end_writing(shown)
        if self._meant.text != before:
            self._typed()
        self._learn(shown)

    def _hear(self) -> None:
        if self.is_own:
            return
        self._changes += 1
        value, before = self.value or "", self._meant.text
        if self._unsure and value:
            self._give_up_late()
            self._take_pressed(before_last_letter(value, self._meant.shown))
        self._hear_text(value)
        self._go_on(before)
        self._typed()

    def _give_up_late(self) -> None:
        """Give up presses since which the connection was lost again.

        The server does not guess what they meant: letters of which it hears only now may have been
        typed before them, or after them.
        """
        for pressed in self._pressed:
            pressed.is_void = pressed.is_late
        self._pressed = [pressed for pressed in self._pressed if not pressed.is_late]

    def _learn(self, shown: str | None) -> None:
        """Take in the text that the browser shows when nobody has typed just now.

        :param shown: None if the browser has not reported it
        """
        self._unsure = False  # what is taken in now is no typed letter
        if shown is not None and shown != self._meant.shown:
            self._give_up_late()
            self.take_value(shown)
        elif shown is not None:
            self._take_quietly(shown)  # otherwise a report of what was sent and lost is no change
            for anew in self._anew:
                anew.hear(shown)
        self._take_pressed(self._meant.shown)

    def _take_pressed(self, shown: str) -> None:
        """Take out what was shown at the presses; the first of several presses gets all of it."""
        self._unsure = False
        if self._pressed:
            self._hear_text(shown)
            self._fill(self._pressed[0])
            self._pressed.clear()

    def _fill(self, pressed: PressedText) -> None:
        """Take out what the person means, in each possible reading."""
        pressed.text = self._meant.text
        if self._anew:
            pressed.anew = [anew.text for anew in self._anew]
            self._read_twice.append(pressed)
        self._owe_nothing()

    def _go_on(self, before: str) -> None:
        """Continue what was typed, in a field that can do so."""


class LineField(TypedField):
    """A field of one line."""

    def __init__(self, *args: Any, typed: Typed, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._follow(typed)


class TextField(ui.textarea, TypedField):
    """A field of any number of lines, in which Enter continues a list."""

    def __init__(self, *args: Any, typed: Typed, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._follow(typed)

    def _go_on(self, before: str) -> None:
        if self.heir or self.is_replaced:
            return
        if (text := continued(before, self._meant.text)) is not None:
            self.write(text)
