"""The parts of a card: its text, its checkbox and its buttons. None of them knows the list."""

from collections.abc import Awaitable, Callable
from typing import Any, Final

from nicegui.events import GenericEventArguments

from notes_ui import theme
from notes_ui.components.elements import TextButton
from notes_ui.ports.notes import NotePublic
from notes_ui.rendering.card_html import CardHtml
from notes_ui.runtime.lean_elements import Lean
from notes_ui.runtime.orphaned.input import TICK, TICKED, UNTICKED, name_listener, read_tick

CLICK: Final = [
    *("shiftKey", "ctrlKey", "metaKey", "detail", "pointerType"),
    *("clientX", "clientY", "offsetX", "offsetY"),
]


class CardBody(Lean, default_classes=theme.CARD_BODY):
    """The title and the description, as HTML that all pages share."""

    def __init__(self, text: CardHtml, pressed: Callable[[GenericEventArguments], Any]) -> None:
        super().__init__("div", None)
        self.show(text)
        # Only clicks on the text: links, tags and task lines in it handle their own.
        self.on("click.self", pressed, args=CLICK)

    def show(self, text: CardHtml) -> None:
        """Show another text."""
        self.attach("innerHTML", text.html)

    def answer(self) -> None:
        """Have the browser rebuild the same text, so that a pressed task line no longer waits."""
        html = str(self.props["innerHTML"])
        self.attach("innerHTML", html.rstrip() if html.endswith(" ") else f"{html} ")


class DoneCheckbox(Lean, default_classes=theme.CARD_DONE, default_props="dense"):
    """Shows the state in the database; a click sends the state that the person means.

    This is Quasar's checkbox (https://quasar.dev/vue-components/checkbox) without NiceGUI's own
    value, which could differ from the database. Its two values name the note: a click that was on
    its way when the card got another note still says which note it was meant for.

    Without `loopback`, the browser shows neither value from a press until the server answers. A
    second press meanwhile takes the first one back (`toggle-order`).

    :param meant: called with a note's id and the state; returns whether anything has changed
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
        """Show the state of a note.

        :param name: the accessible name
        """
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

    def _tell(self, event: GenericEventArguments) -> Awaitable[None]:
        """Take the press at once: a key may be pressed before a coroutine has begun."""
        self._waits = True
        return self._answer_unless(self._meant(*read_tick(str(event.args))))

    async def _answer_unless(self, changing: Awaitable[bool]) -> None:
        if not await changing:
            self._answer()

    def _answer(self) -> None:
        """Have the browser show the value, even if it has not changed."""
        self._waits = False
        self.update()


class DeleteButton(Lean, default_classes=theme.CARD_DELETE, default_props="type=button"):
    """Shows a cross.

    A press opens an invisible popover
    (https://developer.mozilla.org/en-US/docs/Web/API/Popover_API), and another press closes it. So
    the browser itself keeps the state, even without a connection. It sends the state that is meant
    in the end, and not the number of presses.

    :param pressed: called with whether the note is to be deleted; if it returns False, the button
        is shown as not pressed
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
        """Set the accessible name."""
        self.attach("aria-label", name)

    def answer(self) -> None:
        """Show the button as not pressed."""
        self._turn = not self._turn
        self.attach("innerHTML", _popover(self.id, self._turn)[1])

    async def _tell(self, event: GenericEventArguments) -> None:
        if not await self._pressed(event.args["newState"] == "open"):
            self.answer()


def _popover(element_id: int, turn: bool) -> tuple[str, str]:
    """The id and the HTML of the popover; the HTML differs by ``turn``, so that it is rebuilt."""
    name = f"p{element_id}"
    return name, theme.CARD_POPOVER.format(name=name, turn=int(turn))


class RestoreButton(TextButton, default_classes=theme.CARD_MORE):
    """Takes a note out of the trash."""


class MoreButton(TextButton, default_classes=theme.CARD_MORE):
    """Opens and closes a long description."""
