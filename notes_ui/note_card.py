"""One note in the list."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

from nicegui import ui
from nicegui.elements.mixins.text_element import TextElement
from nicegui.events import ValueChangeEventArguments

from api.models import NotePublic
from notes_ui import theme

EXCERPT: Final = 600
"""characters of a description that are shown, and sent, before somebody asks for all of it"""


@dataclass(frozen=True, slots=True)
class CardActions:
    """What the controls of a card do; the list shows the outcome when the database announces it."""

    set_done: Callable[[NotePublic, bool], Awaitable[bool]]
    delete: Callable[[NotePublic], Awaitable[None]]


class DoneCheckbox(
    ui.checkbox, default_classes=theme.CARD_DONE, default_props="dense size=44px keep-color"
):
    """Named by its text, which only screen readers and tests meet."""


class CardTitle(ui.label, default_classes=theme.CARD_TITLE, default_props="dir=auto"):
    """The title, in the direction of its own script."""


class CardDescription(ui.label, default_classes=theme.CARD_DESCRIPTION, default_props="dir=auto"):
    """The description, with its line breaks."""


class CardButton(TextElement, default_props="type=button"):
    """A bare button: a tenth of the cost of a Quasar one in the browser."""

    def __init__(self, text: str, pressed: Callable[[], Awaitable[None] | None]) -> None:
        super().__init__(tag="button", text=text)
        self.on("click", pressed, args=[])


class DeleteButton(CardButton, default_classes=theme.CARD_DELETE):
    """Shows a cross; named by its text."""


class MoreButton(CardButton, default_classes=theme.CARD_MORE):
    """Opens and closes a long description."""


class NoteCard(ui.element, default_classes=theme.CARD):
    """A list item of four or five elements: each costs every page that shows the note."""

    def __init__(self, note: NotePublic, actions: CardActions) -> None:
        super().__init__("li")
        self.note = note
        self._meant = note.done
        self._actions = actions
        self._opened = False
        self._description: CardDescription | None = None
        self._more: MoreButton | None = None
        self.props["data-note-id"] = note.id
        with self:
            self._done = DoneCheckbox("Done", value=note.done, on_change=self._change_done)
            self._title = CardTitle(note.title)
            self._delete = DeleteButton("Delete", self._press_delete)
            self._show_description()

    def show(self, note: NotePublic) -> None:
        """Repaint what differs from the note that is shown, and nothing else."""
        if (note.version, note.updated_at) == (self.note.version, self.note.updated_at):
            return
        self.note = note
        self._paint_done()
        self._title.text = note.title
        self._show_description()

    def _show_description(self) -> None:
        text = self.note.description
        long = len(text) > EXCERPT
        shown = text if self._opened or not long else text[:EXCERPT].rstrip() + "…"
        if self._description is None and shown:
            with self:
                self._description = CardDescription(shown)
        elif self._description is not None:
            self._description.text = shown  # an empty one takes no room
        if long and self._more is None:
            with self:
                self._more = MoreButton("Show all", self._press_more)
        elif self._more is not None:
            self._more.set_visibility(long)

    def _change_done(self, event: ValueChangeEventArguments[bool | None]) -> Awaitable[None] | None:
        """Tell a click from a repaint, at once: by the time a task ran, the note may be another."""
        if event.value == self._meant:
            return None
        self._meant = bool(event.value)
        return self._set_done(self._meant)

    async def _set_done(self, done: bool) -> None:
        if not await self._actions.set_done(self.note, done):
            self._paint_done()

    def _paint_done(self) -> None:
        self._meant = self.note.done
        self._done.value = self._meant

    async def _press_delete(self) -> None:
        await self._actions.delete(self.note)

    def _press_more(self) -> None:
        self._opened = not self._opened
        self._show_description()
        if self._more is not None:
            self._more.text = "Show less" if self._opened else "Show all"
