"""A change to a note carries out the write of its draft: both are stored, or neither."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from api.settings import Settings
from notes_ui.ports.backend import PageBackend
from notes_ui.ports.drafts import NEW, Draft, DraftWrite
from notes_ui.ports.errors import DatabaseUnusable
from notes_ui.ports.notes import Edit, NoteCreate, NotePublic, NoteView
from tests.support.foreign import allow, another_program, refuse

TAB = "tab"
MILK = NoteCreate(title="Milk")


def typed(title: str, *, base: NotePublic | None = None) -> Draft:
    return Draft(title=title, description="", base=base)


async def kept(backend: PageBackend) -> list[str]:
    return [draft.title for draft in await backend.drafts.of(TAB)]


async def stored(backend: PageBackend) -> list[str]:
    return [note.title for note in (await backend.notes.window(NoteView())).notes]


@contextmanager
def refusing(settings: Settings) -> Iterator[None]:
    """Another program forbids that drafts end."""
    with another_program(settings.database_url) as other:
        refuse(other, "DELETE ON note_draft", "old.tab <> ''")
        yield
        allow(other, "note_draft")


async def test_a_note_is_not_stored_if_its_draft_can_not_be_deleted(
    backend: PageBackend, settings: Settings
) -> None:
    await backend.drafts.keep(TAB, typed("Milk"))
    with refusing(settings), pytest.raises(DatabaseUnusable):
        await backend.notes.create(MILK, draft=DraftWrite(TAB, NEW))
    assert (await stored(backend), await kept(backend)) == ([], ["Milk"])
    await backend.notes.create(MILK, draft=DraftWrite(TAB, NEW))
    assert (await stored(backend), await kept(backend)) == (["Milk"], [])


async def test_an_edit_is_not_stored_if_its_draft_can_not_be_deleted(
    backend: PageBackend, milk: NotePublic, settings: Settings
) -> None:
    await backend.drafts.keep(TAB, typed("Oats", base=milk))
    edit, write = Edit(milk.id, {"title": "Oats"}), DraftWrite(TAB, milk.id)
    with refusing(settings), pytest.raises(DatabaseUnusable):
        await backend.notes.apply([edit], draft=write)
    assert (await stored(backend), await kept(backend)) == (["Milk"], ["Oats"])
    await backend.notes.apply([edit], draft=write)
    assert (await stored(backend), await kept(backend)) == (["Oats"], [])


async def test_a_draft_written_before_does_not_come_back(backend: PageBackend) -> None:
    await asyncio.gather(
        backend.drafts.keep(TAB, typed("Milk")),
        backend.notes.create(MILK, draft=DraftWrite(TAB, NEW)),
    )
    assert await kept(backend) == []


async def test_text_of_the_next_note_stays_a_draft(backend: PageBackend) -> None:
    await backend.drafts.keep(TAB, typed("Milk"))
    await backend.notes.create(MILK, draft=DraftWrite(TAB, NEW, typed("Next")))
    assert await kept(backend) == ["Next"]
    await asyncio.gather(
        backend.notes.create(MILK, draft=DraftWrite(TAB, NEW)),
        backend.drafts.keep(TAB, typed("The one after")),
    )
    assert await kept(backend) == ["The one after"]


async def test_the_draft_of_an_edit_goes_on_from_what_is_stored(
    backend: PageBackend, milk: NotePublic
) -> None:
    left = typed("Oats", base=milk.model_copy(update={"title": "Oats"}))
    edit = Edit(milk.id, {"title": "Oats", "done": True}, {"title": milk.title})
    await backend.notes.apply([edit], draft=DraftWrite(TAB, milk.id, left))
    (draft,) = await backend.drafts.of(TAB)
    now = await backend.notes.get(milk.id)
    assert draft.base == now
    assert now.title == "Oats"


async def test_a_refused_edit_leaves_the_draft_as_it_was(
    backend: PageBackend, milk: NotePublic
) -> None:
    await backend.drafts.keep(TAB, typed("Oats", base=milk))
    refused = Edit(milk.id, {"title": "Oats"}, {"title": "Soy"})
    await backend.notes.apply([refused], draft=DraftWrite(TAB, milk.id))
    assert await kept(backend) == ["Oats"]
