"""The form for a new note."""

import math
import time
from collections.abc import Awaitable, Callable
from typing import Any, Final

from nicegui import ui
from nicegui.events import GenericEventArguments, ValueChangeEventArguments
from pydantic import ValidationError

from api.drafts import NEW, Draft
from api.models import NoteCreate
from notes_ui import theme, words
from notes_ui.clearing import Clearing
from notes_ui.language import Language
from notes_ui.late_typing import name_field
from notes_ui.note_fields import description_field, said_of, title_field

DOUBLE_CLICK: Final = 1.0
"""seconds within which an empty form that is added again is the other half of a double click"""
Create = Callable[[NoteCreate], Awaitable[object]]
"""returns what is true if the note was made"""


class Composer:
    """Title, description, Add note. Enter adds; Shift+Enter makes a new line in the description.

    :param typed: called with what is in the fields whenever that has changed
    :param focused: called when a field has got the keyboard's focus
    """

    def __init__(
        self,
        create: Create,
        typed: Callable[[Draft], None],
        language: Language,
        *,
        focused: Callable[[], None],
    ) -> None:
        self._create = create
        self._typed = typed
        self._language = language
        self._added_at = -math.inf
        say = language.say
        with ui.element("section").classes(theme.COMPOSER) as section:
            section.props["aria-label"] = say(words.NEW_NOTE)
            section.on("focusin", focused, args=[])
            self._title = title_field(language, self._change).on(
                "keydown.enter", self._press_enter, args=["isComposing"]
            )
            self._description = description_field(language, self._change).on(
                "keydown.enter.exact.prevent", self._press_enter, args=["isComposing"]
            )
            self._fields = {"title": self._title, "description": self._description}
            for name, field in self._fields.items():
                name_field(field, NEW, name)
            self._typing = {name: Clearing(field) for name, field in self._fields.items()}
            ui.button(say(words.ADD_NOTE), on_click=self._add).classes(theme.COMPOSER_ADD).props(
                theme.BUTTON
            )

    def focus(self, field: str = "title") -> None:
        """Put the keyboard's focus into a field."""
        self._fields[field].run_method("focus")

    def resume(self, draft: Draft) -> None:
        """Go on with what was typed before, unless something is typed already."""
        if not any(self._typed_texts().values()):
            self._title.value, self._description.value = draft.title, draft.description

    def _typed_texts(self) -> dict[str, str]:
        return {name: typing.text for name, typing in self._typing.items()}

    async def _press_enter(self, event: GenericEventArguments) -> None:
        only_chooses_a_character = (event.args or {}).get("isComposing")
        if not only_chooses_a_character and any(self._typed_texts().values()):
            await self._add()

    async def _add(self) -> None:
        """Clear the fields at once, so that typing can go on; bring the text back if it failed."""
        typed = self._typed_texts()
        if not any(typed.values()) and time.monotonic() - self._added_at < DOUBLE_CLICK:
            return
        try:
            new = NoteCreate(**typed)
        except ValidationError as error:
            self._show_errors(error)
            return
        for typing in self._typing.values():
            typing.clear()
        self.focus()
        self._added_at = time.monotonic()
        if not await self._create(new):
            self._bring_back(**typed)

    def _bring_back(self, title: str, description: str) -> None:
        """Nothing typed is lost: neither what was not saved nor what was typed since."""
        since = self._typed_texts()
        if any(since.values()):
            parts = (since["description"], title, description)
            self._typing["description"].write("\n".join(part for part in parts if part))
        else:
            self._typing["title"].write(title)
            self._typing["description"].write(description)

    def _show_errors(self, error: ValidationError) -> None:
        for found in error.errors():
            self._fields[str(found["loc"][0])].error = said_of(found, self._language)
        self.focus()

    def _change(self, event: ValueChangeEventArguments[Any]) -> None:
        changed = next(name for name, field in self._fields.items() if field is event.sender)
        self._typing[changed].changed()
        self._typed(Draft(**self._typed_texts(), field=changed))
