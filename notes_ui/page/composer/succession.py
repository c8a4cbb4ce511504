"""A field of the form for a new note, and the fields that were in its place before."""

from collections.abc import Callable
from typing import Generic, TypeVar

from nicegui import ui

from notes_ui.components.fields.leavable_field import Heir, Tasks
from notes_ui.components.fields.typed_field import TypedField

AnyField = TypeVar("AnyField", bound=TypedField)


class Succession(Generic[AnyField]):
    """Replaces the field by a new one at Add note, instead of emptying it.

    A field that the server empties drops the letters of a round trip. A field that was left stays
    in the browser, invisible, until the server has received what was still typed there.

    :param make: makes a field in NiceGUI's current slot
    :param take: called with what was typed in a field that was left, and is meant for this field
    """

    def __init__(self, make: Callable[[], AnyField], take: Callable[[str], object]) -> None:
        self._make = make
        self.now = make()
        """the visible field"""
        self.heir = Heir(lambda: self.now, take)
        """the visible field, as the one that gets what is typed in fields that were left"""
        self._left_before: list[AnyField] = []

    def late(self, heir: Heir) -> str:
        """What was typed for an heir in fields that were left, as far as the server has it."""
        return "".join(left.text for left in self._left if left.heir is heir)

    def renew(self, section: ui.element, heir: Heir) -> None:
        """Put a new field in the place of the visible one.

        :param section: the element that contains the field
        :param heir: gets what somebody goes on typing in the old fields
        """
        for earlier in self._left:
            earlier.heir = heir
        self._replace(section).leave(heir, self.heir)

    def renew_stale(self, section: ui.element) -> None:
        """Do the same with a field that shows more than is meant; the new field gets what is meant.

        This is so when a text was taken out of it because of a press that had to wait.

        :param section: the element that contains the field
        """
        if self.now.is_sure and self.now.is_stale:
            self._replace(section).leave(self.heir, self.heir, keep=True)

    def _replace(self, section: ui.element) -> AnyField:
        """Make a new field in the place of the visible one, and return the old one."""
        left = self.now
        with section:
            self.now = self._make()
        self.now.move(target_index=section.default_slot.children.index(left))
        self._left_before = [*self._left, left]
        return left

    def hand_on(self, *, after: Tasks = ()) -> Tasks:
        """Remove the fields that were left, as soon as all that was typed in them has arrived.

        :param after: tasks of other fields that pass on their texts first
        :return: the tasks, which end when the fields are gone
        """
        return [left.hand_on(after=after) for left in self._left]

    def ask_again(self, *, after: Tasks = ()) -> Tasks:
        """Do the same as `hand_on` again, because the connection was lost."""
        return [left.ask_again(after=after) for left in self._left]

    def take_late(self, heir: Heir) -> str:
        """Take the text that `late` returns."""
        return "".join(left.take_late() for left in self._left if left.heir is heir)

    @property
    def _left(self) -> list[AnyField]:
        return [left for left in self._left_before if not left.is_deleted]
