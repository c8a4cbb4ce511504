"""What is typed in an editor after its end, until the browser has heard of that."""

from collections.abc import Awaitable, Callable
from typing import Final

from nicegui import background_tasks, ui

from notes_ui.components.debounce import Debounce
from notes_ui.page.editor.edit_fields import EditorFields

LATE_FOR: Final = 10.0
"""seconds in which letters are still taken after the browser has heard of the end"""
STORED_AFTER: Final = 0.1
"""seconds without a letter"""


class LateLetters:
    """Takes a form off the page as soon as nothing can be typed in it any more.

    :param store: stores what was typed after the end
    """

    def __init__(
        self, form: ui.element, fields: EditorFields, store: Callable[[], Awaitable[object]]
    ) -> None:
        self._form = form
        self._fields = fields
        self._storing = Debounce(form, STORED_AFTER, store)
        self._going = Debounce(form, LATE_FOR, self._delete)

    def wait(self) -> None:
        """Hide the form, and wait for what is typed in it, however long the browser is away."""
        self._form.visible = False
        background_tasks.create(self._linger(), name="wait for late letters")

    def hear(self) -> bool:
        """Have what was just typed stored, if the form has gone already; return whether it has."""
        if self._form.visible:
            return False
        self._storing.begin()
        return True

    async def _linger(self) -> None:
        self._fields.doubt()
        await self._fields.settled()
        self._going.begin()

    async def _delete(self) -> None:
        if not self._form.is_deleted:
            self._form.delete()
