"""A field of the form for a new note, and the fields that stood in its place before."""

from collections.abc import Callable
from typing import Generic, TypeVar

from nicegui import ui

from notes_ui.components.fields.leavable_field import Heir, LeavableField

AnyField = TypeVar("AnyField", bound=LeavableField)


class Succession(Generic[AnyField]):
    """At each new note the field makes way for a new one, instead of being emptied.

    What a server empties drops the letters of a round trip. A field that is left stays in the
    browser, out of sight, until it is known what was still typed there.

    :param make: makes a field where elements are made just now
    :param late: called with what was typed in a field that was left
    """

    def __init__(self, make: Callable[[], AnyField], late: Heir) -> None:
        self._make = make
        self._late = late
        self.now = make()
        """the field that can be seen"""
        self._left_before: list[AnyField] = []

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
        self._left_before = [*self._left, left]
        left.leave(self._late, lambda: self.now)

    def hand_on(self) -> None:
        """Have the fields that are left go: the focus is no longer in them."""
        for left in self._left:
            left.hand_on()

    def ask_again(self) -> None:
        """Ask the fields that are left what was typed: a connection was lost."""
        for left in self._left:
            left.ask_again()

    def take(self) -> str:
        """Take what `text` is."""
        return "".join(left.take_late() for left in self._left)

    @property
    def _left(self) -> list[AnyField]:
        return [left for left in self._left_before if not left.is_deleted]
