"""The description of a new note, and the fields that stood in its place before."""

from collections.abc import Callable

from nicegui import ui

from notes_ui.components.fields.typed_field import TextField


class Descriptions:
    """At each new note the field makes way for a new one, instead of being emptied.

    What a server empties drops the letters of a round trip. A field that is left stays in the
    browser, out of sight, until it is known what was still typed there.

    :param make: makes a field where elements are made just now
    :param late: called with what was typed in a field that was left
    """

    def __init__(self, make: Callable[[], TextField], late: Callable[[str], object]) -> None:
        self._make = make
        self._late = late
        self.now = make()
        """the field that can be seen"""
        self._left: list[TextField] = []

    @property
    def text(self) -> str:
        """What is known to have been typed in fields that are left, and was not taken."""
        return "".join(left.text for left in self._left)

    def renew(self, section: ui.element) -> None:
        """Have a new field in the place of the one that can be seen.

        :param section: what it stands in
        """
        left = self.now
        with section:
            self.now = self._make()
        self.now.move(target_index=section.default_slot.children.index(left))
        self._left.append(left)
        left.leave(lambda text: self._forget(left, text))

    def ask_again(self) -> None:
        """Ask the fields that are left what was typed: the question may have been lost."""
        for left in self._left:
            left.ask_again()

    def take(self) -> str:
        """Take what `text` is."""
        return "".join(left.take_late() for left in self._left)

    def _forget(self, left: TextField, text: str) -> None:
        self._left.remove(left)
        if text:
            self._late(text)
