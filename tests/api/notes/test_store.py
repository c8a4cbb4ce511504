"""The notes as this process's own code reads and changes them."""

import asyncio
from collections.abc import Sequence

import pytest

from api.backend import Backend
from api.notes.errors import NoteNotFound
from api.notes.models import NoteCreate, NotePublic, NoteUpdate
from api.notes.reading.query import Cursor, NoteQuery, Sort
from api.notes.reading.views import ALL, NoteView
from api.notes.store import NoteStore

NEWEST = NoteQuery(sort=Sort.NEWEST)


@pytest.fixture
def notes(backend: Backend) -> NoteStore:
    return backend.notes


@pytest.fixture
async def nine(notes: NoteStore) -> list[int]:
    """The ids of notes 1 to 9."""
    made = [await notes.create(NoteCreate(title=f"n{number}")) for number in range(1, 10)]
    return [note.id for note in made]


def at(note_id: int | None) -> Cursor | None:
    """The place of a note where they are in order of id."""
    return None if note_id is None else Cursor(0, note_id, note_id)


def ids(found: Sequence[NotePublic]) -> list[int]:
    return [note.id for note in found]


async def test_a_note_is_made_read_changed_and_deleted(notes: NoteStore) -> None:
    made = await notes.create(NoteCreate(title="milk", description="two litres"))
    assert await notes.get(made.id) == made

    changed = await notes.update(made.id, NoteUpdate(done=True))
    assert (changed.done, changed.version, changed.title) == (True, 2, "milk")
    assert await notes.get(made.id) == changed

    assert await notes.delete(made.id) == changed
    assert (await notes.list()).total == 0


async def test_a_note_that_is_not_there_is_named(notes: NoteStore) -> None:
    for call in (
        notes.get(7),
        notes.delete(7),
        notes.update(7, NoteUpdate(done=True)),
        notes.update(7, NoteUpdate()),
    ):
        with pytest.raises(NoteNotFound, match="7") as missing:
            await call
        assert missing.value.note_id == 7


async def test_the_second_of_two_deletions_finds_no_note(notes: NoteStore) -> None:
    made = await notes.create(NoteCreate(title="milk"))

    answers = await asyncio.gather(
        notes.delete(made.id), notes.delete(made.id), return_exceptions=True
    )

    assert answers[0] == made
    assert isinstance(answers[1], NoteNotFound)


async def test_changes_at_once_are_all_made_one_after_the_other(notes: NoteStore) -> None:
    made = await notes.create(NoteCreate(title="milk"))

    answers = await asyncio.gather(
        *(notes.update(made.id, NoteUpdate(description=str(number))) for number in range(20))
    )

    assert sorted(note.version for note in answers) == list(range(2, 22))
    assert (await notes.get(made.id)).description == "19"


async def test_a_list_is_a_part_of_all_in_order_of_id(notes: NoteStore, nine: list[int]) -> None:
    first = await notes.list(limit=4)
    assert (ids(first.notes), first.total, first.end) == (nine[:4], 9, at(nine[3]))

    rest = await notes.list(after=first.end, limit=5)
    assert (ids(rest.notes), rest.total, rest.end) == (nine[4:], 9, None)

    behind = await notes.list(after=at(nine[-1]))
    assert (ids(behind.notes), behind.total, behind.end) == ([], 9, None)


@pytest.mark.parametrize(
    ("start", "shown", "around"),
    [
        (None, [9, 8, 7], {"older"}),
        (9, [9, 8, 7], {"older"}),
        (5, [5, 4, 3], {"newer", "older"}),
        (3, [3, 2, 1], {"newer"}),
        (2, [2, 1], {"newer"}),
        (99, [9, 8, 7], {"older"}),
        (0, [9, 8, 7], {"older"}),
    ],
)
async def test_a_window_shows_the_newest_first_and_what_lies_around_it(
    notes: NoteStore, nine: list[int], start: int | None, shown: list[int], around: set[str]
) -> None:
    window = await notes.window(NoteView(NEWEST, at(start), limit=3))

    assert ids(window.notes) == shown
    assert [place.id for place in window.places] == shown
    assert (window.newer, window.older) == ("newer" in around, "older" in around)
    assert window.total == 9


async def test_a_window_on_nothing_is_empty(notes: NoteStore) -> None:
    window = await notes.window(NoteView(NEWEST, at(5)))

    assert (ids(window.notes), window.total, window.newer, window.older) == ([], 0, False, False)


@pytest.mark.parametrize(
    ("start", "count", "before"),
    [(3, 2, 5), (3, 5, 8), (3, 6, None), (3, 7, None), (9, 1, None), (8, 1, None), (7, 1, 8)],
)
async def test_the_way_back_to_newer_notes(
    notes: NoteStore, nine: list[int], start: int, count: int, before: int | None
) -> None:
    first = at(start)
    assert first
    assert await notes.start_before(NEWEST, first, count) == at(before)


async def test_a_window_of_pinned_notes_continues_with_the_others(
    notes: NoteStore, nine: list[int]
) -> None:
    for number in (2, 5):
        await notes.update(number, NoteUpdate(pinned=True))

    first = await notes.window(NoteView(limit=4))
    assert (ids(first.notes), first.newer, first.older) == ([5, 2, 9, 8], False, True)

    rest = await notes.window(NoteView(start=first.places[-1], limit=6))
    assert (ids(rest.notes), rest.newer, rest.older) == ([8, 7, 6, 4, 3, 1], True, False)
    assert await notes.start_before(ALL, rest.places[0], 2) == first.places[1]
    assert await notes.start_before(ALL, rest.places[0], 3) is None


async def test_a_window_tells_how_many_notes_and_tags_there_are(notes: NoteStore) -> None:
    made = [await notes.create(NoteCreate(title=f"{tag} n")) for tag in ("#b", "#b", "#a", "x")]
    await notes.update(made[0].id, NoteUpdate(done=True))
    await notes.delete(made[3].id)

    window = await notes.window(NoteView(NoteQuery(tag="b"), limit=1))

    assert (window.total, window.exact, len(window.notes)) == (2, True, 1)
    assert window.counts == {"open": 2, "done": 1, "trashed": 1}
    assert window.tags == [("b", 2), ("a", 1)]


async def test_all_who_make_a_note_at_once_get_their_own(notes: NoteStore) -> None:
    titles = [f"n{number}" for number in range(300)]
    made = await asyncio.gather(*(notes.create(NoteCreate(title=title)) for title in titles))

    assert [note.title for note in made] == titles
    assert ids(made) == sorted(ids(made)), "in the order of asking"
    for note in made[:3]:
        assert await notes.get(note.id) == note
