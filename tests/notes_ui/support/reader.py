"""A simulated person before the page, who types, clicks and presses keys, and reads it."""

import asyncio

from nicegui import ui

from notes_ui import theme
from notes_ui.i18n import messages
from notes_ui.page.cards.card_parts import CardBody, DeleteButton, DoneCheckbox
from notes_ui.page.cards.note_card import CARD_KEYS, NoteCard
from tests.notes_ui.support.card_shown import Shown, part
from tests.notes_ui.support.onlooker import Onlooker
from tests.notes_ui.support.tab import MOUNTED
from tests.support.waiting import eventually

__all__ = ["PAGE", "Reader", "Shown", "eventually", "part"]

PAGE = f"{MOUNTED}/notes"


class Reader(Onlooker):
    """One open page and the person before it."""

    async def add(self, title: str, description: str = "") -> None:
        """Type a note and press the button."""
        composer = self.styled(theme.COMPOSER)
        self.write(self.field(messages.TITLE, composer), title)
        if description:
            self.write(self.field(messages.DESCRIPTION, composer), description)
        self.press(self.language.say(messages.ADD_NOTE))
        await asyncio.sleep(0)  # the press is taken before anything else is typed

    def tick(self, title: str) -> None:
        """Click on the checkbox of a note."""
        box = part(self.card(title), DoneCheckbox)
        meant = "false-value" if box.value else "true-value"
        self.send(box, "update:modelValue", box.props[meant])

    def delete(self, title: str) -> None:
        """Click on the cross of a note."""
        self.press_cross(self.card(title))

    def press_cross(self, card: NoteCard, *, again: bool = False) -> None:
        """Click on the cross of a card; perhaps again, while it still shows that it was pressed."""
        state = {"newState": "closed" if again else "open"}
        self.send(part(card, DeleteButton), "toggle.capture", state)

    def click(self, title: str, *held: str) -> None:
        """Click on the text of a note, perhaps with ``ctrlKey`` or ``shiftKey`` held."""
        keys = {key: key in held for key in ("shiftKey", "ctrlKey", "metaKey")}
        self.send(part(self.card(title), CardBody), "click.self", keys)

    def focus(self, title: str) -> None:
        """Give the keyboard's focus to a card."""
        self.send(self.card(title), "focusin", {})

    def card_key(self, title: str, key: str, *, repeat: bool = False) -> None:
        """Press a key while a card itself has the focus."""
        self.send(self.card(title), CARD_KEYS, {"key": key, "repeat": repeat})

    def key(self, key: str, *held: str, action: str = "keydown", repeat: bool = False) -> None:
        """Press a key while no field has the focus."""
        modifiers = {name: name in held for name in ("altKey", "ctrlKey", "metaKey", "shiftKey")}
        event = {"action": action, "key": key, "code": key, "location": 0, "repeat": repeat}
        keyboard = next(
            one for one in self.client.elements.values() if isinstance(one, ui.keyboard)
        )
        self.send(keyboard, "key", event | modifiers)

    async def takes_keys(self) -> None:
        """Wait until keys are commands: not before it is known whether a draft gets the focus."""

        def lists_keys() -> bool:
            self.key("?")
            return any(theme.HELP in one.classes for one in self.elements())

        await eventually(lists_keys)
        self.press(self.language.say(messages.CLOSE), self.styled(theme.HELP))

    def command(self, command: str) -> None:
        """Press a button within a card's text, which commands this."""
        self.send(self.list, "command", {"command": command})

    def search(self, text: str) -> None:
        """Have the search hold the text, as if it was typed."""
        self.write(self.search_field(), text)

    async def follow(self, text: str) -> None:
        """Click on the one link that begins with the text."""
        await self.navigate(str(self.link(text).props["href"]))

    async def answer(self, question: str, answer: str) -> None:
        """Wait until this is asked, and press the button that bears the answer."""
        await eventually(lambda: self.question() == question)
        self.press(answer, self.styled(theme.QUESTION))
