"""Keeps the fields of an editor in step with the merge that holds their texts."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from notes_ui.components.fields.latency_field import Text
from notes_ui.i18n.language import Language
from notes_ui.page.editor.fields.edit_fields import EditorFields, Told
from notes_ui.text.merge import Merge


@dataclass(frozen=True, slots=True)
class FieldEvents:
    """The callbacks of the fields."""

    typed: Callable[[], None]
    """called when somebody has typed"""
    lost: Callable[[], None]
    """called when a text of others was lost with the connection, and the merge has gone back"""
    left: Callable[[], Awaitable[None]]
    """called when the focus has left a field"""


class MergedFields:
    """Tells the merge what is typed, and writes what the merge holds into the fields.

    :param merge: returns the merge: Undo begins a new one
    """

    def __init__(self, merge: Callable[[], Merge], language: Language, on: FieldEvents) -> None:
        self._merge = merge
        self._on = on
        begun, told = merge(), Told(self._type, self._hear, self._merged, self._lose, on.left)
        self.fields = EditorFields(begun.note_id, begun.mine, language, told)

    def follow(self) -> None:
        """Write the current note into the fields that nobody types in."""
        merge = self._merge()
        for name in self.fields.free():
            base = merge.base[name]
            merge.follow(name)
            self._write(name, base)

    def take_theirs(self, name: str) -> None:
        """Give mine up for theirs, where both have changed the same line."""
        merge = self._merge()
        base = merge.base[name]
        merge.take(name)
        self._write(name, base)

    def begin_anew(self, bases: Mapping[str, str]) -> None:
        """Write what a new merge holds into the fields.

        :param bases: the bases of the previous merge, by field
        """
        for name, base in bases.items():
            self._write(name, base)

    def _write(self, name: str, base_before: str) -> None:
        """Put what the merge holds into a field.

        :param base_before: the base of the merge before it was changed
        """
        merge = self._merge()
        base = merge.base[name]
        self.fields.take(name, merge.mine[name], base, base_before if base_before != base else None)

    def _type(self, name: str, text: str, over: str | None) -> None:
        merge = self._merge()
        if merge.mine[name] == text:
            return
        merge.mine[name], merge.field = text, name
        if over is not None:
            merge.overlooked(name, over)
        self._on.typed()

    def _hear(self, name: str) -> str:
        return self._merge().adopt(name)

    def _merged(self, name: str, theirs: str) -> str:
        return self._merge().onto(name, theirs)

    def _lose(self, name: str, over: Text) -> None:
        merge = self._merge()
        merge.mine[name] = over.mine
        if over.base is not None:
            merge.base[name] = over.base
        self._on.lost()
