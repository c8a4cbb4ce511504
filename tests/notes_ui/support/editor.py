"""A simulated person who edits a note in its place."""

from nicegui import ui

from notes_ui import theme
from notes_ui.i18n import messages as words
from tests.notes_ui.support.reader import Reader, eventually


class Editor:
    """The fields that stand in the place of a note's text."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    @classmethod
    async def of(cls, reader: Reader, title: str) -> "Editor":
        """Click on the text of a note and wait until it can be edited."""
        reader.click(title)
        editor = cls(reader)
        await eventually(lambda: editor.is_open)
        return editor

    @property
    def is_open(self) -> bool:
        return any(theme.EDITOR in one.classes for one in self._reader.elements())

    @property
    def form(self) -> ui.element:
        return self._reader.styled(theme.EDITOR)

    @property
    def title(self) -> ui.input:
        return self._reader.field(words.TITLE, self.form)

    @property
    def description(self) -> ui.input:
        return self._reader.field(words.MARKDOWN, self.form)

    def typed(self) -> tuple[str, str]:
        """What stands in the fields."""
        return str(self.title.value), str(self.description.value)

    def type(self, *, title: str | None = None, description: str | None = None) -> None:
        """Have the fields hold these texts, as if they were typed."""
        if title is not None:
            self._reader.write(self.title, title)
        if description is not None:
            self._reader.write(self.description, description)

    def press(self, text: str) -> None:
        """Click on the button that bears the text."""
        self._reader.press(text, self.form)

    def notice(self) -> list[str]:
        """What is said of others' changes."""
        return self._reader.texts(self._reader.styled(theme.EDITOR_NOTICE))

    async def tells(self, words: str) -> None:
        """Wait until the words are said of others' changes."""
        await eventually(lambda: any(words in said for said in self.notice()))

    def leave(self) -> None:
        """Put the focus somewhere else on the page."""
        self._reader.send(self._reader.styled(theme.SHELL), "focusin", {})
        self.look_away()

    def look_away(self) -> None:
        """Have the page lose the focus, as when somebody looks at another window."""
        for element in (self.title, self.description, self.form):
            self._reader.send(element, "focusout", {})

    def point(self) -> None:
        """Press in the form, as somebody does who puts the caret elsewhere in a text."""
        for element in (self.form, self._reader.styled(theme.SHELL)):
            self._reader.send(element, "pointerdown", {"clientX": 1, "clientY": 1})

    def come_back(self) -> None:
        """Put the focus into the title again."""
        for element in (self.title, self.form, self._reader.styled(theme.SHELL)):
            self._reader.send(element, "focusin", {})

    def go_on_to_description(self) -> None:
        """Put the focus from the title into the description."""
        for element in (self.title, self.form):
            self._reader.send(element, "focusout", {})
        for element in (self.description, self.form, self._reader.styled(theme.SHELL)):
            self._reader.send(element, "focusin", {})

    def key(self, keys: str, **told: object) -> None:
        """Press keys in a field, such as ``ctrl.enter.prevent``."""
        self._reader.send(self.form, f"keydown.{keys}", told)

    def enter(self, **told: object) -> None:
        """Press Enter in the title."""
        self._reader.send(self.title, "keydown.enter.exact", told)

    def says(self) -> list[str]:
        """All that can be read in it."""
        return self._reader.texts(self.form)

    async def closes(self) -> None:
        """Wait until it is gone."""
        await eventually(lambda: not self.is_open)
