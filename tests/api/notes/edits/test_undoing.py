"""Undoing: what was changed is put back, unless somebody has changed it since."""

import sqlite3
from dataclasses import replace

import pytest

from api.backend import Backend
from api.notes.errors import NoteConflict, NoteNotFound
from api.notes.models import NoteCreate, NotePublic, NoteUpdate
from api.notes.store import NoteStore
from api.notes.values import Edit, Edited


@pytest.fixture
def notes(backend: Backend) -> NoteStore:
    return backend.notes


@pytest.fixture
async def milk(notes: NoteStore) -> NotePublic:
    return await notes.create(NoteCreate(title="milk", description="two litres"))


def texts(note: NotePublic) -> dict[str, object]:
    return note.model_dump(exclude={"version", "updated_at"})


async def edited(notes: NoteStore, note: NotePublic, values: dict[str, object]) -> Edited:
    (done,) = (await notes.apply([Edit(note.id, values)])).done
    return done


CHANGES = [
    {"title": "oats"},
    {"description": ""},
    {"done": True},
    {"pinned": True, "title": "oats"},
    {"trashed": True},
    {"title": "oats", "description": "rolled", "done": True, "trashed": True},
]


@pytest.mark.parametrize("values", CHANGES, ids="-".join)
async def test_an_edit_can_be_undone_and_redone(
    notes: NoteStore, milk: NotePublic, values: dict[str, object]
) -> None:
    change = await edited(notes, milk, values)

    (undone,) = (await notes.apply([change.undoing()])).done
    assert texts(undone.after) == texts(milk)
    assert await notes.get(milk.id) == undone.after

    (again,) = (await notes.apply([undone.undoing()])).done
    assert texts(again.after) == texts(change.after)


async def test_an_undo_restores_only_the_fields_that_the_edit_changed(
    notes: NoteStore, milk: NotePublic
) -> None:
    change = await edited(notes, milk, {"title": "oats", "done": False})
    await notes.update(milk.id, NoteUpdate(description="rolled", done=True))

    assert change.undoing() == Edit(milk.id, {"title": "milk"}, {"title": "oats"}, since=2)
    (undone,) = (await notes.apply([change.undoing()])).done
    expected = ("milk", "rolled", True)
    assert (undone.after.title, undone.after.description, undone.after.done) == expected


async def test_an_undo_leaves_a_field_that_others_have_changed_since(
    notes: NoteStore, milk: NotePublic
) -> None:
    change = await edited(notes, milk, {"title": "oats"})
    theirs = await notes.update(milk.id, NoteUpdate(title="rice"))

    (refused,) = (await notes.apply([change.undoing()])).refused

    assert isinstance(refused, NoteConflict)
    assert (refused.current, list(refused.fields)) == (theirs, ["title"])
    assert await notes.get(milk.id) == theirs


async def test_undoing_an_edit_without_effect_changes_nothing(
    notes: NoteStore, milk: NotePublic
) -> None:
    change = await edited(notes, milk, {"title": "milk"})

    (undone,) = (await notes.apply([change.undoing()])).done
    assert undone.after == milk


async def test_undo_restores_a_note_unless_it_is_deleted_for_good(
    notes: NoteStore, milk: NotePublic, foreign: sqlite3.Connection
) -> None:
    change = await edited(notes, milk, {"trashed": True})
    foreign.execute("DELETE FROM note")

    (refused,) = (await notes.apply([change.undoing()])).refused
    assert isinstance(refused, NoteNotFound)


async def test_undoing_a_deletion_accepts_a_note_restored_already(
    notes: NoteStore, milk: NotePublic
) -> None:
    change = await edited(notes, milk, {"trashed": True})
    restored = await notes.restore(milk.id)

    (undone,) = (await notes.apply([change.undoing()])).done
    assert undone.after == restored


async def test_an_undo_is_refused_if_others_changed_it_there_and_back(
    notes: NoteStore, milk: NotePublic
) -> None:
    change = await edited(notes, milk, {"done": True, "title": "oats"})
    for title in ("rye", "oats"):
        await notes.update(milk.id, NoteUpdate(title=title, description="rolled"))

    (refused,) = (await notes.apply([change.undoing()])).refused
    assert isinstance(refused, NoteConflict)
    assert refused.fields == ["title"]
    passed = replace(change.undoing(), passed=(range(3, 4),))
    (undone,) = (await notes.apply([passed])).done
    assert (undone.after.title, undone.after.description) == ("milk", "rolled")
