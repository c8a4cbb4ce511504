"""A field of the form for a new note, and the fields that stood in its place before."""

from collections.abc import Callable
from typing import Generic, TypeVar

from nicegui import ui

from notes_ui.components.fields.leavable_field import Heir, LeavableField, Tasks

AnyField = TypeVar("AnyField", bound=LeavableField)


class Succession(Generic[AnyField]):
    """At each new note the field makes way for a new one, instead of being emptied.

    What a server empties drops the letters of a round trip. A field that is left stays in the
    browser, out of sight, until it is known what was still typed there.

    :param make: makes a field where elements are made just now
    :param take: called with what somebody has typed who has gone to a field that was left
    """

    def __init__(self, make: Callable[[], AnyField], take: Callable[[str], object]) -> None:
        self._make = make
        self.now = make()
        """the field that can be seen"""
        self.heir = Heir(lambda: self.now, take)
        """the same, as the one that inherits"""
        self._left_before: list[AnyField] = []

    def late(self, heir: Heir) -> str:
        """What was typed for an heir in fields that are left, as far as it is known."""
        return "".join(left.text for left in self._left if left.heir is heir)

    def renew(self, section: ui.element, heir: Heir) -> None:
        """Have a new field in the place of the one that can be seen.

        :param section: what it stands in
        :param heir: gets what is typed in the old one by somebody who is still there
        """
        left = self.now
        with section:
            self.now = self._make()
        self.now.move(target_index=section.default_slot.children.index(left))
        for earlier in self._left:
            earlier.heir = heir
        self._left_before = [*self._left, left]
        left.leave(heir, self.heir)

    def hand_on(self, *, after: Tasks = ()) -> Tasks:
        """Have the fields that are left go; return what ends when they are gone.

        :param after: others that hand on before
        """
        return [left.hand_on(after=after) for left in self._left]

    def ask_again(self, *, after: Tasks = ()) -> Tasks:
        """The same after a connection was lost."""
        return [left.ask_again(after=after) for left in self._left]

    def take_late(self, heir: Heir) -> str:
        """Take what `late` is."""
        return "".join(left.take_late() for left in self._left if left.heir is heir)

    @property
    def _left(self) -> list[AnyField]:
        return [left for left in self._left_before if not left.is_deleted]
