"""Files of notes on the page: what becomes of several, and of those that can't be taken."""

from pathlib import Path

import httpx
import pytest
from nicegui.testing.user_download import UserDownload

from tests.notes_ui.conftest import OpenPage
from tests.notes_ui.files import Files, SlowUpload
from tests.notes_ui.reader import Reader


@pytest.fixture
async def pair(open_page: OpenPage) -> tuple[Reader, Files]:
    """Somebody who sees the notes, and somebody else who has the dialog open."""
    other, reader = await open_page(), await open_page()
    return other, await Files.of(reader)


@pytest.fixture
def downloaded(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The files that browsers are told to fetch."""
    told: list[Path] = []
    monkeypatch.setattr(UserDownload, "file", lambda _, path, *__: told.append(Path(path)))
    return told


async def test_what_was_looked_at_is_what_is_imported(pair: tuple[Reader, Files]) -> None:
    other, files = pair
    await files.choose({"title": "Milk"})
    await files.tells("1 new note")
    slow = SlowUpload("more.ndjson", b'{"title": "Bread"}\n{"title": "Oats"}\n')
    await files.take(slow)
    await files.take(SlowUpload("others.csv", b"title\nButter\n"))
    await files.tells("Another file is still being worked on")
    slow.go_on.set()
    await files.tells("2 new notes")
    files.press("Import them")
    await files.tells("2 notes imported")
    await other.sees("Oats", "Bread")


async def test_an_export_that_is_still_being_fetched_is_not_written_over(
    pair: tuple[Reader, Files], rest: httpx.AsyncClient, downloaded: list[Path]
) -> None:
    other, files = pair
    for title in ("Milk", "Bread"):
        await rest.post("/api/notes", json={"title": title})
    await other.sees("Bread", "Milk")
    files.press("CSV")
    await files.tells("2 notes exported")
    before = downloaded[0].read_bytes()
    other.delete("Bread")
    await rest.post("/api/notes", json={"title": "Oats"})
    await other.sees("Oats", "Milk")
    files.press("CSV")
    await files.tells("3 notes exported")
    assert downloaded[0].read_bytes() == before
    assert b"Oats" in downloaded[1].read_bytes()
