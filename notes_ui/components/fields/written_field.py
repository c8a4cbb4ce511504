"""A field that a server writes into while somebody types in it.

A browser drops what is typed until the server's text arrives. So that counts as shown only when the
browser has said so, and one text is under way at a time.
"""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from typing import Any, Final

from nicegui import background_tasks

from notes_ui.components.fields.shown_text import ShownText
from notes_ui.runtime import answers
from notes_ui.runtime.field_values import ToldOnce

PAUSE: Final = 0.5
"""seconds without a letter, after which a field can be written into"""


class WrittenField(ToldOnce):
    """A field with a text that is meant, beside the value that the browser has told last."""

    _asked = "inputValue"
    """what tells the text that the browser shows"""

    def _begin(self) -> None:
        self._meant = ShownText(self.value or "")
        self._anew: list[ShownText] = []
        """the same, if the last lost Enter was lost with the connection: the line was empty then

        One for each time that the connection was lost since it was last known.
        """
        self._sends_before = 0
        """how many texts were sent before the browser was asked what it shows"""
        self._changes = 0
        """how often something was heard"""
        self._writing: asyncio.Task[None] | None = None
        self._pause = PAUSE
        """seconds to wait before the field can be written into"""

    @property
    def text(self) -> str:
        """What the person means: also while the browser does not yet show it."""
        return self._meant.text

    @property
    def is_written(self) -> bool:
        """Whether the browser is still to show what the server has written."""
        return self._writing is not None

    def write(self, text: str) -> None:
        """Have the browser show a text. What is typed before it does is kept, behind it."""
        for anew in self._anew:
            anew.text = text
        if self._meant.mean(text):
            self.send_value(text, shown=self._meant.shown)
        self._wait()

    def empty(self) -> None:
        """Have the browser show nothing, as soon as it has said what it shows.

        So nothing is emptied over a line that is dead one way: letters may be on it.
        """
        if self._writing is None:
            self._pause = 0.0
        self._owe_nothing()

    def place_caret(self, at: int) -> None:
        """Put the caret behind so many characters of the text that is shown.

        They are properties of the browser's own field. Only a change of them is carried out, so
        they may stay what they are, wherever somebody moves the caret afterwards.
        """
        units = len(self.text[:at].encode("utf-16-le")) // 2
        self.props["selectionStart"] = self.props["selectionEnd"] = units

    def prepend(self, text: str) -> None:
        """Put letters in front that were meant for this field; shown when the typing pauses."""
        for meant in self._possible():
            meant.text = text + meant.text
        self._wait()

    def _owe_nothing(self) -> None:
        """Have the field empty, at a pause: who types on over a bad line is not disturbed."""
        for meant in self._possible():
            meant.text = ""
        self._wait()

    def _possible(self) -> Iterator[ShownText]:
        """What may be meant: more than one, while it is not known what was lost on the way."""
        yield self._meant
        yield from self._anew

    def _hear_text(self, value: str) -> None:
        for meant in self._possible():
            meant.hear(value)

    def _wait(self) -> None:
        if self._writing is None:
            self._writing = background_tasks.create(
                self._wait_until_shown(), name="wait until a text is shown"
            )

    async def _wait_until_shown(self) -> None:
        while not self.is_deleted:
            if self._meant.is_sent:
                await self._ask(self._meant.confirm)
            elif self._meant.owed:
                await self._write_at_a_pause()
            else:
                break
        self._writing = None

    async def _write_at_a_pause(self) -> None:
        """Write what is meant when nobody types, and the browser was heard of just now.

        Over a line that is dead one way, letters would be overwritten that nobody has heard of.
        """
        changes = self._changes
        pause, self._pause = self._pause, PAUSE
        await asyncio.sleep(pause)
        if changes == self._changes and self._meant.owed:
            await self._ask(partial(self._write_if_quiet, changes))

    def _write_if_quiet(self, changes: int, shown: str | None) -> None:
        if shown is not None:
            self._learn(shown)
        if changes == self._changes and self._meant.owed and self._meant.mean(self._meant.text):
            self.send_value(self._meant.text, shown=self._meant.shown)

    def _learn(self, shown: str | None) -> None:
        """Take in what the browser shows, with nothing typed just now; None if nobody can say."""
        if shown is not None and shown != self._meant.shown:
            self.take_value(shown)

    def _lose_sent(self) -> None:
        """Take in at a handshake whether a text that was under way has arrived.

        It had arrived before the connection was lost, or never will: it is not sent again.
        """
        if self._meant.is_sent:
            self._meant.lose(arrived=self.has_arrived)

    def _end_writing(self, shown: str | None) -> None:
        """Begin to write anew: a question that was under way may be lost.

        :param shown: confirms a text that was sent before the browser was asked for it
        """
        if self._writing:
            self._writing.cancel()
            self._writing = None
            if self._meant.is_sent and self._meant.sends == self._sends_before:
                self._meant.confirm(shown)
            self._wait()

    async def _ask(self, take: Callable[[str | None], object]) -> None:
        """Ask what the browser shows, however long it is away.

        :param take: called with the answer before anything is heard that was told behind it
        """
        await asyncio.sleep(0)  # NiceGUI sends what a field is to show a turn later than a question
        while not self.is_deleted and not self.client.is_deleted:
            with suppress(TimeoutError), answers.taken_by(lambda said: take(self._read(said))):
                await self.get_computed_prop(self._asked, timeout=answers.ANSWERED)
                return

    def _read(self, said: Any) -> str | None:
        """What the browser shows; None if it does not say."""
        return said if isinstance(said, str) else None
