"""Undo: what this page has done, and how it is taken back."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Final

from nicegui import Client, ui

from notes_ui import theme
from notes_ui.components.elements import TextButton
from notes_ui.i18n import messages
from notes_ui.i18n.language import Language
from notes_ui.ports.notes import Edit, Edited
from notes_ui.runtime.lean_elements import Bare, Boundary

SHOWN_FOR: Final = 8.0
"""seconds for which the line is shown"""
MOST_KEPT: Final = 50
"""steps that can be undone"""
Apply = Callable[[Sequence[Edit]], Awaitable[Sequence[Edited] | None]]
"""applies edits; returns the results of those that were applied, None if the database failed"""


@dataclass(slots=True, eq=False)
class Step:
    """The edits that undo one action."""

    edits: Sequence[Edit]
    again: Callable[[], Awaitable[object]] | None = None
    """called after the edits, if they are not enough to undo the action"""

    def pass_over(self, passed: Mapping[int, range]) -> None:
        """Ignore the versions of a later step that was undone: they would count as others' changes.

        :param passed: by note id, the versions from the later step until it was undone
        """
        self.edits = [
            replace(edit, passed=(*edit.passed, passed[edit.note_id]))
            if edit.note_id in passed
            else edit
            for edit in self.edits
        ]


def _is_about(step: Step, note_id: int) -> bool:
    return [edit.note_id for edit in step.edits] == [note_id]


class Undo:
    """A line that says what was done, with a button that undoes it.

    :param apply: applies the edits of a step
    :param pressed: called when the button was pressed, since the button is then gone
    """

    def __init__(
        self, client: Client, language: Language, apply: Apply, *, pressed: Callable[[], None]
    ) -> None:
        self._pressed = pressed
        self._client = client
        self._language = language
        self._apply = apply
        self._steps: deque[Step] = deque(maxlen=MOST_KEPT)
        self._due: list[Step] = []
        """steps that are being undone, one after the other"""
        self._one_at_a_time = asyncio.Lock()
        self._expected: set[asyncio.Future[None]] = set()
        """actions under way, which may become steps"""
        self._hiding: asyncio.TimerHandle | None = None
        with Boundary():
            self._line = ui.element("div").classes(theme.SNACKBAR).props("role=status")

    @contextmanager
    def expecting(self) -> Iterator[None]:
        """Run a block that may call `offer`; the key that is pressed meanwhile means its step."""
        action = asyncio.get_running_loop().create_future()
        self._expected.add(action)
        try:
            yield
        finally:
            self._expected.remove(action)
            action.set_result(None)

    def offer(
        self,
        said: str | None,
        edits: Sequence[Edit],
        again: Callable[[], Awaitable[object]] | None = None,
        *,
        show: Callable[[], object] | None = None,
        at_top: bool = False,
    ) -> None:
        """Keep a step that can be undone, and show ``said`` for `SHOWN_FOR` seconds, if given.

        :param edits: the edits that undo what was done
        :param again: called after the edits when the step is undone
        :param show: called by a button that leads to a new note
        :param at_top: whether to show that button only while the page is scrolled
        """
        step = Step(edits, again) if edits or again else None
        if step:
            self._steps.append(step)
        if said and not self._client.is_deleted:
            self.say(said, step)
            if show:
                with self._line:
                    button = TextButton(self._language.say(messages.SHOW), show)
                    button.classes(theme.SHOW_IF_SCROLLED if at_top else theme.SHOW).move(
                        target_index=1
                    )

    def say(self, said: str, step: Step | None = None) -> None:
        """Show a text for `SHOWN_FOR` seconds, with a button that undoes the step, if given."""
        if self._client.is_deleted:
            return
        self._line.clear()
        with self._line:
            Bare("span", said)
            if step:
                TextButton(self._language.say(messages.UNDO), lambda: self._press(step))
        self._line.classes(theme.SNACKBAR_SHOWN)
        self._hide_later()

    def hide(self) -> None:
        """Show the line no longer; its step can still be undone."""
        if not self._client.is_deleted:
            self._line.classes(remove=theme.SNACKBAR_SHOWN)
            self._line.clear()

    async def undo(self) -> None:
        """Undo the last step of this page that is not undone yet."""
        if self._expected:
            await asyncio.wait(self._expected)
        if self._steps:
            await self._take_back(self._steps[-1])
        else:
            self.say(self._language.say(messages.NOTHING_TO_UNDO))

    async def take_back_deletion(self, note_id: int) -> None:
        """Undo the deletion of a note, if that is the page's last step about this note alone."""
        about = (step for step in reversed(self._steps) if _is_about(step, note_id))
        last = next(about, None)
        if last and last.edits[0].values.get("trashed") is False:
            await self._take_back(last)

    async def _press(self, step: Step) -> None:
        self._pressed()
        await self._take_back(step)

    async def _take_back(self, step: Step) -> None:
        """Undo this step, which need not be the last; only once, unless the database failed."""
        if step not in self._steps:
            return
        self._steps.remove(step)
        self.hide()
        if await self._undo(step) and step.again:
            await step.again()

    async def _undo(self, step: Step) -> bool:
        """Apply the edits of a step, behind those that were pressed before; return whether it did.

        Until those are done, it is not known which versions they have made.
        """
        self._due.append(step)
        try:
            async with self._one_at_a_time:
                undone = await self._apply(step.edits) if step.edits else ()
                if undone is None:
                    self._steps.append(step)
                else:
                    self._pass_over(step, undone)
                return undone is not None
        finally:
            self._due.remove(step)

    def _pass_over(self, step: Step, undone: Sequence[Edited]) -> None:
        began = {edit.note_id: edit.since or 0 for edit in step.edits}
        passed = {
            each.after.id: range(began[each.after.id], each.before.version + 1) for each in undone
        }
        for earlier in (*self._steps, *self._due):
            earlier.pass_over(passed)

    def _hide_later(self) -> None:
        if self._hiding:
            self._hiding.cancel()
        self._hiding = asyncio.get_running_loop().call_later(SHOWN_FOR, self.hide)
