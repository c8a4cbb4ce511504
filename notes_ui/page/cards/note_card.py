"""One note in the list."""

import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from nicegui.events import GenericEventArguments

from notes_ui import theme
from notes_ui.components.elements import TextButton
from notes_ui.i18n import messages
from notes_ui.i18n.language import language
from notes_ui.ports.notes import NotePublic
from notes_ui.rendering.card_html import CardHtml, Look
from notes_ui.runtime.lean_elements import Lean
from notes_ui.runtime.orphaned_input import TICK, TICKED, UNTICKED, name_listener, read_tick

SETTLING: Final = 2.0
"""seconds in which a press may still be under way that was meant for a card's note before"""
CLICK: Final = [
    *("shiftKey", "ctrlKey", "metaKey", "detail", "pointerType"),
    *("clientX", "clientY", "offsetX", "offsetY"),
]
CARD_KEYS: Final = "keydown.space.enter.up.down.self.prevent"
"""the keys that mean something while a card itself has the focus, and what they did otherwise"""


@dataclass(frozen=True, slots=True)
class CardActions:
    """What a card is told to do; the list shows the outcome when the database announces it."""

    set_done: Callable[[int, bool], Awaitable[bool]]
    """returns whether anything has changed"""
    delete: Callable[[NotePublic, bool], Awaitable[bool]]
    """whether the cross was pressed, or pressed again, which takes it back; returns whether the
    note goes"""
    restore: Callable[[NotePublic], Awaitable[object]]
    press: Callable[[NotePublic, dict[str, Any]], Awaitable[None] | None]
    """a click on the text: where, how many, and with which keys held"""
    key: Callable[[NotePublic, str], Awaitable[object] | None]
    focus: Callable[[NotePublic], None]
    press_again: Callable[[], None]
    text: Callable[[NotePublic, Look], CardHtml]
    """what a card of a note shows in a look; all pages share it"""


class CardBody(Lean, default_classes=theme.CARD_BODY):
    """The title and the description, as HTML that all pages share."""

    def __init__(self, text: CardHtml, pressed: Callable[[GenericEventArguments], Any]) -> None:
        super().__init__("div", None)
        self.show(text)
        # Links, tags and task lines in it are for themselves: only the text takes the pointer.
        self.on("click.self", pressed, args=CLICK)

    def show(self, text: CardHtml) -> None:
        """Show another text."""
        self.attach("innerHTML", text.html)

    def answer(self) -> None:
        """Have the browser make the same text anew: a task line that was pressed waits no more."""
        html = str(self.props["innerHTML"])
        self.attach("innerHTML", html.rstrip() if html.endswith(" ") else f"{html} ")


class DoneCheckbox(Lean, default_classes=theme.CARD_DONE, default_props="dense"):
    """Shows what the database holds; a click tells what the person before it meant.

    It is Quasar's checkbox without NiceGUI's value of its own, which would be a second truth. Its
    two values name the note: a click that was under way while the card was given another one
    still tells which note it was meant for.

    Without `loopback` a browser has it show neither value from the press on until the server has
    answered: it waits. Pressed while it waits, it takes the press back (`toggle-order`).
    """

    def __init__(self, meant: Callable[[int, bool], Awaitable[bool]]) -> None:
        super().__init__("q-checkbox", None)
        self._meant = meant
        self._waits = False
        self.attach("loopback", False)
        self.on("update:model-value", self._tell, args=[None])
        name_listener(self, TICK)

    @property
    def value(self) -> bool:
        """Whether it is ticked."""
        return bool(self.props["model-value"] == self.props["true-value"])

    def show(self, note: NotePublic, name: str) -> None:
        """Show it for this note, ticked or not."""
        ticked, unticked = f"{note.id} {TICKED}", f"{note.id} {UNTICKED}"
        self.attach("true-value", ticked)
        self.attach("false-value", unticked)
        self.attach("aria-label", name)
        now = ticked if note.done else unticked
        if self.props.get("model-value") != now:
            self.put("toggle-order", "tf" if note.done else "ft")
            self.attach("model-value", now)
        if self._waits:
            self._answer()

    async def _tell(self, event: GenericEventArguments) -> None:
        self._waits = True
        if not await self._meant(*read_tick(str(event.args))):
            self._answer()

    def _answer(self) -> None:
        """Have the browser show the value, which need not have changed."""
        self._waits = False
        self.update()


