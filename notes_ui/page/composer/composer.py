"""The form for a new note."""

import asyncio
import math
import time
from collections.abc import Awaitable, Callable
from typing import Final

from nicegui import background_tasks, ui
from nicegui.events import GenericEventArguments
from pydantic import ValidationError

from notes_ui import theme
from notes_ui.components.fields import entry_field, keys
from notes_ui.components.fields.entry_field import EntryField
from notes_ui.components.fields.pressed_text import Press, PressedText
from notes_ui.components.fields.typed_field import TextField, TypedField
from notes_ui.i18n import messages
from notes_ui.i18n.language import Language
from notes_ui.page.composer.succession import Succession
from notes_ui.page.editor.note_fields import description_field, said_of, title_entry
from notes_ui.ports.drafts import NEW, Draft
from notes_ui.ports.notes import NoteCreate
from notes_ui.runtime.orphaned.input import name_add, name_entries, name_field
from notes_ui.text.first_line import titled

DOUBLE_CLICK: Final = 1.0
"""seconds within which an empty form that is added again is the other half of a double click"""
Create = Callable[[NoteCreate], Awaitable[object]]
"""returns what is true if the note was made"""
Taken = tuple[NoteCreate, str, str]
"""a note, and the title and the description as they were typed"""


class Composer:
    """Title, description, Add note. Enter in the title adds; in the description it makes a line.

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
        self._typed_last = "title"
        self._in_order, self._unsure = asyncio.Lock(), asyncio.Lock()
        self._before = ""
        """the description when the connection was lost"""
        self._waiting: list[Press] = []
        """presses of Add note that wait until it is known what the form held"""
        say = language.say
        with ui.element("section").classes(theme.COMPOSER) as self._section:
            self._section.props["aria-label"] = say(messages.NEW_NOTE)
            self._section.on("focusin", focused, args=[])
            self._titles = Succession(self._new_title, self._inherit)
            self._descriptions = Succession(self._new_description, self._inherit)
            button = ui.button(say(messages.ADD_NOTE), on_click=self._add)
            name_add(button.classes(theme.COMPOSER_ADD).props(theme.BUTTON), "click")

    @property
    def _title(self) -> EntryField:
        return self._titles.now

    @property
    def _description(self) -> TextField:
        return self._descriptions.now

    @property
    def _fields(self) -> dict[str, TypedField]:
        return {"title": self._title, "description": self._description}

    @property
    def texts(self) -> dict[str, str]:
        """What somebody has typed, by the name of the field."""
        return {name: field.text for name, field in self._fields.items()}

    @property
    def is_empty(self) -> bool:
        """Whether nothing is typed."""
        return not any(self.texts.values())

    def focus(self, field: str = "title") -> None:
        """Put the keyboard's focus into a field."""
        self._fields[field].take_focus()

    def doubt(self) -> None:
        """Have the browser say what the fields hold: some of it may not have arrived."""
        if self._description.is_sure:
            self._before = self._description.text
        for field in self._fields.values():
            field.doubt()
        self._titles.ask_again()
        self._descriptions.ask_again()

    def resume(self, draft: Draft) -> None:
        """Go on with what was typed before, unless something is typed already."""
        if self.is_empty:
            self.replace(draft)

    def replace(self, draft: Draft) -> None:
        """Have the fields hold a draft."""
        self._write(draft.title, draft.description)

    def draft(self) -> Draft:
        """What is typed, to be kept; also what was taken out for a press that waits."""
        out = [press.texts for press in self._waiting]
        kept = {
            name: "".join([*(texts[place] for texts in out), text])
            for place, (name, text) in enumerate(self.texts.items())
        }
        kept["title"] = self._late + kept["title"]
        return Draft(**kept, field=self._typed_last)

    def _new_title(self) -> EntryField:
        field = title_entry(self._language, lambda: self._tell("title"), self._enter)
        name_field(field, NEW, "title", event=entry_field.TEXT)
        name_entries(field)
        field.on("keydown.enter", self._enter_without_a_title, args=keys.KEY)
        return field

    def _new_description(self) -> TextField:
        field = description_field(self._language, lambda: self._tell("description"))
        name_field(field, NEW, "description")
        for held in ("ctrl", "meta"):
            pressed = f"keydown.{held}.enter.prevent"
            name_add(field.on(pressed, self._press_add, args=keys.KEY), pressed)
        return field

    def _enter(self, title: str, is_late: bool) -> None:
        """Make a note of the title, which the browser has taken off the line already."""
        if not title:
            return  # Add note has taken it
        title = self._take_late() + title
        if self._description.in_doubt or self._unsure.locked():
            press = Press([PressedText(title), self._description.take_out()])
            self._waiting.append(press)
            entering = self._enter_when_sure(press, is_late)
            background_tasks.create(entering, name="wait for a description", context=self._title)
        elif new := self._taken_entered(title, is_late):
            background_tasks.create(self._make_if(new), name="make a note", context=self._title)

    async def _enter_when_sure(self, press: Press, is_late: bool) -> None:
        """The same, after the browser has said what the description held; in order."""
        async with self._unsure:
            await self._description.settled()
        self._waiting.remove(press)
        title, text = press.texts
        if is_late and text != self._before:
            self._description.prepend(text)
            text = ""
        new = self._taken(title, text)
        if new is None:
            self._title.prepend(title)
            self._description.prepend(text)
        self._tell("title")
        await self._make_if(new)

    async def _enter_without_a_title(self, event: GenericEventArguments) -> None:
        if self._title.text or keys.is_of_input_method(event):
            return
        await self._title.settled()  # which may show a text that was never heard of
        if not self.texts["title"] and self._description.text.strip():
            await self._add()

    def _press_add(self, event: GenericEventArguments) -> Awaitable[None] | None:
        return None if keys.is_of_input_method(event) else self._add()

    def _add(self) -> Awaitable[None]:
        """Make a note of what the browser showed at the press.

        That is taken at once: a coroutine begins after what comes behind the press was heard.
        """
        if self._unsure.locked() or not all(field.is_sure for field in self._fields.values()):
            press = Press([field.take_out() for field in self._fields.values()])
            self._waiting.append(press)
            return self._add_when_sure(press)
        if late := self._take_late():
            self._title.prepend(late)
        is_other_half = self.is_empty and time.monotonic() - self._added_at < DOUBLE_CLICK
        new = None if is_other_half else self._taken(self._title.text, self._description.text)
        if new:
            self._leave_empty()
        return self._make_if(new)

    async def _add_when_sure(self, press: Press) -> None:
        """The same as soon as it is known what the press meant. The person has gone on by then."""
        async with self._unsure:
            for field in self._fields.values():
                await field.settled()
        self._waiting.remove(press)
        new = None if press.is_void or not any(press.texts) else self._taken(*press.texts)
        if new is None:
            for field, text in zip(self._fields.values(), press.texts, strict=True):
                field.prepend(text)
        self._tell(self._typed_last)
        await self._make_if(new)

    def _taken_entered(self, title: str, is_late: bool) -> Taken | None:
        """Take a title, and the description; if they can't be a note's, both are in the form.

        :param is_late: whether Enter was pressed before the connection was lost: what has been
            typed in the description since is the next note's
        """
        text = self._description.text
        if is_late and text != self._before:
            text = ""
        new = self._taken(title, text)
        if new is None:
            self._title.prepend(title)
            return None
        if text:
            self._description.write("")
        self._tell("title")
        return new

    def _taken(self, title: str, description: str) -> Taken | None:
        """Take the text for a note; None if it can't be a note's, which is told."""
        try:
            new = NoteCreate(**dict(zip(self._fields, titled(title, description), strict=True)))
        except ValidationError as error:
            self._show_errors(error)
            self.focus()
            return None
        self._added_at = time.monotonic()
        return new, title, description

    async def _make_if(self, taken: Taken | None) -> None:
        """Make the note, one after the other; bring the text back if that fails."""
        if taken is None:
            return
        new, *texts = taken
        async with self._in_order:
            made = await self._create(new)
        if not made:
            self._bring_back(*texts)

    def _leave_empty(self) -> None:
        """Empty the fields at once, so that typing can go on with the next title."""
        if self._title.text:
            self._titles.renew(self._section)
        if self._description.text:
            self._descriptions.renew(self._section)
        self._tell("title")
        self.focus()

    @property
    def _late(self) -> str:
        """What is known to have been typed in fields that are left: it is meant for a title."""
        return self._descriptions.text + self._titles.text

    def _take_late(self) -> str:
        return self._descriptions.take() + self._titles.take()

    def _inherit(self, text: str, behind: bool) -> None:
        """Take what is typed before the focus is in the title: it was meant for the title."""
        if behind:
            self._title.append(text)
        else:
            self._title.prepend(text)
        self._tell("title")

    def _bring_back(self, title: str, description: str) -> None:
        """Nothing typed is lost: neither what was not saved nor what was typed since."""
        since = self.texts
        if any(since.values()):
            parts = (since["description"], title, description)
            self._description.write("\n".join(part for part in parts if part))
        else:
            self._write(title, description)
        self._tell("description")

    def _write(self, title: str, description: str) -> None:
        self._title.write(title)
        self._description.write(description)

    def _show_errors(self, error: ValidationError) -> None:
        for found in error.errors():
            self._fields[str(found["loc"][0])].error = said_of(found, self._language)

    def _tell(self, changed: str) -> None:
        self._typed_last = changed
        self._typed(self.draft())
