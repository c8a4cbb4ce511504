"""Views are read once for all who share them, and compared once for all who take the same step."""

import asyncio
import gc
from collections.abc import Sequence
from datetime import UTC, datetime
from weakref import ref

import pytest
from fastapi import FastAPI

from api.db.errors import DatabaseBusy
from api.notes.models import NoteCreate, NotePublic
from api.notes.reading.query import Cursor
from api.notes.reading.views import NoteView, NoteWindow
from api.notes.store import NoteStore
from notes_ui.runtime.shared_windows import SharedWindows, difference
from tests.notes_ui.support.failures import busy
from tests.notes_ui.support.held import Held

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


def note(note_id: int, *, version: int = 1, updated_at: datetime = LONG_AGO) -> NotePublic:
    return NotePublic(
        id=note_id,
        title=f"Note {note_id}",
        description="",
        done=False,
        version=version,
        created_at=LONG_AGO,
        updated_at=updated_at,
    )


def window(*notes: NotePublic) -> NoteWindow:
    places = [Cursor(0, note.id, note.id) for note in notes]
    counts = {"open": len(notes), "done": 0, "trashed": 0}
    return NoteWindow(
        notes, places, len(notes), exact=True, newer=False, older=False, counts=counts, tags=[]
    )


def ids(notes: Sequence[NotePublic]) -> list[int]:
    return [note.id for note in notes]


def test_from_nothing_all_notes_differ() -> None:
    step = difference(None, window(note(2), note(1)))
    assert (ids(step.differing), list(step.gone), step.rearranged) == ([2, 1], [], True)


def test_a_new_version_differs_and_nothing_moves() -> None:
    step = difference(window(note(2), note(1)), window(note(2), note(1, version=2)))
    assert (ids(step.differing), list(step.gone), step.rearranged) == ([1], [], False)


def test_a_replaced_note_differs_though_its_version_does_not() -> None:
    later = note(1, updated_at=datetime(2026, 1, 2, tzinfo=UTC))
    assert ids(difference(window(note(1)), window(later)).differing) == [1]


def test_the_difference_names_the_notes_that_came_and_left() -> None:
    step = difference(window(note(2), note(1)), window(note(3), note(2)))
    assert (ids(step.differing), list(step.gone), step.rearranged) == ([3], [1], True)


def test_all_who_take_the_same_step_share_one_comparison() -> None:
    before, after = window(note(1)), window(note(2))
    assert difference(before, after) is difference(before, after)


@pytest.mark.parametrize("let_go", ["before", "after"])
def test_a_step_keeps_no_window_that_no_page_shows(let_go: str) -> None:
    shown = {"before": window(note(1)), "after": window(note(2))}
    assert difference(shown["before"], shown["after"]).gone == [1]
    gone = ref(shown.pop(let_go))
    gc.collect()

    assert gone() is None


async def test_equal_views_are_read_once_until_something_changes(
    app: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads: list[NoteView] = []
    read = NoteStore.window

    async def counted(self: NoteStore, view: NoteView) -> NoteWindow:
        reads.append(view)
        return await read(self, view)

    monkeypatch.setattr(NoteStore, "window", counted)
    views = SharedWindows(app.state.backend.notes, app.state.backend.feed)
    first = await views.read(NoteView(limit=50))
    assert await views.read(NoteView(limit=50)) is first
    await views.read(NoteView(limit=100))
    assert reads == [NoteView(limit=50), NoteView(limit=100)]
    await app.state.backend.notes.create(NoteCreate(title="Milk"))
    assert [n.title for n in (await views.read(NoteView(limit=50))).notes] == ["Milk"]


async def test_a_read_that_ends_late_replaces_no_newer_one(
    app: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    backend, view = app.state.backend, NoteView(limit=50)
    turns = iter(range(1, 10))
    views = SharedWindows(backend.notes, backend.feed, turn=lambda: next(turns))
    held = Held(monkeypatch, NoteStore, "window")
    late = asyncio.create_task(views.read(view))
    await held.begins()
    await backend.notes.create(NoteCreate(title="Milk"))
    newer = await views.read(view)
    held.release()
    assert (await late).notes == []
    assert await views.read(view) is newer


async def test_a_read_under_way_is_shared(app: FastAPI, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages whose turn comes meanwhile would multiply the load of a slow database."""
    backend, view = app.state.backend, NoteView(limit=50)
    views = SharedWindows(backend.notes, backend.feed, turn=lambda: 1)
    held = Held(monkeypatch, NoteStore, "window")
    left, first, second = (asyncio.create_task(views.read(view)) for _ in range(3))
    await held.begins()
    done, _ = await asyncio.wait({first, second}, timeout=0.05)
    left.cancel()
    assert not done
    held.release()
    assert await first is await second


async def test_a_read_that_fails_is_tried_anew(
    app: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    backend, view = app.state.backend, NoteView(limit=50)
    views = SharedWindows(backend.notes, backend.feed, turn=lambda: 1)
    with monkeypatch.context() as failing:
        failing.setattr(NoteStore, "window", busy)
        with pytest.raises(DatabaseBusy):
            await views.read(view)
    assert (await views.read(view)).notes == []
