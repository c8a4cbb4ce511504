"""*Add note* was pressed, and what its browser says of its fields comes later."""

from collections.abc import Sequence
from dataclasses import dataclass

from nicegui import ui

from notes_ui import theme
from notes_ui.components.fields.entry_field import TEXT, EntryField
from notes_ui.i18n import messages
from tests.notes_ui.support.reader import Reader, eventually


@dataclass
class Pressed:
    """A page where Milk is being added, and its browser has heard of nothing yet."""

    page: Reader
    left: EntryField

    def types(self, text: str) -> None:
        """Have the line that is left hold a text."""
        self.page.send(self.left, TEXT, text)

    async def comes_back(self) -> None:
        """Lose the connection, and what was asked over it, and come back."""
        self.page.questions.clear()
        await self.page.comes_back()

    async def reveals(
        self, text: str, line: EntryField | None = None, entries: Sequence[object] = ()
    ) -> None:
        """Have the browser say what a line shows, when it is asked: by default the one left.

        :param entries: the texts that were entered there
        """
        field = line or self.left
        await self.asked(f"getComputedProp({field.id}, ")
        self.page.answer_question(field, list(entries))
        await self.asked(f'runMethod({field.id}, "showPopup"')
        self.page.send(field, "filter", text)
        self.page.answer_question(field, None)

    async def asked(self, what: str) -> None:
        """Wait until a line is asked for this."""
        await eventually(lambda: any(what in code for code in self.page.questions))

    @property
    def focused(self) -> object:
        """What was last given the focus."""
        return self.page.focused()


def description(page: Reader) -> ui.input:
    return page.field(messages.DESCRIPTION, page.styled(theme.COMPOSER))
