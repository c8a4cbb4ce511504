"""What was typed in fields of the form that were left, and is meant for the fields of now."""

import asyncio

from notes_ui.components.fields.entry_field import EntryField
from notes_ui.components.fields.leavable_field import Tasks
from notes_ui.components.fields.pressed_text import PressedText
from notes_ui.components.fields.typed_field import TextField
from notes_ui.page.composer.succession import Succession


class LeftLetters:
    """The letters that the browser reports late, and the tasks that ask for those it has lost.

    :param titles: the title and those before it
    :param descriptions: the description and those before it
    """

    def __init__(self, titles: Succession[EntryField], descriptions: Succession[TextField]) -> None:
        self._titles = titles
        self._descriptions = descriptions
        self._asking: Tasks = ()
        """the tasks that ask fields that were left, because the connection was lost"""
        self._first: PressedText | None = None
        """the title of the first press that waits for them"""

    @property
    def received(self) -> dict[str, str]:
        """These letters, as far as the server has received them.

        The keys are the names of the fields for which they were meant.
        """
        title, description = self._titles.heir, self._descriptions.heir
        return {
            "title": one_line(self._descriptions.late(title) + self._titles.late(title)),
            "description": self._descriptions.late(description),
        }

    def take(self) -> str:
        """Take the letters that were received.

        Return those for the title, and put the others in front of the description.
        """
        title, description = self._titles.heir, self._descriptions.heir
        if late := self._descriptions.take_late(description):
            self._descriptions.now.prepend(late)
        return one_line(self._descriptions.take_late(title) + self._titles.take_late(title))

    @property
    def asks(self) -> bool:
        """Whether letters may be missing since a lost connection."""
        return any(not task.done() for task in self._asking)

    def ask_again(self) -> None:
        """Ask the browser what these fields hold, because some of it may not have arrived."""
        titles = self._titles.ask_again()
        self._asking = [*titles, *self._descriptions.ask_again(after=titles)]

    def hand_on(self) -> None:
        """End the fields that were left as soon as the browser has told what they hold."""
        was_asking, titles = self.asks, self._titles.hand_on()
        tasks = [*titles, *self._descriptions.hand_on(after=titles)]
        self._asking = tasks if was_asking else ()

    def put_before(self, title: PressedText, *, of: EntryField | None = None) -> None:
        """Put the letters in front of a title that was pressed.

        Letters that the server still asks for go in front of the first such title.

        :param of: the field of the title, if that may be one that was left; the letters there come
            behind the title
        """
        if self.asks and of in {None, self._titles.now}:
            self._first = self._first or title
        else:
            title.before = self.take()

    async def told(self) -> None:
        """Wait until the browser has told of the letters that may be missing."""
        while waiting := [task for task in self._asking if not task.done()]:
            await asyncio.wait(waiting)
        self._first = None

    def prepend_to_title(self, text: str) -> None:
        """Take what was typed before the title had the focus: it was meant for the title."""
        if self._first:
            self._first.before = one_line(text) + self._first.before
        else:
            self._titles.now.prepend(one_line(text))


def one_line(text: str) -> str:
    """A text as a title can hold it; a text typed in a description may have several lines."""
    return text.replace("\n", " ")
