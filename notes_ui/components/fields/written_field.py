"""A field that the server writes into while somebody types in it.

The browser drops what is typed until the server's text arrives. So that text counts as shown only
when the browser has confirmed it, and only one text is on its way at a time.
"""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from typing import Any, Final

from nicegui import background_tasks

from notes_ui.components.fields.shown_text import ShownText
from notes_ui.runtime import answers
from notes_ui.runtime.field_values import SentText, ToldOnce

PAUSE: Final = 0.5
"""seconds without a letter, after which the server can write into a field"""


class WrittenField(ToldOnce):
    """A field with the text that the person means, and the value that the browser last reported."""

    _asked = "inputValue"
    """the property that the server asks the browser for: here the text that the browser shows"""

    def _begin(self) -> None:
        self._meant = ShownText(self.value or "")
        self._anew: list[ShownText] = []
        """the other readings: what is meant if the last lost Enter was lost with the connection

        The field was empty after that Enter. There is one reading for each loss of the connection
        since the server last knew which Enters were lost.
        """
        self._sent_text: SentText | None = None
        """the last text that was sent for `_meant`"""
        self._sends_before = 0
        """how many texts were sent before the browser was asked what it shows"""
        self._changes = 0
        """goes up with each report of a text, and when the text comes into doubt"""
        self._writing: asyncio.Task[None] | None = None
        self._pause = PAUSE
        """seconds to wait before the server can write into the field"""
        self.is_replaced = False
        """whether the person may still type over the text that `replace` has replaced"""

    @property
    def text(self) -> str:
        """The text that the person means, even while the browser does not show it yet."""
        return self._meant.text

    @property
    def shown(self) -> str:
        """The text that the browser shows, as far as it has reported that."""
        return self._meant.shown

    @property
    def is_written(self) -> bool:
        """Whether the browser does not yet show what the server has written."""
        return self._writing is not None

    @property
    def is_stale(self) -> bool:
        """Whether the browser shows another text than the person means."""
        return self._meant.owed or self._meant.is_sent

    def write(self, text: str) -> None:
        """Make the browser show a text. What is typed before it does is kept, behind the text."""
        for anew in self._anew:
            anew.text = text
        if self._meant.mean(text):
            self._sent_text = self.send_value(text, shown=self._meant.shown)
        self._wait()

    def replace(self, text: str, shown: str) -> SentText:
        """Make the browser show a text of others, in place of anything that is on its way.

        The text counts as shown at once: the caller knows that the person may still type over the
        previous one. It is not sent again after a lost connection, because somebody may have typed
        in the meantime.

        :param shown: the text that the browser shows now
        """
        sent = self.send_value(text, shown=shown)
        self._begin_with(text)
        return sent

    def begin_with(self, shown: str) -> None:
        """Take the text for what the browser shows and the person means; tell nobody."""
        self._take_quietly(shown)
        self._begin_with(shown)

    def _take_quietly(self, shown: str) -> None:
        self.is_own = True
        self.take_value(shown)
        self.is_own = False

    def _begin_with(self, text: str) -> None:
        if self._writing:
            self._writing.cancel()
            self._writing = None
        self._meant = ShownText(text)
        self._changes += 1

    def empty(self) -> None:
        """Empty the field, as soon as the browser has reported what it shows.

        So the server does not empty a field while it receives nothing: letters may be on their way.
        """
        if self._writing is None:
            self._pause = 0.0
        self._owe_nothing()

    def begin_with_focus(self, at: int | None = None) -> None:
        """Make the browser put the focus here when it makes the field; call it before that.

        The focus comes in the message that makes the field. So nothing that arrives later moves it.

        :param at: how many characters come before the cursor; None to have it at the end
        """
        self.props["autofocus"] = True
        if at is not None:
            self._begin_with_caret(len(self.text[:at].encode("utf-16-le")) // 2)

    def _begin_with_caret(self, units: int) -> None:
        """Make the browser put the cursor behind this many code units of UTF-16.

        The props are properties of the browser's own input element, which sets them in this order,
        and then the value. A value moves the cursor to its end, unless the element holds the same
        text already; so this text is its default value. The browser acts only on a change of these
        props. So they can stay as they are, whatever somebody does in the field afterwards.
        """
        self.props["defaultValue"] = self.text
        self.props["selectionStart"] = self.props["selectionEnd"] = units

    def prepend(self, text: str) -> None:
        """Put letters in front that were meant for this field.

        The browser shows them when the typing pauses.
        """
        for meant in self._possible():
            meant.text = text + meant.text
        self._wait()

    def _owe_nothing(self) -> None:
        """Empty the field at a pause.

        So a person who goes on typing over a bad connection is not disturbed.
        """
        for meant in self._possible():
            meant.text = ""
        self._wait()

    def _possible(self) -> Iterator[ShownText]:
        """The readings of what is meant: several while the server does not know what was lost."""
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
        """Write what is meant when nobody types, and only right after the browser has answered.

        Without that answer, the server may no longer receive anything, and it would overwrite
        letters that it does not know.
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
            self._sent_text = self.send_value(self._meant.text, shown=self._meant.shown)

    def _learn(self, shown: str | None) -> None:
        """Take in the text that the browser shows when nobody has typed just now.

        :param shown: None if the browser has not reported it
        """
        if shown is not None and shown != self._meant.shown:
            self.take_value(shown)

    def _lose_sent(self) -> None:
        """Note at a handshake whether a text that was on its way has arrived.

        A text that is known to be lost is not sent again.
        """
        if self._meant.is_sent and self._sent_text:
            self._meant.lose(arrived=self._sent_text.arrived)

    def _end_writing(self, shown: str | None) -> None:
        """Begin again to write, because a question that was on its way may be lost.

        :param shown: what the browser shows; confirms a text only if the browser was asked after
            the text had been sent. None if the browser has not reported it
        """
        if self._writing:
            self._writing.cancel()
            self._writing = None
            if self._meant.is_sent and self._meant.sends == self._sends_before:
                self._meant.confirm(shown)
            self._wait()

    async def _ask(self, take: Callable[[str | None], object]) -> None:
        """Ask the browser what it shows, and wait for the answer, however long the browser is away.

        :param take: called with the answer, before the server handles what was sent after it
        """
        await asyncio.sleep(0)  # NiceGUI queues the call of a `q-select` later than a question
        while not self.is_deleted and not self.client.is_deleted:
            with suppress(TimeoutError), answers.taken_by(lambda said: take(self._read(said))):
                await self.get_computed_prop(self._asked, timeout=answers.ANSWERED)
                return

    def _read(self, said: Any) -> str | None:
        """What the browser shows; None if the answer does not contain it."""
        return said if isinstance(said, str) else None
