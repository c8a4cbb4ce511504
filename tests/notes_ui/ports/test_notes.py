"""What each implementation of the page's interface promises of notes."""

import asyncio

import pytest

from notes_ui.ports.backend import PageBackend
from notes_ui.ports.drafts import NEW, DraftWrite
from notes_ui.ports.errors import NoteConflict, NoteNotFound
from notes_ui.ports.notes import (
    Author,
    Edit,
    NoteCreate,
    NotePublic,
    NoteQuery,
    NoteUpdate,
    NoteView,
    Sort,
)

NEWEST = NoteQuery(sort=Sort.NEWEST)


async def make(backend: PageBackend, *titles: str) -> list[NotePublic]:
    return [await backend.notes.create(NoteCreate(title=title)) for title in titles]


async def test_a_new_note_is_open_and_at_version_1(milk: NotePublic) -> None:
    assert (milk.title, milk.done, milk.version) == ("Milk", False, 1)


async def test_notes_are_made_in_the_order_of_the_calls(backend: PageBackend) -> None:
    """Also while the tab is not known yet, right after a page was opened."""
    known = DraftWrite("tab", NEW, None, "")
    drafts = [None] * 10 + [None, known] * 5
    making = [
        backend.notes.create(NoteCreate(title=f"Note {place}"), draft=draft)
        for place, draft in enumerate(drafts)
    ]
    made = await asyncio.gather(*making)
    assert [note.id for note in made] == sorted(note.id for note in made)


async def test_a_note_can_be_read_by_its_id(backend: PageBackend, milk: NotePublic) -> None:
    assert await backend.notes.get(milk.id) == milk


async def test_a_note_that_never_was_is_not_found(backend: PageBackend) -> None:
    with pytest.raises(NoteNotFound):
        await backend.notes.get(1)


async def test_a_window_shows_the_notes_of_its_query(backend: PageBackend) -> None:
    made = await make(backend, "Bread", "Milk", "Eggs")
    window = await backend.notes.window(NoteView(NEWEST, limit=2))
    assert list(window.notes) == [made[2], made[1]]
    assert (window.total, window.exact, window.newer, window.older) == (3, True, False, True)


async def test_a_window_goes_on_where_the_view_starts(backend: PageBackend) -> None:
    made = await make(backend, "Bread", "Milk", "Eggs")
    first = await backend.notes.window(NoteView(NEWEST))
    then = await backend.notes.window(NoteView(NEWEST, start=first.places[1]))
    assert list(then.notes) == [made[1], made[0]]
    assert then.newer


async def test_a_view_without_notes_left_shows_the_first(backend: PageBackend) -> None:
    made = await make(backend, "Bread", "Milk")
    places = (await backend.notes.window(NoteView(NEWEST))).places
    await backend.notes.apply([Edit(made[0].id, {"trashed": True})])
    window = await backend.notes.window(NoteView(NEWEST, start=places[1]))
    assert list(window.notes) == [made[1]]


async def test_a_view_starts_so_many_notes_before(backend: PageBackend) -> None:
    await make(backend, "Bread", "Milk", "Eggs", "Salt")
    places = (await backend.notes.window(NoteView(NEWEST))).places
    assert await backend.notes.start_before(NEWEST, places[3], 2) == places[1]
    assert await backend.notes.start_before(NEWEST, places[1], 2) is None


async def test_a_window_counts_notes_and_tags(backend: PageBackend) -> None:
    made = await make(backend, "Bread #shop", "Milk #shop", "Eggs")
    await backend.notes.update(made[0].id, NoteUpdate(done=True))
    await backend.notes.apply([Edit(made[2].id, {"trashed": True})])
    window = await backend.notes.window(NoteView())
    assert dict(window.counts) == {"open": 1, "done": 1, "trashed": 1}
    assert list(window.tags) == [("shop", 2)]
    assert list(await backend.notes.tags()) == [("shop", 2)]


async def test_an_update_changes_the_given_fields_only(
    backend: PageBackend, milk: NotePublic
) -> None:
    after = await backend.notes.update(milk.id, NoteUpdate(done=True))
    assert (after.title, after.done, after.version) == ("Milk", True, 2)


async def test_an_edit_says_what_was_before_and_after(
    backend: PageBackend, milk: NotePublic
) -> None:
    applied = await backend.notes.apply([Edit(milk.id, {"title": "Oat milk"})])
    (edited,) = applied.done
    assert (edited.before, edited.after.title) == (milk, "Oat milk")
    assert edited.after == await backend.notes.get(milk.id)


async def test_an_edit_can_be_undone(backend: PageBackend, milk: NotePublic) -> None:
    (edited,) = (await backend.notes.apply([Edit(milk.id, {"title": "Oat milk"})])).done
    await backend.notes.apply([edited.undoing()])
    assert (await backend.notes.get(milk.id)).title == "Milk"


async def test_an_edit_of_an_outdated_title_is_refused(
    backend: PageBackend, milk: NotePublic
) -> None:
    await backend.notes.update(milk.id, NoteUpdate(title="Theirs"))
    edits = [Edit(milk.id, {"title": "Mine"}, {"title": "Milk"}), Edit(milk.id, {"done": True})]
    applied = await backend.notes.apply(edits)
    (reason,) = applied.refused
    assert isinstance(reason, NoteConflict)
    assert (reason.current.title, list(reason.fields)) == ("Theirs", ["title"])
    assert len(applied.done) == 1


async def test_an_edit_of_a_note_that_is_gone_is_refused(backend: PageBackend) -> None:
    (reason,) = (await backend.notes.apply([Edit(7, {"done": True})])).refused
    assert isinstance(reason, NoteNotFound)
    assert reason.note_id == 7


async def test_the_history_has_the_newest_version_first(
    backend: PageBackend, milk: NotePublic
) -> None:
    await backend.notes.update(milk.id, NoteUpdate(title="Oat milk"))
    versions = await backend.notes.history(milk.id)
    assert [(each.version, each.title) for each in versions] == [(2, "Oat milk"), (1, "Milk")]
    assert {each.written_by for each in versions} == {Author.PAGE}


async def test_only_notes_of_the_trash_are_deleted_for_good(
    backend: PageBackend, milk: NotePublic
) -> None:
    assert await backend.notes.delete_for_good([milk.id]) == 0
    await backend.notes.apply([Edit(milk.id, {"trashed": True})])
    assert await backend.notes.delete_for_good([milk.id]) == 1


async def test_the_trash_can_be_emptied(backend: PageBackend, milk: NotePublic) -> None:
    await backend.notes.apply([Edit(milk.id, {"trashed": True})])
    assert await backend.notes.empty_trash() == 1
    assert (await backend.notes.window(NoteView(NoteQuery(trashed=True)))).total == 0
