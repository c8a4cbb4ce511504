"""The form for a new note."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from nicegui import ui
from nicegui.events import GenericEventArguments
from pydantic import ValidationError

from api.drafts import NEW, Draft
from api.models import DESCRIPTION_LENGTH, TITLE_LENGTH, NoteCreate
from notes_ui import theme, words
from notes_ui.language import Language
from notes_ui.late_typing import name_field

Create = Callable[[NoteCreate], Awaitable[bool]]


class Composer:
    """Title, description, Add note. Enter adds; Shift+Enter makes a new line in the description.

    :param typed: called with what is in the fields whenever that has changed
    """

    def __init__(self, create: Create, typed: Callable[[Draft], None], language: Language) -> None:
        self._create = create
        self._typed = typed
        self._language = language
        say = language.say
        with ui.element("section").classes(theme.COMPOSER) as section:
            section.props["aria-label"] = say(words.NEW_NOTE)
            self._title = (
                ui.input(
                    say(words.TITLE),
                    on_change=self._change,
                    validation=at_most(TITLE_LENGTH, language),
                )
                .classes(theme.COMPOSER_TITLE)
                .props(f"{theme.FIELD} enterkeyhint=done dir=auto")
                .on("keydown.enter", self._press_enter, args=["isComposing"])
            )
            self._description = (
                ui.textarea(
                    say(words.DESCRIPTION),
                    on_change=self._change,
                    validation=at_most(DESCRIPTION_LENGTH, language),
                )
                .classes(theme.COMPOSER_DESCRIPTION)
                .props(f"{theme.FIELD} autogrow rows=1 dir=auto")
                .on("keydown.enter.exact.prevent", self._press_enter, args=["isComposing"])
            )
            name_field(self._title, NEW, "title")
            name_field(self._description, NEW, "description")
            ui.button(say(words.ADD_NOTE), on_click=self._add).classes(theme.COMPOSER_ADD).props(
                theme.BUTTON
            )

    def focus(self) -> None:
        """Put the keyboard's focus into the title."""
        self._title.run_method("focus")

    def resume(self, draft: Draft) -> None:
        """Go on with what was typed before, unless something is typed already."""
        if not self._title.value and not self._description.value:
            self._title.value, self._description.value = draft.title, draft.description

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
        self.focus()
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
            fields[found["loc"][0]].error = said_of(found, self._language)
        self.focus()

    def _change(self) -> None:
        self._typed(Draft(title=self._title.value or "", description=self._description.value or ""))


def at_most(most: int, language: Language) -> Callable[[str | None], str | None]:
    """Says while there is more in a field than can be kept: a browser would cut it unasked."""

    def too_long(text: str | None) -> str | None:
        has = len(text or "")
        return _too_long(has, most, language) if has > most else None

    return too_long


def said_of(found: Mapping[str, Any], language: Language) -> str:
    """What is wrong with a field, in words."""
    if found["type"] == "string_too_long":
        return _too_long(len(found["input"]), found["ctx"]["max_length"], language)
    return language.say(words.TITLE_BLANK if "blank" in found["msg"] else words.TEXT_REFUSED)


def _too_long(has: int, most: int, language: Language) -> str:
    return language.say(words.TOO_MANY, n=language.number(most), has=language.number(has))
