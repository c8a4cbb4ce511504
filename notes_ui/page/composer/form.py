"""The fields of the form for a new note, and its button."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

from nicegui import background_tasks, ui
from nicegui.events import GenericEventArguments
from pydantic import ValidationError

from notes_ui import theme
from notes_ui.components.elements import handle_in_browser
from notes_ui.components.fields import entry_field, keys
from notes_ui.components.fields.entry_field import EntryField
from notes_ui.components.fields.pressed_text import PressedText
from notes_ui.components.fields.typed_field import TextField, TypedField
from notes_ui.components.focus import FocusSignals, all_told
from notes_ui.i18n import messages
from notes_ui.i18n.language import Language
from notes_ui.page.composer.left_letters import LeftLetters
from notes_ui.page.composer.press_sign import PressSign
from notes_ui.page.composer.succession import Succession
from notes_ui.page.editor.fields.note_fields import description_field, said_of, title_entry
from notes_ui.ports.drafts import NEW
from notes_ui.runtime.lean_elements import Bare
from notes_ui.runtime.orphaned.input import name_add, name_entries, name_field

BURST: Final = 0.05
"""seconds within which the server receives all events that a slow connection has held back"""


@dataclass(frozen=True, slots=True)
class FormEvents:
    """The callbacks of the form."""

    typed: Callable[[str], None]
    """called with the name of the field in which somebody has typed"""
    focus: FocusSignals
    entered: Callable[[PressedText, bool], object]
    """called with a title, and whether its Enter was found late"""
    empty_entered: Callable[[], Awaitable[None]]
    """called when Enter was pressed in an empty title"""
    pressed: Callable[[], Awaitable[None]]
    """called when somebody adds the note: with the button, or with Ctrl or Meta and Enter in the
    description"""


class Form:
    """The fields, by their names `title` and `description`, and the button Add note.

    The button is one that resets, since Quasar's form (https://quasar.dev/vue-components/form) then
    gives the focus to its first field, and resets nothing by itself. So what is typed behind a
    press by keyboard is in a field, however long the answer takes.
    """

    def __init__(self, language: Language, on: FormEvents) -> None:
        self._language = language
        self._on = on
        self.before = ""
        """the description when the connection was lost"""
        self._going: asyncio.Task[None] | None = None
        """puts the focus into the title after a press"""
        say = language.say
        with ui.element("q-form").classes(theme.COMPOSER) as self.element:
            self.element.props["aria-label"] = say(messages.NEW_NOTE)
            self.element.on("focusin", self._come, args=[])
            self._titles = Succession(self._new_title, self._prepend_title)
            self._descriptions = Succession(self._new_description, self._prepend_description)
            self.left = LeftLetters(self._titles, self._descriptions)
            """what is typed in fields that were left"""
            button = ui.button(say(messages.ADD_NOTE), on_click=self._press_button)
            name_add(button.classes(theme.COMPOSER_ADD).props(theme.ADD_BUTTON), "click")
            self._keep_focus_at_presses(button)
            with Bare("div").classes(theme.COMPOSER_WAITS).props("role=status"):
                Bare("span", say(messages.NOTE_WAITS))
            self._sign = PressSign()
            words = json.dumps(say(messages.ENTERED_WAITS), ensure_ascii=False)
            self.element.style(theme.WAITS.format(words=words))
            handle_in_browser(self.element, "submit.prevent")

    @property
    def title(self) -> EntryField:
        """The field for the title."""
        return self._titles.now

    @property
    def description(self) -> TextField:
        """The field for the description."""
        return self._descriptions.now

    @property
    def fields(self) -> dict[str, TypedField]:
        """Both fields, by their names."""
        return {"title": self.title, "description": self.description}

    @property
    def texts(self) -> dict[str, str]:
        """What somebody has typed in each field, by the name of the field."""
        return {name: field.text for name, field in self.fields.items()}

    @property
    def shown(self) -> dict[str, str]:
        """What the browser shows in each field, as far as it has reported that."""
        return {name: field.shown for name, field in self.fields.items()}

    @property
    def is_empty(self) -> bool:
        """Whether nothing is typed."""
        return not any(self.texts.values())

    @property
    def is_sure(self) -> bool:
        """Whether the server knows what the browser shows."""
        return all(field.is_sure for field in self.fields.values())

    def connected(self) -> None:
        """End the sign that a press waits: such a press is carried out now, or was lost."""
        self._sign.end()

    def doubt(self) -> None:
        """Ask the browser what the fields hold, because some of it may not have arrived."""
        if self.description.is_sure:
            self.before = self.description.text
        for field in self.fields.values():
            field.doubt()
        self.left.ask_again()

    def focus(self, name: str) -> None:
        """Put the keyboard's focus into a field."""
        self.fields[name].take_focus()
        self._lead()

    def write(self, title: str, description: str) -> None:
        """Write these texts into the fields."""
        self.title.write(title)
        self.description.write(description)

    def prepend(self, title: str, description: str) -> None:
        """Put texts that could not become a note in front of what the fields hold."""
        self.title.prepend(title)
        self.description.prepend(description)

    def leave_empty(self) -> None:
        """Put empty fields in the place of the old ones at once.

        So the person can go on typing, with the next title.
        """
        if self.title.text:
            self._titles.renew(self.element, self._titles.heir)
        if self.description.text or self.description.has_focus:
            self._descriptions.renew(self.element, self._titles.heir)
        self._on.typed("title")
        self._lead_on("title", self.until_typing())

    def until_typing(self) -> Callable[[], bool]:
        """Return a function that tells whether no field has got the focus since this call."""
        return self._on.focus.until_typing()

    def renew_stale(self, is_wanted: Callable[[], bool]) -> None:
        """Put new fields in the place of those that still show what a press has taken out of them.

        An emptied field drops the letters of a round trip, and shows its old text again if the
        connection is lost in that moment.

        :param is_wanted: returns whether nobody has gone elsewhere since the press
        """
        goes_on = "description" if self.description.text else "title"
        self._titles.renew_stale(self.element)
        self._descriptions.renew_stale(self.element)
        self._lead_on(goes_on, is_wanted)

    def _lead_on(self, name: str, is_wanted: Callable[[], bool]) -> None:
        going = self._go_on(name, is_wanted)
        self._going = background_tasks.create(
            going, name="go on with the next note", context=self.element
        )

    async def _go_on(self, name: str, is_wanted: Callable[[], bool]) -> None:
        """Put the focus into a field, unless somebody has gone elsewhere since the press.

        A slow connection delivers both events at the same time, so this waits for the second one.
        """
        await asyncio.sleep(BURST)
        if is_wanted():
            self.fields[name].take_focus()
        self.left.hand_on()

    def show_errors(self, error: ValidationError) -> None:
        """Show at the fields what is wrong with them."""
        for found in error.errors():
            # A title is blank only if the description is blank, too: it would stand for the title.
            said = said_of(found, self._language, blank=messages.NOTHING_WRITTEN)
            self.fields[str(found["loc"][0])].error = said

    def _come(self) -> None:
        self.element.props["autofocus"] = True  # from the first on, it would take the focus itself
        self._on.focus.typing()

    def _press_button(self) -> Awaitable[None]:
        """Add the note; what is typed before the title has the focus is no command of the page."""
        adding = self._on.pressed()
        self._lead()
        return self._sign.shown_during(adding)

    def _lead(self) -> None:
        self._on.focus.leading(self._arrive)

    async def _arrive(self) -> None:
        if self._going:
            await asyncio.wait([self._going])
        await all_told(self.element)

    def _keep_focus_at_presses(self, button: ui.button) -> None:
        """Keep the focus in a field when the button is pressed.

        So the person can go on typing in it while its text is on its way to the server. A browser
        gives the focus to a button when the mouse is pressed, and Quasar at the end of a touch.
        """
        handle_in_browser(button, "mousedown.prevent")
        for end in ("touchend", "touchcancel"):
            handle_in_browser(self.element, f"{end}.capture.stop")

    def _new_title(self) -> EntryField:
        def entered(title: str, is_late: bool) -> None:
            if title:  # otherwise Add note has already taken it
                pressed = PressedText(title, shown=field.entry)
                self.left.put_before(pressed, of=field)
                self._on.entered(pressed, is_late)

        field = title_entry(self._language, lambda: self._on.typed("title"), entered)
        name_field(field, NEW, "title", event=entry_field.TEXT)
        name_entries(field)
        field.on("keydown.enter", self._press_enter, args=keys.KEY)
        return field

    def _new_description(self) -> TextField:
        field = description_field(self._language, lambda: self._on.typed("description"))
        name_field(field, NEW, "description")
        field.watch_focus()
        field.on("click", self._on.focus.typing, args=[])  # the focus may be there already
        for held in ("ctrl", "meta"):
            pressed = f"keydown.{held}.enter.prevent"
            name_add(field.on(pressed, self._press_add, args=keys.KEY), pressed)
        return field

    def _prepend_title(self, text: str) -> None:
        self.left.prepend_to_title(text)
        self._on.typed("title")

    def _prepend_description(self, text: str) -> None:
        self.description.prepend(text)
        self._on.typed("description")

    async def _press_enter(self, event: GenericEventArguments) -> None:
        if not (self.title.text or keys.is_of_input_method(event)):
            await self._on.empty_entered()

    def _press_add(self, event: GenericEventArguments) -> Awaitable[None] | None:
        return None if keys.is_of_input_method(event) else self._on.pressed()
