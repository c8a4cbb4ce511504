"""One note in the list."""

import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from nicegui.events import GenericEventArguments

from notes_ui import theme
from notes_ui.i18n import messages
from notes_ui.i18n.language import language
from notes_ui.page.cards.card_parts import (
    CardBody,
    DeleteButton,
    DoneCheckbox,
    MoreButton,
    RestoreButton,
)
from notes_ui.ports.notes import NotePublic
from notes_ui.rendering.card_html import CardHtml, Look
from notes_ui.runtime.lean_elements import Boundary, Lean

SETTLING: Final = 2.0
"""seconds after a card has got another note, in which a press may be meant for the previous one"""
CARD_KEYS: Final = "keydown.space.enter.up.down.self.prevent"
"""the keys of a card that has the focus itself; the browser must not act on them"""


@dataclass(frozen=True, slots=True)
class CardActions:
    """The callbacks of a card; the list shows the outcome when the database announces it."""

    set_done: Callable[[int, bool], Awaitable[bool]]
    """returns whether anything has changed"""
    delete: Callable[[NotePublic, bool], Awaitable[bool]]
    """called with True to delete the note, and with False to take that back; returns False if the
    note was to be deleted and was not"""
    restore: Callable[[NotePublic], Awaitable[object]]
    press: Callable[[NotePublic, dict[str, Any]], Awaitable[None] | None]
    """called with a click on the text; see `CLICK`"""
    key: Callable[[NotePublic, str], Awaitable[object] | None]
    focus: Callable[[NotePublic], None]
    command: Callable[[str], Awaitable[None]]
    """called with the command of a button within the text"""
    press_again: Callable[[], None]
    text: Callable[[NotePublic, Look], CardHtml]
    """returns the HTML of a note in a look; all pages share it"""


class NoteCard(Lean, default_classes=theme.CARD, default_props="tabindex=-1"):
    """A list item with few elements: each costs memory for every page that shows it."""

    def __init__(self, note: NotePublic, look: Look, actions: CardActions) -> None:
        super().__init__("li", None)
        self.note = note
        self.before: NotePublic | None = None
        """the version of the same note that was shown before; a press may still mean it"""
        self.leaving = False
        """whether the note has left the view, and its card stays for a moment"""
        self._look = look
        self._actions = actions
        self._given_at = 0.0
        self._more: MoreButton | None = None
        self._restore: RestoreButton | None = None
        self.on("focusin", lambda: actions.focus(self.note), args=[])
        self.on(CARD_KEYS, self._press_key, args=["key", "repeat"])
        text = actions.text(note, look)
        with self, Boundary() as self._parts:
            self._done = DoneCheckbox(actions.set_done)
            self._body = CardBody(text, self._press)
            self._delete = DeleteButton(self._press_delete)
        self._show(text)

    def show(self, note: NotePublic, look: Look, *, settled: bool = True) -> None:
        """Show a note, which may be another one; repaint only what differs.

        :param settled: whether the person before the page has asked for the view; otherwise presses
            are refused for `SETTLING` seconds if the note is another one
        """
        self.before = self.note if note.id == self.note.id else None
        if self.leaving:
            self._come_back()
        if note.id != self.note.id:
            self._given_at = 0.0 if settled else time.monotonic()
        elif self._look.opened:
            look = replace(look, opened=True)
        self.note, self._look = note, look
        self._show(self._actions.text(note, look))

    def leave(self, values: Mapping[str, Any]) -> None:
        """Show that the note goes.

        :param values: the fields of the note that the press has changed
        """
        self.leaving = True
        self.note = self.note.model_copy(update=values)
        self.attach("data-leaving", "")
        self._done.show(self.note, self._actions.text(self.note, self._look).done)

    @property
    def html(self) -> str:
        """The HTML that is shown."""
        return self._actions.text(self.note, self._look).html

    def answer(self) -> None:
        """End the waiting of a task line whose press has changed nothing."""
        self._body.answer()

    def _come_back(self) -> None:
        self.leaving = False
        self.attach("data-leaving", None)
        self._delete.answer()

    def focus(self, *, still: bool = False) -> None:
        """Put the keyboard's focus on this card.

        :param still: whether the page must not scroll
        """
        self.run_method("focus", {"preventScroll": still})

    def _show(self, text: CardHtml) -> None:
        note = self.note
        self.attach("data-note-id", note.id)
        self.attach("data-pinned", "" if note.pinned else None)
        self._done.show(note, text.done)
        self._body.show(text)
        self._delete.show(text.delete)
        self._show_restore()
        self._show_more(text)

    def _show_restore(self) -> None:
        trashed = self._look.trashed
        self._done.attach("hidden", "" if trashed else None)
        if trashed and self._restore is None:
            said = language(self._look.language).say(messages.RESTORE)
            with self._parts:
                self._restore = RestoreButton(said, self._press_restore)
        if self._restore is not None:
            self._restore.attach("hidden", None if trashed else "")

    def _show_more(self, text: CardHtml) -> None:
        if text.long and self._more is None:
            with self._parts:
                self._more = MoreButton("", self._press_more)
        if self._more is not None:
            self._more.attach("hidden", None if text.long else "")
            said = messages.SHOW_LESS if self._look.opened else messages.SHOW_ALL
            self._more.text = language(self._look.language).say(said)

    def _press(self, event: GenericEventArguments) -> Awaitable[None] | None:
        if self.leaving or not self._is_sure():
            return None
        return self._actions.press(self.note, event.args or {})

    def _press_key(self, event: GenericEventArguments) -> Awaitable[object] | None:
        if event.args.get("repeat") or self.leaving or not self._is_sure():
            return None
        return self._actions.key(self.note, event.args["key"])

    async def _press_delete(self, meant: bool) -> bool:
        return self._is_sure() and await self._actions.delete(self.note, meant)

    async def _press_restore(self) -> None:
        if not self.leaving and self._is_sure():
            await self._actions.restore(self.note)

    def _is_sure(self) -> bool:
        """Whether a press surely means the shown note, and not the previous one; if not, say so."""
        sure = time.monotonic() - self._given_at > SETTLING
        if not sure:
            self._actions.press_again()
        return sure

    def _press_more(self) -> None:
        self._look = replace(self._look, opened=not self._look.opened)
        self._show(self._actions.text(self.note, self._look))
