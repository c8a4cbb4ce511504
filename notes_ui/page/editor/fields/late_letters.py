"""Letters that are typed in a closed editor, because the browser still shows it."""

from collections.abc import Awaitable, Callable
from typing import Final

from nicegui import background_tasks, ui

from notes_ui.components.debounce import Debounce
from notes_ui.page.editor.fields.edit_fields import EditorFields

LATE_FOR: Final = 10.0
"""seconds in which the server still takes letters after the browser has hidden the editor"""
STORED_AFTER: Final = 0.1
"""seconds without a letter, after which late letters are stored"""


class LateLetters:
    """Hides a form, stores what is still typed in it, and removes it when nothing more can arrive.

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
        """Hide the form; remove it `LATE_FOR` seconds after the browser has received that."""
        self._form.visible = False
        background_tasks.create(self._linger(), name="wait for late letters")

    def hear(self) -> bool:
        """Store what was just typed, if the form is already hidden; return whether it is."""
        if self._form.visible:
            return False
        self._storing.begin()
        return True

    async def _linger(self) -> None:
        self._fields.ask()
        await self._fields.settled()
        self._going.begin()

    async def _delete(self) -> None:
        if not self._form.is_deleted:
            self._form.delete()
