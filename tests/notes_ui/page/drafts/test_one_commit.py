"""A note and the end of its draft are one commit: a server may be killed between any two."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

from api.notes.models import NotePublic
from api.notes.values import Draft
from tests.notes_ui.conftest import OpenPage
from tests.notes_ui.page.drafts.half_a_note import type_note
from tests.notes_ui.support.editor import Editor
from tests.notes_ui.support.reader import eventually

Found = tuple[list[str], list[str]]
"""the titles of the notes, and those of drafts with new text"""


class Disk:
    """What a server would find in the file that starts now, at each look."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.seen: list[Found] = []

    def has(self, *wanted: Found) -> bool:
        """Whether the file holds one of these now."""
        notes, drafts = [], []
        for kind, title, description, base in self._connection.execute(
            "select 'note', title, '', '' from note"
            " union all select 'draft', title, description, base from note_draft"
        ):
            begun = NotePublic.model_validate_json(base) if base else None
            if kind == "note":
                notes.append(title)
            elif Draft(title=title, description=description, base=begun).has_news:
                drafts.append(title)
        if not self.seen or self.seen[-1] != (notes, drafts):
            self.seen.append((notes, drafts))
        return self.seen[-1] in wanted


@asynccontextmanager
async def looking(database: Path, *before: Found) -> AsyncIterator[Disk]:
    """Look at the file from when it holds this."""
    with closing(sqlite3.connect(database)) as connection:
        disk = Disk(connection)
        await eventually(lambda: disk.has(*before))
        yield disk


async def test_the_text_of_an_added_note_is_never_a_draft_too(
    open_page: OpenPage, database: Path
) -> None:
    reader, other = await open_page(), await open_page()
    type_note(reader, "Milk", "two litres")
    async with looking(database, ([], ["Milk"])) as disk:
        reader.press("Add note")
        await eventually(lambda: disk.has((["Milk"], [])))
        assert disk.seen[-2:] == [([], ["Milk"]), (["Milk"], [])]
    await other.sees("Milk")


async def test_a_stored_edit_is_never_a_draft_too(open_page: OpenPage, database: Path) -> None:
    reader, other = await open_page(), await open_page()
    await reader.add("Milk")
    await reader.sees("Milk")
    editor = await Editor.of(reader, "Milk")
    editor.type(title="Oats")
    stored: Found = (["Oats"], [])
    async with looking(database, (["Milk"], ["Oats"]), stored) as disk:  # it stores by itself, too
        editor.press("Close")
        await eventually(lambda: disk.has(stored))
        assert (["Oats"], ["Oats"]) not in disk.seen
    await other.sees("Oats")
