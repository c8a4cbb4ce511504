"""One note in the list."""

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

from nicegui.events import GenericEventArguments

from api.models import NotePublic
from notes_ui import theme
from notes_ui.bare import Bare

EXCERPT_LENGTH: Final = 600
EXCERPT_LINES: Final = 12
"""how much of a description is shown, and sent, before somebody asks for all of it"""

SETTLING: Final = 2.0
"""seconds in which a press may still be under way that was meant for a card's note before"""


@dataclass(frozen=True, slots=True)
class CardActions:
    """What the controls of a card do; the list shows the outcome when the database announces it."""

    set_done: Callable[[NotePublic, bool], Awaitable[None]]
    delete: Callable[[NotePublic], Awaitable[object]]
    ask_again: Callable[[], None]


class CardDescription(Bare, default_classes=theme.CARD_DESCRIPTION, default_props="dir=auto"):
    """The description, with its line breaks, in the direction of its own script."""


class CardButton(Bare, default_props="type=button"):
    """A bare button, named by its text: a tenth of the cost of a Quasar one in the browser."""

    def __init__(self, text: str, pressed: Callable[[], Awaitable[None] | None]) -> None:
        super().__init__("button", text)
        self.on("click", pressed, args=[])


class DoneCheckbox(Bare, default_classes=theme.CARD_DONE, default_props="dense"):
    """Shows what the database holds; a click tells what the person before it meant.

    It is Quasar's checkbox without NiceGUI's value of its own, which would be a second truth.
    """

    def __init__(self, done: bool, meant: Callable[[bool], Awaitable[None]]) -> None:
        super().__init__("q-checkbox", "Done")
        self.props["model-value"] = done
        self._meant = meant
        self.on("update:model-value", self._tell, args=[None])

    @property
    def value(self) -> bool:
        """Whether it is ticked."""
        return bool(self.props["model-value"])

    def show(self, done: bool) -> None:
        """Show it ticked, or not."""
        if done != self.value:
            self.props["model-value"] = done

    def _tell(self, event: GenericEventArguments) -> Awaitable[None]:
        return self._meant(bool(event.args))


class DeleteButton(Bare, default_classes=theme.CARD_DELETE, default_props="type=button"):
    """Shows a cross; named by its text."""

    def __init__(self, pressed: Callable[[], Awaitable[None]]) -> None:
        super().__init__("button", "Delete")
        self._pressed = pressed
        self.on("click", self._press, args=["detail"])

    def _press(self, event: GenericEventArguments) -> Awaitable[None] | None:
        """Take a double click for one: its second half would meet the note that moved up."""
        clicks = (event.args or {}).get("detail", 1)
        return self._pressed() if clicks <= 1 else None


class MoreButton(CardButton, default_classes=theme.CARD_MORE):
    """Opens and closes a long description."""


class NoteCard(Bare, default_classes=theme.CARD):
    """A list item whose own text is the title, with what else belongs to the note as its parts.

    Three or four elements in all: each costs 5 kB of memory for every page that shows the note.
    """

    def __init__(self, note: NotePublic, actions: CardActions) -> None:
        super().__init__("li", note.title)
        self.note = note
        self._actions = actions
        self._opened = False
        self._given_at = 0.0
        self._description: CardDescription | None = None
        self._more: MoreButton | None = None
        self.props["data-note-id"] = note.id
        with self:
            self._done = DoneCheckbox(note.done, self._press_done)
            DeleteButton(self._press_delete)
            self._show_description()

    def show(self, note: NotePublic) -> None:
        """Repaint what differs from the note that is shown, which may be another one."""
        if note.id != self.note.id:
            self.props["data-note-id"] = note.id
            self._opened = False
            self._given_at = time.monotonic()
        self.note = note
        self._done.show(note.done)
        self.text = note.title
        self._show_description()

    def _show_description(self) -> None:
        text, short = self.note.description, excerpt(self.note.description)
        long = short != text
        shown = text if self._opened else short
        if self._description is None and shown:
            with self:
                self._description = CardDescription("div", shown)
        elif self._description is not None:
            self._description.text = shown  # an empty one takes no room
        if long and self._more is None:
            with self:
                self._more = MoreButton("Show all", self._press_more)
        elif self._more is not None:
            self._more.set_visibility(long)

    def focus(self) -> None:
        """Put the keyboard's focus on this card; not on Delete, where a held key would go on."""
        self._done.run_method("focus")

    async def _press_done(self, done: bool) -> None:
        if self._is_sure():
            await self._actions.set_done(self.note, done)

    async def _press_delete(self) -> None:
        if self._is_sure():
            await self._actions.delete(self.note)

    def _is_sure(self) -> bool:
        """Whether a press means the note that is shown, and not the one before it."""
        sure = time.monotonic() - self._given_at > SETTLING
        if not sure:
            self._actions.ask_again()
        return sure

    def _press_more(self) -> None:
        self._opened = not self._opened
        self._show_description()
        if self._more is not None:
            self._more.text = "Show less" if self._opened else "Show all"


def excerpt(text: str) -> str:
    """The beginning of a long text, up to a whole word; a short one as it is."""
    start = "".join(text[: EXCERPT_LENGTH + 1].splitlines(keepends=True)[:EXCERPT_LINES])
    if start == text:
        return text
    if len(start) > EXCERPT_LENGTH:
        start = start[:EXCERPT_LENGTH].rsplit(maxsplit=1)[0]
    return start.rstrip() + "…"
