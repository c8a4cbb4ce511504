"""One sitting is one version of the history, however often it is stored."""

import pytest

from api.backend import Backend
from api.notes.models import Author, NoteCreate, NotePublic
from api.notes.store import NoteStore
from api.notes.values import Edit


@pytest.fixture
def notes(backend: Backend) -> NoteStore:
    return backend.notes.by(Author.PAGE)


@pytest.fixture
async def milk(notes: NoteStore) -> NotePublic:
    return await notes.create(NoteCreate(title="milk"))


async def store(
    notes: NoteStore, note: NotePublic, title: str, continues: int | None
) -> NotePublic:
    outcome = await notes.apply(
        [Edit(note.id, {"title": title}, {"title": note.title}, continues=continues)]
    )
    return outcome.done[0].after


async def versions(notes: NoteStore) -> list[tuple[int, str, str]]:
    return [(kept.version, kept.title, kept.written_by) for kept in await notes.history(1)]


async def test_a_sitting_leaves_only_its_last_version(notes: NoteStore, milk: NotePublic) -> None:
    first = await store(notes, milk, "oat", None)
    second = await store(notes, first, "oat mi", first.version)
    third = await store(notes, second, "oat milk", second.version)
    assert third.version == 4
    assert await versions(notes) == [(4, "oat milk", "page"), (1, "milk", "page")]


async def test_anothers_change_in_between_stays_a_version(
    notes: NoteStore, backend: Backend, milk: NotePublic
) -> None:
    mine = await store(notes, milk, "oat", None)
    await backend.notes.apply([Edit(milk.id, {"done": True})])
    await store(notes, mine, "oat milk", mine.version)
    assert await versions(notes) == [
        (4, "oat milk", "page"),
        (3, "oat", "rest"),
        (2, "oat", "page"),
        (1, "milk", "page"),
    ]


async def test_a_sitting_that_changes_nothing_forgets_nothing(
    notes: NoteStore, milk: NotePublic
) -> None:
    mine = await store(notes, milk, "oat milk", None)
    await store(notes, mine, "oat milk", mine.version)
    assert await versions(notes) == [(2, "oat milk", "page"), (1, "milk", "page")]


async def test_a_long_sitting_costs_one_old_version_at_most(
    notes: NoteStore, milk: NotePublic
) -> None:
    for number in range(60):
        await store(notes, await notes.get(milk.id), f"milk {number}", None)
    before = len(await versions(notes))
    now = await notes.get(milk.id)
    for number in range(60):
        now = await store(notes, now, f"oats {number}", now.version if number else None)
    assert len(await versions(notes)) >= before - 1
