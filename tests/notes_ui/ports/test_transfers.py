"""What each implementation of the page's interface promises of files of notes."""

import json
from io import BytesIO

import pytest

from notes_ui.ports.backend import PageBackend
from notes_ui.ports.errors import ImportMoved, ImportUnreadable
from notes_ui.ports.files import Format, OnConflict
from notes_ui.ports.notes import NotePublic, NoteUpdate, NoteView
from notes_ui.ports.transfers import ImportReport, Looked


def file(*notes: dict[str, object]) -> BytesIO:
    return BytesIO("\n".join(map(json.dumps, notes)).encode())


async def take(backend: PageBackend, source: BytesIO, looked: Looked | None = None) -> ImportReport:
    return await backend.transfers.take(
        source, Format.NDJSON, OnConflict.REPLACE, looked=looked, progress=lambda _: None
    )


async def test_an_export_has_all_notes_and_counts_them(
    backend: PageBackend, milk: NotePublic
) -> None:
    counted: list[int] = []
    pieces = backend.transfers.export(Format.NDJSON, progress=counted.append)
    assert json.loads(b"".join(pieces))["title"] == milk.title
    assert sum(counted) == 1


async def test_a_look_into_a_file_writes_nothing(backend: PageBackend, milk: NotePublic) -> None:
    source = file({"id": milk.id, "title": "Theirs"}, {"title": "New"})
    looked = await backend.transfers.look(source, Format.NDJSON, progress=lambda _: None)
    taken = looked.report.taken
    assert (taken.made, taken.changed, looked.report.dry_run) == (1, 1, True)
    assert (await backend.notes.window(NoteView())).notes == [milk]


async def test_an_import_makes_and_changes_notes(backend: PageBackend, milk: NotePublic) -> None:
    parts: list[float] = []
    report = await backend.transfers.take(
        file({"id": milk.id, "title": "Theirs"}, {"title": "New"}),
        Format.NDJSON,
        OnConflict.REPLACE,
        looked=None,
        progress=parts.append,
    )
    assert (report.taken.made, report.taken.changed) == (1, 1)
    assert {note.title for note in (await backend.notes.window(NoteView())).notes} == {
        "Theirs",
        "New",
    }
    assert all(0 <= part <= 1 for part in parts)


async def test_an_import_of_what_has_changed_since_is_refused(
    backend: PageBackend, milk: NotePublic
) -> None:
    source = file({"id": milk.id, "title": "Theirs"})
    looked = await backend.transfers.look(source, Format.NDJSON, progress=lambda _: None)
    await backend.notes.update(milk.id, NoteUpdate(done=True))
    with pytest.raises(ImportMoved):
        await take(backend, source, looked)
    assert (await backend.notes.get(milk.id)).title == "Milk"


async def test_a_file_that_is_no_json_is_told(backend: PageBackend) -> None:
    with pytest.raises(ImportUnreadable):
        await backend.transfers.look(BytesIO(b"["), Format.JSON, progress=lambda _: None)
