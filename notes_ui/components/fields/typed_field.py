"""Fields that lose no letter on a slow line, nor on one that was dead for a while.

What a browser shows is the truth. The server asks for it after a connection was lost, since what
was sent on a dead one is gone without a word.
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
    """A field that somebody types in, and presses something behind.

    :param typed: called when somebody has typed in it
    """

    def _follow(self, typed: Typed) -> None:
        self._begin()
        self._typed = typed
        self._doubts: asyncio.Task[None] | None = None
        self._unsure = False
        """whether nothing was heard of the text since it was put in doubt"""
        self._pressed: list[PressedText] = []
        """texts that are to be taken out as soon as it is heard what they were"""
        self._read_twice: list[PressedText] = []
        """texts that were taken out while it was not known whether an Enter was lost"""
        self.on_value_change(self._hear)

    def take_out(self) -> PressedText:
        """Take out what the field holds at this very moment, in which something is pressed.

        If that is in doubt, it is taken out as soon as the browser says anything of the field.
        """
        pressed = PressedText()
        if self._unsure:
            self._pressed.append(pressed)
        else:
            self._fill(pressed)
        return pressed

    def doubt(self) -> None:
        """Ask after a handshake what the browser shows: what it has told may have been lost.

        Also if it was asked already: that question, or its answer, may have been lost as well.
        """
        self._lose_sent()
        self.ask()

    def ask(self) -> None:
        """Ask the browser what it shows: what it tells may still be on its way."""
        self._sends_before = self._meant.sends
        self._unsure = True
        self._changes += 1  # nothing is written that was about to be: letters may be lost
        for pressed in self._pressed:
            pressed.is_late = True
        if self._doubts is not None:
            self._doubts.cancel()
        self._doubts = background_tasks.create(self._settle(), name="ask what a field holds")

    @property
    def in_doubt(self) -> bool:
        """Whether the browser has yet to say what the field holds."""
        return self._doubts is not None

    @property
    def is_sure(self) -> bool:
        """Whether it is known what the browser shows, but for what is on its way."""
        return not self._unsure and self._doubts is None

    async def settled(self) -> None:
        """Wait until it is sure what the field holds, if that is in doubt."""
        while (asked := self._doubts) is not None:
            await asyncio.wait({asked})
            if asked is self._doubts:  # it has failed
                self._doubts = None

    async def _settle(self) -> None:
        await self._ask(self._end_doubt)
        self._doubts = None

    def _end_doubt(self, shown: str | None) -> None:
        self._doubts = None
        self._end_writing(shown)
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
        """Carry no press out at a guess: what was typed behind it may be lost on the way."""
        for pressed in self._pressed:
            pressed.is_void = pressed.is_late
        self._pressed = [pressed for pressed in self._pressed if not pressed.is_late]

    def _learn(self, shown: str | None) -> None:
        """Take in what the browser shows, with nothing typed just now; None if nobody can say."""
        self._unsure = False  # what is taken now is no letter
        if shown is not None and shown != self._meant.shown:
            self.take_value(shown)
        elif shown is not None:
            for anew in self._anew:
                anew.hear(shown)
        self._take_pressed(self._meant.shown)

    def _take_pressed(self, shown: str) -> None:
        """Take out what was shown at presses; the first of several takes all of it."""
        self._unsure = False
        if self._pressed:
            self._hear_text(shown)
            self._fill(self._pressed[0])
            self._pressed.clear()

    def _fill(self, pressed: PressedText) -> None:
        """Take out what is meant, in each way in which it can be read."""
        pressed.text = self._meant.text
        if self._anew:
            pressed.anew = [anew.text for anew in self._anew]
            self._read_twice.append(pressed)
        self._owe_nothing()

    def _go_on(self, before: str) -> None:
        """Continue what was typed."""


class LineField(TypedField):
    """One line."""

    def __init__(self, *args: Any, typed: Typed, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._follow(typed)


class TextField(ui.textarea, TypedField):
    """Any number of lines, in which lists go on at Enter."""

    def __init__(self, *args: Any, typed: Typed, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._follow(typed)

    def _go_on(self, before: str) -> None:
        if self.heir is None and (text := continued(before, self._meant.text)) is not None:
            self.write(text)
