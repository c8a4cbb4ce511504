"""The two fields of an editor, which also get what others write into the note."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from pydantic_core import ErrorDetails

from notes_ui.components.fields.latency_field import Events, LatencyField, Text
from notes_ui.components.fields.typed_field import TypedField
from notes_ui.i18n import messages
from notes_ui.i18n.language import Language
from notes_ui.page.editor.fields.note_fields import description_field, said_of, title_field
from notes_ui.runtime.orphaned.input import name_field


@dataclass(frozen=True, slots=True)
class Told:
    """The callbacks of the fields; a field is given by its name."""

    typed: Callable[[str, str, str | None], None]
    """called with a field, its text, and a base

    The base is None, unless the person typed over the previous text because the browser did not
    show a text of others yet. Then it is the base of the previous text.
    """
    heard: Callable[[str], str]
    """called when the browser shows a text of others; returns what was typed, merged with theirs"""
    merged: Callable[[str, str], str]
    """called with a field and a text of others; returns what was typed so far, merged with it"""
    lost: Callable[[str, Text], None]
    """called when a text of others was lost with the connection, with a field, and with the text
    that the person has typed over instead"""
    left: Callable[[], Awaitable[None]]
    """called when the focus has left a field"""


class EditorFields:
    """The fields, by their names `title` and `description`.

    :param note_id: the note that is edited
    :param texts: the first text of each field
    """

    def __init__(
        self, note_id: int, texts: Mapping[str, str], language: Language, told: Told
    ) -> None:
        self._language = language
        self._told = told
        self._typing: str | None = None
        """the name of the field that has the focus"""
        self._has_arrived = False
        """whether the browser has reported that a field has got the focus"""
        self.title = title_field(language, partial(self._change, "title"), texts["title"])
        text = description_field(
            language,
            partial(self._change, "description"),
            texts["description"],
            label=messages.MARKDOWN,
        )
        self._fields: dict[str, TypedField] = {"title": self.title, "description": text}
        for name, field in self._fields.items():
            name_field(field, note_id, name)
            field.on("focusin", partial(self._arrive, name), args=[])
            field.on("focusout", partial(self._leave, name), args=[])
            field.validate()
        self._taking = {
            name: LatencyField(field, _events_of(name, told))
            for name, field in self._fields.items()
        }

    def begin_with_focus(self, name: str, caret: int | None = None) -> None:
        """Make the browser put the focus into a field when it makes the fields.

        The browser does not, if somebody types elsewhere by then; see `settle_focus`.

        :param caret: how many characters come before the cursor; None to have it at the end
        """
        self._typing = name
        self._fields[name].begin_with_focus(caret)

    def settle_focus(self) -> None:
        """Note that the browser has made the fields, and has told if one of them has the focus."""
        if not self._has_arrived:
            self._typing = None

    def focus(self, name: str) -> None:
        """Put the keyboard's focus into a field: from now on somebody may be typing there."""
        self._typing, self._has_arrived = name, True
        self._fields[name].run_method("focus")

    def doubt(self) -> None:
        """Ask after a handshake for the texts of the fields: some letters may be lost."""
        for field in self._taking.values():
            field.doubt()

    def ask(self) -> None:
        """Ask the browser for the texts of the fields: some letters may be on their way."""
        for field in self._fields.values():
            field.ask()

    @property
    def in_doubt(self) -> bool:
        """Whether the server still waits for the browser's answer about a field."""
        return any(field.in_doubt for field in self._fields.values())

    async def settled(self) -> None:
        """Wait for the answers of the browser, if `doubt` has asked for them."""
        for field in self._fields.values():
            await field.settled()

    def free(self) -> list[str]:
        """The names of the fields that do not have the focus, and are not in doubt."""
        fields = self._fields.items()
        return [name for name, field in fields if name != self._typing and not field.in_doubt]

    def take(self, name: str, text: str, base: str, base_before: str | None) -> None:
        """Write a text into a field, unless the field shows it already.

        :param base: the text of the note that it was derived from
        :param base_before: that of the shown text, if it was another one
        """
        if self._taking[name].shown != text:
            self._taking[name].take(text, base, base_before)
        else:  # letters that the browser has dropped are given up
            self._taking[name].text = text

    def show_errors(self, errors: Sequence[ErrorDetails]) -> Sequence[str]:
        """Show at each field what is wrong with it; return these messages."""
        said = {str(found["loc"][0]): said_of(found, self._language) for found in errors}
        for name, words_of_it in said.items():
            self._fields[name].error = words_of_it
        return list(said.values())

    def _change(self, name: str) -> None:
        self._told.typed(name, *self._taking[name].changed())

    def _arrive(self, name: str) -> None:
        self._typing, self._has_arrived = name, True

    async def _leave(self, name: str) -> None:
        if self._typing == name:
            self._typing = None
            await self._told.left()


def _events_of(name: str, told: Told) -> Events:
    return Events(
        heard=partial(told.heard, name),
        merged=partial(told.merged, name),
        lost=partial(told.lost, name),
    )
