"""Edits of notes: many at once in one transaction, and none that overwrites what was not seen."""

import asyncio
import sqlite3
from collections.abc import Collection

import pytest

from api.backend import Backend
from api.notes.errors import NoteConflict, NoteNotFound
from api.notes.models import NoteCreate, NotePublic, NoteUpdate
from api.notes.store import NoteStore
from api.notes.values import Edit
from tests.api.support.rest import feed


@pytest.fixture
def notes(backend: Backend) -> NoteStore:
    return backend.notes


@pytest.fixture
async def milk(notes: NoteStore) -> NotePublic:
    return await notes.create(NoteCreate(title="milk", description="two litres"))


async def apply(notes: NoteStore, edit: Edit) -> NotePublic | NoteNotFound | NoteConflict:
    """The note after the edit, or why it was refused."""
    outcome = await notes.apply([edit])
    return outcome.refused[0] if outcome.refused else outcome.done[0].after


@pytest.mark.parametrize(
    ("field", "value"),
    [("title", "oats"), ("description", ""), ("done", True), ("pinned", True), ("trashed", True)],
)
async def test_an_edit_changes_one_field_and_tells_how_the_note_was(
    notes: NoteStore, milk: NotePublic, field: str, value: object
) -> None:
    outcome = await notes.apply([Edit(milk.id, {field: value})])

    (edited,) = outcome.done
    assert edited.before == milk
    assert edited.after.model_dump(exclude={"updated_at"}) == milk.model_dump(
        exclude={"updated_at"}
    ) | {field: value, "version": 2}
    assert outcome.refused == []


@pytest.mark.parametrize("values", [{}, {"title": "milk"}, {"done": False, "pinned": False}])
async def test_an_edit_of_nothing_changes_nothing(
    notes: NoteStore, milk: NotePublic, foreign: sqlite3.Connection, values: dict[str, object]
) -> None:
    assert await apply(notes, Edit(milk.id, values)) == milk
    assert feed(foreign) == [("create", milk.id)]


async def test_an_edit_does_not_overwrite_a_field_that_others_changed(
    notes: NoteStore, milk: NotePublic
) -> None:
    theirs = await notes.update(milk.id, NoteUpdate(title="oats", description="rolled"))

    refused = await apply(
        notes,
        Edit(
            milk.id,
            {"title": "soy milk", "description": "", "done": True},
            {"title": "milk", "description": "two litres", "done": False},
        ),
    )

    assert isinstance(refused, NoteConflict)
    assert refused.current == theirs
    assert list(refused.fields) == ["title", "description"]
    assert "the title and the description" in str(refused)
    assert await notes.get(milk.id) == theirs, "not even the field that nobody else has changed"


async def test_a_change_of_another_field_is_no_conflict(notes: NoteStore, milk: NotePublic) -> None:
    await notes.update(milk.id, NoteUpdate(description="three pints", done=True))

    both = await apply(notes, Edit(milk.id, {"title": "oat milk"}, {"title": "milk"}))

    assert isinstance(both, NotePublic)
    assert (both.title, both.description, both.done) == ("oat milk", "three pints", True)


async def test_an_edit_to_the_same_value_as_another_is_no_conflict(
    notes: NoteStore, milk: NotePublic
) -> None:
    theirs = await notes.update(milk.id, NoteUpdate(title="oats"))

    assert await apply(notes, Edit(milk.id, {"title": "oats"}, {"title": "milk"})) == theirs


async def test_a_base_of_fields_that_are_not_edited_does_not_matter(
    notes: NoteStore, milk: NotePublic
) -> None:
    await notes.update(milk.id, NoteUpdate(title="oats"))

    edited = await apply(
        notes, Edit(milk.id, {"done": True}, {"title": "milk", "description": "", "done": False})
    )

    assert isinstance(edited, NotePublic)
    assert (edited.title, edited.done) == ("oats", True)


async def test_a_change_of_another_program_is_a_conflict_too(
    notes: NoteStore, milk: NotePublic, foreign: sqlite3.Connection
) -> None:
    foreign.execute("UPDATE note SET title = 'oats'")

    refused = await apply(notes, Edit(milk.id, {"title": "rice"}, {"title": "milk"}))
    assert isinstance(refused, NoteConflict)
    assert refused.current.title == "oats"


async def test_a_note_that_is_gone_or_in_the_trash_is_not_edited(
    notes: NoteStore, milk: NotePublic
) -> None:
    await notes.delete(milk.id)
    for note_id in (milk.id, 7):
        refused = await apply(notes, Edit(note_id, {"title": "oats"}))
        assert isinstance(refused, NoteNotFound)
        assert refused.note_id == note_id


async def test_many_edits_are_one_transaction(backend: Backend, notes: NoteStore) -> None:
    made = [await notes.create(NoteCreate(title=f"n{number}")) for number in range(20)]
    told: list[Collection[int] | None] = []
    backend.feed.on_move(told.append)

    outcome = await notes.apply([Edit(note.id, {"done": True}) for note in made])

    assert [edited.after.id for edited in outcome.done] == [note.id for note in made]
    assert told == [{note.id for note in made}], "each commit is told once"


async def test_refused_edits_do_not_stop_the_others(notes: NoteStore, milk: NotePublic) -> None:
    oats = await notes.create(NoteCreate(title="oats"))

    outcome = await notes.apply(
        [
            Edit(7, {"done": True}),
            Edit(milk.id, {"done": True}, {"done": False}),
            Edit(oats.id, {"title": "rice"}, {"title": "barley"}),
            Edit(oats.id, {"done": True}),
        ]
    )

    assert [edited.after.id for edited in outcome.done] == [milk.id, oats.id]
    assert [type(reason) for reason in outcome.refused] == [NoteNotFound, NoteConflict]
    assert (await notes.get(milk.id)).done
    assert (await notes.get(oats.id)).title == "oats"


async def test_a_later_edit_sees_what_an_earlier_one_has_done(
    notes: NoteStore, milk: NotePublic
) -> None:
    edit = Edit(milk.id, {"title": "oats"}, {"title": "milk"})
    outcome = await notes.apply([edit, Edit(milk.id, {"title": "rice"}, {"title": "milk"})])

    (refused,) = outcome.refused
    assert isinstance(refused, NoteConflict)
    assert refused.current == outcome.done[0].after


async def test_one_of_several_edits_at_once_wins_and_the_rest_conflict(
    notes: NoteStore, milk: NotePublic
) -> None:
    edits = [Edit(milk.id, {"title": f"n{number}"}, {"title": "milk"}) for number in range(10)]

    results = await asyncio.gather(*(apply(notes, edit) for edit in edits))

    (first,) = [result for result in results if isinstance(result, NotePublic)]
    refused = [result for result in results if isinstance(result, NoteConflict)]
    assert {result.current for result in refused} == {first}
    assert len(refused) == 9
