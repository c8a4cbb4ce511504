"""The form for a new note."""

from collections.abc import Awaitable, Callable
from typing import Any

from nicegui import ui
from nicegui.events import GenericEventArguments
from pydantic import ValidationError

from api.models import DESCRIPTION_LENGTH, TITLE_LENGTH, NoteCreate
from notes_ui import theme

Create = Callable[[NoteCreate], Awaitable[bool]]


class Composer:
    """Title, description, Add note. Enter adds; Shift+Enter makes a new line in the description."""

    def __init__(self, create: Create) -> None:
        self._create = create
        with ui.element("section").classes(theme.COMPOSER).props('aria-label="New note"'):
            self._title = (
                ui.input("Title", on_change=self._clear_error)
                .classes(theme.COMPOSER_TITLE)
                .props(f"{theme.FIELD} maxlength={TITLE_LENGTH} enterkeyhint=done")
                .on("keydown.enter", self._press_enter, args=["isComposing"])
            )
            self._description = (
                ui.textarea("Description", on_change=self._clear_error)
                .classes(theme.COMPOSER_DESCRIPTION)
                .props(f"{theme.FIELD} autogrow rows=1 maxlength={DESCRIPTION_LENGTH}")
                .on("keydown.enter.exact.prevent", self._press_enter, args=["isComposing"])
            )
            ui.button("Add note", on_click=self._add).classes(theme.COMPOSER_ADD).props(
                theme.BUTTON
            )

    async def _press_enter(self, event: GenericEventArguments) -> None:
        only_chooses_a_character = (event.args or {}).get("isComposing")
        if not only_chooses_a_character and (self._title.value or self._description.value):
            await self._add()

    async def _add(self) -> None:
        """Clear the fields at once, so that typing can go on; bring the text back if it failed."""
        title, description = self._title.value or "", self._description.value or ""
        try:
            new = NoteCreate(title=title, description=description)
        except ValidationError as error:
            self._show_errors(error)
            return
        self._title.value = self._description.value = ""
        self._title.run_method("focus")
        if not await self._create(new):
            self._bring_back(title, description)

    def _bring_back(self, title: str, description: str) -> None:
        """Nothing typed is lost: neither what was not saved nor what was typed since."""
        if self._title.value or self._description.value:
            parts = (self._description.value, title, description)
            self._description.value = "\n".join(part for part in parts if part)
        else:
            self._title.value, self._description.value = title, description

    def _show_errors(self, error: ValidationError) -> None:
        fields: dict[Any, ui.input] = {"title": self._title, "description": self._description}
        for found in error.errors():
            field = fields[found["loc"][0]]
            field.error = found["msg"].removeprefix("Value error, ").capitalize()
        self._title.run_method("focus")

    def _clear_error(self) -> None:
        self._title.error = self._description.error = None
