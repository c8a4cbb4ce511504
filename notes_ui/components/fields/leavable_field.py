"""A field that another one can replace while somebody types in it."""

from collections.abc import Callable

from nicegui import background_tasks

from notes_ui import theme
from notes_ui.components.fields.written_field import WrittenField

Heir = Callable[[str], object]
"""called with a text that was typed in front of what the heir holds"""


class LeavableField(WrittenField):
    """A field that goes from the page only when all that was typed in it is known."""

    def _begin(self) -> None:
        super()._begin()
        self._heir: Heir | None = None
        """who gets what is still typed here, once another field stands in its place"""
        self._seen: Callable[[], LeavableField] = lambda: self

    def take_focus(self) -> None:
        """Have typing go here from now on."""
        self.run_method("focus")

    def leave(self, heir: Heir, seen: Callable[[], "LeavableField"]) -> None:
        """Go out of sight; `hand_on` takes the field from the page.

        Unlike a field that is emptied, this one still holds what is typed until the browser has
        heard of it, also if the connection is lost meanwhile. What it holds now is taken already.

        :param heir: called with what is typed here from now on
        :param seen: returns the field that can be seen in its place
        """
        self._heir, self._seen = heir, seen
        self.classes(theme.LEFT_FIELD).props["tabindex"] = -1
        for meant in self._possible():
            meant.text = ""
        self._write_no_more()

    def ask_again(self) -> None:
        """Ask what was typed in a field that is left: a connection was lost."""
        self.hand_on()

    def hand_on(self) -> None:
        """Have a field that is left go as soon as the browser has told all that was typed in it.

        To be called when the focus is no longer there.
        """
        self._write_no_more()
        self._writing = background_tasks.create(
            self._hand_on_all(), name="ask a field that is left"
        )

    def take_late(self) -> str:
        """Take what was typed since the field was left, as far as it is known."""
        text, self._meant.text = self._meant.text, ""
        return text

    def _end_writing(self, shown: str | None) -> None:
        if self._heir is None:
            super()._end_writing(shown)

    def _write_no_more(self) -> None:
        if self._writing:
            self._writing.cancel()

    async def _hand_on_all(self) -> None:
        await self._ask(self._hand_over)
        if not self.is_deleted:
            self.delete()

    def _hand_over(self, shown: str | None) -> None:
        self._meant.confirm(shown)
        if self._heir and (late := self.take_late()):
            self._heir(late)
