"""The two fields of a note that is edited, into which others write as well."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from pydantic_core import ErrorDetails

from notes_ui import words
from notes_ui.language import Language
from notes_ui.late_typing import name_field
from notes_ui.note_fields import description_field, said_of, title_field
from notes_ui.taking_over import TakingOver


class EditorFields:
    """Title and description, by these names.

    :param texts: what they hold at first
    :param typed: called with a field's name, what somebody has typed in it, and the text that this
        was typed over, if others' text that came in its place was not yet seen
    """

    def __init__(
        self,
        note_id: int,
        texts: Mapping[str, str],
        language: Language,
        typed: Callable[[str, str, str | None], None],
    ) -> None:
        self._language = language
        self._typed = typed
        title = title_field(language, partial(self._change, "title"), texts["title"])
        text = description_field(
            language,
            partial(self._change, "description"),
            texts["description"],
            label=words.MARKDOWN,
        )
        self._fields: dict[str, Any] = {"title": title, "description": text}
        for name, field in self._fields.items():
            name_field(field, note_id, name)
            field.validate()
        self._taking = {name: TakingOver(field) for name, field in self._fields.items()}

    def focus(self, name: str) -> None:
        """Put the keyboard's focus into a field."""
        self._fields[name].run_method("focus")

    def take(self, name: str, text: str) -> None:
        """Have a field hold what others wrote."""
        self._taking[name].take(text)

    def show_errors(self, errors: Sequence[ErrorDetails]) -> None:
        """Say at each field what is wrong with it."""
        for found in errors:
            self._fields[str(found["loc"][0])].error = said_of(found, self._language)

    def _change(self, name: str) -> None:
        before = self._taking[name].changed()
        self._typed(name, self._fields[name].value or "", before)