class DeleteButton(Lean, default_classes=theme.CARD_DELETE, default_props="type=button"):
    """Shows a cross.

    A press opens a popover without a look of its own, and another one closes it. So the browser
    itself knows at once that it was pressed, and tells what is meant in the end, and not how often
    it was pressed; also while there is no connection.
    """

    def __init__(self, pressed: Callable[[bool], Awaitable[bool]]) -> None:
        super().__init__("button", None)
        self._pressed = pressed
        self._turn = False
        target, html = _popover(self.id, self._turn)
        self.attach("popovertarget", target)
        self.attach("innerHTML", html)
        self.on("toggle.capture", self._tell, args=["newState"])

    def show(self, name: str) -> None:
        """Name it."""
        self.attach("aria-label", name)

    def answer(self) -> None:
        """Show it as not pressed."""
        self._turn = not self._turn
        self.attach("innerHTML", _popover(self.id, self._turn)[1])

    async def _tell(self, event: GenericEventArguments) -> None:
        if not await self._pressed(event.args["newState"] == "open"):
            self.answer()


def _popover(element_id: int, turn: bool) -> tuple[str, str]:
    """Its name, and its HTML; another one at another turn."""
    name = f"p{element_id}"
    return name, theme.CARD_POPOVER.format(name=name, turn=int(turn))


class RestoreButton(TextButton, default_classes=theme.CARD_MORE):
    """Takes a note out of the trash."""


class MoreButton(TextButton, default_classes=theme.CARD_MORE):
    """Opens and closes a long description."""


class NoteCard(Lean, default_classes=theme.CARD, default_props="tabindex=-1"):
    """A list item with four or five elements: each costs memory for every page that shows it."""

    def __init__(self, note: NotePublic, look: Look, actions: CardActions) -> None:
        super().__init__("li", None)
        self.note = note
        self.before: NotePublic | None = None
        """the note as it was shown before, to somebody who may still see it so"""
        self.leaving = False
        """whether the note is here no more, and is shown for a beat all the same"""
        self._look = look
        self._actions = actions
        self._given_at = 0.0
        self._more: MoreButton | None = None
        self._restore: RestoreButton | None = None
        self.on("focusin", lambda: actions.focus(self.note), args=[])
        self.on(CARD_KEYS, self._press_key, args=["key", "repeat"])
        text = actions.text(note, look)
        with self:
            self._done = DoneCheckbox(actions.set_done)
            self._body = CardBody(text, self._press)
            self._delete = DeleteButton(self._press_delete)
        self._show(text)

    def show(self, note: NotePublic, look: Look, *, settled: bool = True) -> None:
        """Repaint what differs from the note that is shown, which may be another one.

        :param settled: whether the person before the page has asked for it
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

        :param values: what was made of it
        """
        self.leaving = True
        self.note = self.note.model_copy(update=values)
        self.attach("data-leaving", "")
        self._done.show(self.note, self._actions.text(self.note, self._look).done)

    @property
    def html(self) -> str:
        """The text that is shown."""
        return self._actions.text(self.note, self._look).html

    def answer(self) -> None:
        """Have the browser know that nothing became of a press on a task line."""
        self._body.answer()

    def _come_back(self) -> None:
        self.leaving = False
        self.attach("data-leaving", None)
        self._delete.answer()

    def focus(self, *, still: bool = False) -> None:
        """Put the keyboard's focus on this card.

        :param still: leave what is in sight where it is
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
            with self:
                self._restore = RestoreButton(said, self._press_restore)
        if self._restore is not None:
            self._restore.attach("hidden", None if trashed else "")

    def _show_more(self, text: CardHtml) -> None:
        if text.long and self._more is None:
            with self:
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
        """Whether a press means the note that is shown, and not the one before it."""
        sure = time.monotonic() - self._given_at > SETTLING
        if not sure:
            self._actions.press_again()
        return sure

    def _press_more(self) -> None:
        self._look = replace(self._look, opened=not self._look.opened)
        self._show(self._actions.text(self.note, self._look))
