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
from notes_ui.runtime.field_values import SentText
from notes_ui.text.line_merge import merge


class Text(NamedTuple):
    """A text that the browser may show."""

    shown: str
    base: str | None
    """the text of the note from which `shown` was derived; None if the editor knows it already

    Only the differences from this text are changes of the person who types.
    """
    mine: str
    """the text that the person means while the browser shows `shown`

    It also has the letters that the browser has dropped.
    """
    sent: SentText | None
    """None if the browser has shown it all along"""

    @property
    def arrived(self) -> bool:
        """Whether the browser has received it; to be read at a handshake."""
        return self.sent is None or bool(self.sent.arrived)


@dataclass(frozen=True, slots=True)
class Events:
    """The callbacks of a `LatencyField`."""

    heard: Callable[[], str]
    """called when the browser shows a text of others; returns what somebody has typed, merged with
    it"""
    merged: Callable[[str], str]
    """called with a text of others; returns what somebody has typed so far, merged with it"""
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
        self._has_typed = False
        """whether somebody is known to have typed over the first of them"""
        self._seeing: asyncio.Task[None] | None = None

    def take(self, text: str, base: str, base_before: str | None) -> None:
        """Put the text into the field; the browser shows it as soon as the message arrives.

        :param base: the text of the note that it was derived from
        :param base_before: that of the shown text, if it was another one
        """
        before = self.shown
        if not self._possible:
            self._possible.append(Text(before, base_before, self.text, None))
        elif self._possible[0].base is None:
            self._possible[0] = self._possible[0]._replace(base=base_before)
        sent = self._field.replace(text, before)
        self._field.is_replaced = True
        self._possible.append(Text(text, base, text, sent))
        self.shown = self.text = text
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
            if self._possible[-1].arrived:
                self._take_in()
            else:
                self._lose()
        self._field.doubt()

    def changed(self) -> tuple[str, str | None]:
        """Take in a new value of the field.

        :return: the text that the person means; and the base of the previous text if the person
            typed over that text and the editor has another base, otherwise None
        """
        value = self._field.text
        if self._possible:
            first = self._possible[0]
            self.text = _typed_over(first.shown, value, first.mine)
            self._possible[0] = first._replace(shown=value, base=None, mine=self.text)
            self._has_typed = True
            return self.text, first.base
        self.text, self.shown = _typed_over(self.shown, value, self.text), value
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
        self._forget()
        self._field.begin_with(self.shown)
        self.text = self._on.heard()

    def _lose(self) -> None:
        """Note that the last text was lost: somebody types over the last one that has arrived."""
        over = [text for text in self._possible if text.arrived][-1]
        if self._has_typed and over is not self._possible[0]:
            over = over._replace(mine=self._on.merged(over.shown))
        self._forget()
        self.shown, self.text = over.shown, over.mine
        self._field.begin_with(over.shown)
        self._on.lost(over)

    def _forget(self) -> None:
        self._possible = []
        self._has_typed = self._field.is_replaced = False


def _typed_over(shown: str, value: str, mine: str) -> str:
    """The text that a person means after typing `value` over `shown`; before, it was `mine`."""
    return value if shown == mine else merge(shown, value, mine, prefer_mine=True).text
