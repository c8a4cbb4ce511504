"""A simulated user who reads the list of notes, and waits until it is as expected."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from nicegui import ElementFilter, ui
from nicegui.testing import User, UserInteraction

from notes_ui.note_card import CardDescription, DeleteButton, DoneCheckbox, NoteCard

PATIENCE = 5.0  # seconds
Element = TypeVar("Element", bound=ui.element)
Shown = tuple[str, str, bool]


async def eventually(condition: Callable[[], bool], *, within: float = PATIENCE) -> None:
    """Return as soon as the condition holds; fail when it does not in time."""
    async with asyncio.timeout(within):
        while not condition():  # noqa: ASYNC110  # a condition of any kind has no event of its own
            await asyncio.sleep(0.005)


class Reader:
    """One open page and the person before it."""

    def __init__(self, user: User) -> None:
        self.user = user

    def cards(self) -> list[NoteCard]:
        """The cards, from top to bottom."""
        found = self._all(NoteCard)
        if not found:
            return []
        slot = found[0].parent_slot
        assert slot is not None
        return [card for card in slot.children if isinstance(card, NoteCard)]

    def shown(self) -> list[Shown]:
        """Title, description and done of each card, from top to bottom, as the elements have it."""
        return [self._shown(card) for card in self.cards()]

    def titles(self) -> list[str]:
        return [title for title, _, _ in self.shown()]

    async def sees(self, *titles: str) -> None:
        """Wait until these are the titles, from top to bottom."""
        await eventually(lambda: self.titles() == list(titles))

    def card(self, title: str) -> NoteCard:
        return self.cards()[self.titles().index(title)]

    async def add(self, title: str, description: str = "") -> None:
        """Type a note and press the button."""
        self.user.find(kind=ui.input, content="Title").type(title)
        if description:
            self.user.find(kind=ui.textarea).type(description)
        self.user.find(kind=ui.button, content="Add note").click()

    def tick(self, title: str) -> None:
        """Click on the checkbox Done of a note."""
        box = next(part for part in self.card(title) if isinstance(part, DoneCheckbox))
        UserInteraction(self.user, {box}, None).trigger("update:modelValue", not box.value)

    def delete(self, title: str) -> None:
        """Click on the button Delete of a note."""
        self._click(self.card(title), DeleteButton)

    def press(self, text: str) -> None:
        """Click on what bears the text."""
        self.user.find(text).click()

    def count(self) -> str:
        """The number of notes, in words, as the page tells it."""
        with self.user:
            return next(str(label.text) for label in ElementFilter(kind=ui.label, marker="count"))

    def _click(self, card: NoteCard, kind: type[ui.element]) -> None:
        control = next(part for part in card if isinstance(part, kind))
        UserInteraction(self.user, {control}, None).click()

    def _shown(self, card: NoteCard) -> Shown:
        done = next(part.value for part in card if isinstance(part, DoneCheckbox))
        description = "".join(part.text for part in card if isinstance(part, CardDescription))
        return card.text, description, bool(done)

    def _all(self, kind: type[Element]) -> list[Element]:
        with self.user:
            return list(ElementFilter(kind=kind))
