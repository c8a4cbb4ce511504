"""Undo: what this page has done, and how it is taken back."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import Final

from nicegui import Client, ui

from api.edits import Edit
from notes_ui import theme, words
from notes_ui.bare import Bare
from notes_ui.language import Language

SHOWN_FOR: Final = 8.0
"""seconds"""
MOST_KEPT: Final = 50
Apply = Callable[[Sequence[Edit]], Awaitable[bool]]


class Undo:
    """A line that says what was done, with a button that takes it back.

    :param pressed: called when that button was pressed, which then is gone
    """

    def __init__(
        self, client: Client, language: Language, apply: Apply, *, pressed: Callable[[], None]
    ) -> None:
        self._pressed = pressed
        self._client = client
        self._language = language
        self._apply = apply
        self._steps: deque[Sequence[Edit]] = deque(maxlen=MOST_KEPT)
        self._hiding: asyncio.TimerHandle | None = None
        self._line = ui.element("div").classes(theme.SNACKBAR).props("role=status")

    def offer(self, said: str | None, step: Sequence[Edit]) -> None:
        """Keep the way back, and say for some seconds what was done, if anything is to be said."""
        if step:
            self._steps.append(step)
        if said:
            self.say(said, step)

    def say(self, said: str, step: Sequence[Edit] = ()) -> None:
        """Say something for some seconds, with a button if there is something to take back."""
        if self._client.is_deleted:
            return
        self._line.clear()
        with self._line:
            Bare("span", said)
            if step:
                button = Bare("button", self._language.say(words.UNDO)).props(theme.PLAIN_BUTTON)
                button.on("click", lambda: self._press(step), args=[])
        self._line.classes(theme.SNACKBAR_SHOWN)
        self._hide_later()

    async def undo(self) -> None:
        """Take back the last thing that was done on this page and not yet taken back."""
        if self._steps:
            await self._take_back(self._steps[-1])
        else:
            self.say(self._language.say(words.NOTHING_TO_UNDO))

    async def _press(self, step: Sequence[Edit]) -> None:
        self._pressed()
        await self._take_back(step)

    async def _take_back(self, step: Sequence[Edit]) -> None:
        """Take back this very thing, which need not be the last; once, but for a failure."""
        others = [kept for kept in self._steps if kept is not step]
        if len(others) < len(self._steps):
            self._steps = deque(others, maxlen=MOST_KEPT)
            self._hide()
            if not await self._apply(step):
                self._steps.append(step)

    def _hide_later(self) -> None:
        if self._hiding:
            self._hiding.cancel()
        self._hiding = asyncio.get_running_loop().call_later(SHOWN_FOR, self._hide)

    def _hide(self) -> None:
        if not self._client.is_deleted:
            self._line.classes(remove=theme.SNACKBAR_SHOWN)
            self._line.clear()
