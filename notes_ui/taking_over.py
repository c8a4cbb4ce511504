"""Taking over what others write in a field, while somebody may be typing in it just then.

What is typed before the browser has heard of the others' text was typed over the text before, and
the browser drops it. It is told from what is typed afterwards, counts as typed over the text
before, and is put back as soon as the typing pauses.
"""

import asyncio
from contextlib import suppress

from nicegui import background_tasks, ui

from notes_ui.typed_fields import ANSWERED, PAUSE


class TakingOver:
    """One field that others' texts are put into."""

    def __init__(self, field: ui.input) -> None:
        self._field = field
        self._before: str | None = None
        """what the browser may still show; nothing as soon as it shows what it was told"""
        self._shown = ""
        """what the browser shows, in front of what is typed since"""
        self._meant: str | None = None
        """what it is to show instead"""
        self._changes = 0
        self._ours = False
        self._seeing: asyncio.Task[None] | None = None

    def take(self, text: str) -> None:
        """Have the field hold the text, in the browser as soon as it hears of it."""
        if self._before is None:
            self._before = self._field.value or ""
        self._shown, self._meant = text, None
        self._hold(text)
        if self._seeing:
            self._seeing.cancel()
        self._seeing = background_tasks.create(
            self._wait_for_the_browser(), name="wait until a text is taken over"
        )

    def changed(self) -> str | None:
        """Take a new value of the field for what it is.

        :return: the text before, if it was typed over that, and the others' was not yet seen
        """
        if self._ours:
            return None
        self._changes += 1
        value = self._field.value or ""
        if self._before is not None:
            self._meant = value
        elif self._meant is not None and value.startswith(self._shown):
            self._hold(self._meant + value.removeprefix(self._shown), tell=False)
        return self._before

    async def _wait_for_the_browser(self) -> None:
        await self._answer()
        self._before = None
        while self._meant is not None:
            changes = self._changes
            await asyncio.sleep(PAUSE)
            if self._field.is_deleted:
                return
            if changes == self._changes:
                await self._put_back()

    async def _put_back(self) -> None:
        changes, sent = self._changes, self._field.value or ""
        self._ours = True
        self._field._handle_value_change(sent)  # noqa: SLF001  # it holds it already
        self._ours = False
        await self._answer()
        more = changes != self._changes  # typed before the browser had it back
        self._shown, self._meant = sent, (self._field.value or "") if more else None

    async def _answer(self) -> None:
        """Wait until the browser has heard of all that it was told, however long it is away."""
        while not self._field.is_deleted:
            with suppress(TimeoutError):  # what it is asked for does nothing but be answered
                await self._field.run_method("resetValidation", timeout=ANSWERED)
                return

    def _hold(self, value: str, *, tell: bool = True) -> None:
        """Know what the field is to hold, and have the browser hear of it or not."""
        self._ours = True
        self._field._send_update_on_value_change = tell  # noqa: SLF001
        self._field.set_value(value)
        self._field._send_update_on_value_change = True  # noqa: SLF001
        self._ours = False
