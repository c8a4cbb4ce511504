"""A `notes.db` that the tutorial made is taken over, and nothing of it is lost."""

from pathlib import Path
from typing import Any

import pytest

from api.notes.models import NoteUpdate
from tests.api.support.opened import TUTORIAL, copies, running, sql, start

LONG = "long " * 60 + "end"
ROWS: list[tuple[int, str | None, str | None, int | None]] = [
    (1, "milk", "two litres", 0),
    (2, "oats", "", 1),
    (5, None, "a note without a title", 0),
    (6, "", "an empty title", None),
    (7, " \t\n ", None, 1),
    (8, LONG, "and a description", 0),
    (9, "  trimmed  ", None, None),
    (12, "<script>alert(1)</script> 🥛 مرحبا", "d" * 30_000, 0),
]


@pytest.fixture
def tutorial(database: Path) -> Path:
    with sql(database) as other:
        other.execute(TUTORIAL)
        other.executemany("INSERT INTO note VALUES (?, ?, ?, ?)", ROWS)
    return database


async def adopted(file: Path) -> dict[int, Any]:
    async with running(file) as backend:
        return {note.id: note for note in (await backend.notes.list()).notes}


async def test_every_note_is_there_with_its_id_and_done(tutorial: Path) -> None:
    notes = await adopted(tutorial)

    assert {note_id: note.done for note_id, note in notes.items()} == {
        row[0]: bool(row[3]) for row in ROWS
    }
    assert {note.version for note in notes.values()} == {1}


async def test_texts_stay_as_they_were(tutorial: Path) -> None:
    notes = await adopted(tutorial)

    for number in (1, 2, 12):
        row = next(row for row in ROWS if row[0] == number)
        assert (notes[number].title, notes[number].description) == row[1:3]
    assert notes[9].title == "trimmed"


@pytest.mark.parametrize("number", [5, 6, 7])
async def test_a_note_without_a_title_gets_one(tutorial: Path, number: int) -> None:
    note = (await adopted(tutorial))[number]

    assert note.title == "Untitled"
    assert note.description == (next(row[2] for row in ROWS if row[0] == number) or "")


async def test_a_title_that_is_too_long_moves_to_the_description(tutorial: Path) -> None:
    note = (await adopted(tutorial))[8]

    assert len(note.title) == 200
    assert LONG.startswith(note.title.removesuffix("…"))
    assert LONG in note.description
    assert note.description.endswith("and a description")


async def test_a_copy_of_the_file_as_it_was_lies_beside_it(tutorial: Path) -> None:
    await start(tutorial)

    (copy,) = copies(tutorial)
    assert copy.name.startswith(tutorial.name)
    with sql(copy) as kept:
        assert kept.execute("SELECT * FROM note ORDER BY id").fetchall() == ROWS
        tables = kept.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        assert tables == [("note",)]


async def test_a_second_start_does_not_adopt_the_file_again(tutorial: Path) -> None:
    first = await adopted(tutorial)

    assert await adopted(tutorial) == first
    assert len(copies(tutorial)) == 1


async def test_an_adopted_note_is_a_note_like_any_other(tutorial: Path) -> None:
    async with running(tutorial) as backend:
        assert (await backend.notes.update(1, NoteUpdate(done=True))).version == 2
        await backend.notes.delete(12)
        with sql(tutorial) as other:
            other.execute("INSERT INTO note (title) VALUES ('new')")
        assert max(note.id for note in (await backend.notes.list()).notes) == 13
        changes = [(change.action, change.note.id) for change in backend.feed.since(0)]
    assert changes == [("update", 1), ("delete", 12), ("create", 13)]


async def test_a_file_in_wal_mode_is_copied_with_what_is_in_the_log(tutorial: Path) -> None:
    with sql(tutorial) as other:
        other.execute("PRAGMA journal_mode = WAL").close()
        other.execute("INSERT INTO note VALUES (20, 'in the log', '', 0)")
        assert 20 in await adopted(tutorial)
    (copy,) = copies(tutorial)
    with sql(copy) as kept:
        assert kept.execute("SELECT title FROM note WHERE id = 20").fetchone() == ("in the log",)


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        (b"raw", "raw"),
        (5, "5"),
        ("a\0b", "ab"),
        ("\0", "Untitled"),
    ],
)
async def test_values_of_other_types_become_text(
    database: Path, title: bytes | int | str, shown: str
) -> None:
    with sql(database) as other:
        other.execute("CREATE TABLE note (id INTEGER PRIMARY KEY, title, description, done)")
        other.execute("INSERT INTO note VALUES (1, ?, 1.5, 'true')", (title,))
    note = (await adopted(database))[1]

    assert (note.title, note.description) == (shown, "1.5")


async def test_no_notes_are_adopted_too(database: Path) -> None:
    with sql(database) as other:
        other.execute(TUTORIAL)

    assert await adopted(database) == {}
    assert len(copies(database)) == 1
