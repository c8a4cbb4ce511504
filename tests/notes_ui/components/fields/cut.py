"""Somebody whose connection gets lost while others' text is on its way into an editor."""

from collections.abc import Awaitable, Callable

import httpx

from notes_ui.components.fields.typed_field import TypedField
from tests.notes_ui.conftest import OpenPage
from tests.notes_ui.support.editor import Editor
from tests.notes_ui.support.reader import Reader, eventually


class Cut:
    """Somebody whose connection gets lost while a note is open, and who types on meanwhile."""

    def __init__(
        self, reader: Reader, other: Reader, rest: httpx.AsyncClient, editor: Editor
    ) -> None:
        self.reader, self.editor = reader, editor
        self._other, self._rest = other, rest
        description = editor.description
        assert isinstance(description, TypedField)
        self._title, self.description = editor.title, description

    @classmethod
    async def at(cls, open_page: OpenPage, rest: httpx.AsyncClient, description: str) -> "Cut":
        reader, other = await open_page(), await open_page()
        await rest.post("/api/notes", json={"title": "Shop", "description": description})
        for each in (reader, other):
            await each.sees("Shop")
        cut = cls(reader, other, rest, await Editor.of(reader, "Shop"))
        await cut.sends_all()
        reader.is_away = True
        return cut

    async def sends_all(self) -> None:
        """Wait until the server has sent the page's browser all that has changed."""
        await eventually(lambda: not self.reader.client.outbox.updates)

    async def others_store(self, text: str) -> None:
        """Have the note hold a text."""
        await self._rest.patch("/api/notes/1", json={"description": text})

    async def meets(self, mine: str, theirs: str) -> None:
        """Type a text, have others store another one, and wait until a choice is asked for."""
        self.editor.type(description=mine)
        await self.others_store(theirs)
        await self.editor.tells(theirs)

    async def others_write(self, text: str) -> None:
        """Have the note hold a text, and wait until the server has put it into the field."""
        await self.others_store(text)
        await eventually(lambda: self.editor.typed()[1] == text)
        await self.sends_all()

    async def takes_theirs(self, part: str) -> None:
        """Wait until a text of others is in the way, take it, and have the server send it."""
        await self.editor.tells(part)
        self.editor.press("Take theirs")
        await eventually(lambda: part in self.editor.typed()[1])
        await self.sends_all()

    async def comes_back_with(self, text: str) -> None:
        """Lose the connection, come back, and say what the field shows; then receive again."""
        self.reader.questions.clear()
        await self.reader.comes_back()
        await self.answers(text)

    async def answers(self, text: str) -> None:
        """Say what the field shows, as soon as the server asks; then receive again."""
        for field, shown in ((self._title, "Shop"), (self.description, text)):
            asked = f"({field.id}, "
            await eventually(lambda: any(asked in code for code in self.reader.questions))  # noqa: B023
            self.reader.answer_question(field, shown)
        self.reader.is_away = False

    async def holds(self, text: str) -> None:
        """Wait until the field holds the text, and somebody else sees it in the note."""
        await eventually(lambda: self.editor.typed() == ("Shop", text))
        await self.is_stored(text)

    async def is_stored(self, text: str) -> None:
        """Wait until somebody else sees the text in the note."""
        await eventually(lambda: self._other.shown() == [("Shop", text, False)])

    async def note(self) -> dict[str, object]:
        found: dict[str, object] = (await self._rest.get("/api/notes/1")).json()
        return found


Edits = Callable[[str], Awaitable[Cut]]
"""opens a note with such a description in an editor; from then on the browser receives nothing"""
