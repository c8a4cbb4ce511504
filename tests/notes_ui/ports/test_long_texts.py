"""What each implementation of the page's interface promises of texts longer than the API's."""

import pytest

from api.settings import Settings
from notes_ui.ports.backend import PageBackend
from notes_ui.ports.notes import BROUGHT_BACK, DESCRIPTION_LENGTH, Edit, NotePublic, NoteUpdate
from tests.support.foreign import another_program

LONG = "x" * (DESCRIPTION_LENGTH + 1)


@pytest.fixture
async def long(settings: Settings, milk: NotePublic) -> NotePublic:
    """The note, to which another program has given a description longer than the API's."""
    with another_program(settings.database_url) as other:
        other.execute("UPDATE note SET description = ?", (LONG,))
    return milk.model_copy(update={"description": LONG})


async def test_a_long_description_comes_back_by_undo(
    backend: PageBackend, long: NotePublic
) -> None:
    edit = Edit(long.id, {"description": "Short"}, {"description": long.description})
    (edited,) = (await backend.notes.apply([edit])).done
    (undone,) = (await backend.notes.apply([edited.undoing()])).done
    assert undone.after.description == LONG


async def test_a_long_description_comes_back_from_the_history(
    backend: PageBackend, long: NotePublic
) -> None:
    await backend.notes.update(long.id, NoteUpdate(description="Short"))
    seen, to, _ = await backend.notes.history(long.id)
    values, base = (each.model_dump(include=set(BROUGHT_BACK)) for each in (to, seen))
    (edited,) = (await backend.notes.apply([Edit(long.id, values, base)])).done
    assert edited.after.description == LONG
