"""What each implementation of the page's interface promises of the server as a whole."""

import zipfile
from io import BytesIO

import pytest

from api.settings import Settings
from notes_ui.ports.backend import PageBackend
from notes_ui.ports.drafts import Draft
from notes_ui.ports.errors import DatabaseBusy, ImportTooLarge
from notes_ui.ports.files import Format
from notes_ui.ports.notes import NoteCreate, NoteView
from tests.notes_ui.ports.conftest import LARGEST, Making


async def test_pages_get_the_limits_that_are_set(backend: PageBackend, settings: Settings) -> None:
    assert backend.limits.trash_days == settings.trash_days
    assert backend.limits.reconnect_timeout == settings.reconnect_timeout
    assert backend.transfers.largest == LARGEST


@pytest.mark.usefixtures("_busy")
async def test_a_write_that_has_to_wait_too_long_is_refused(backend: PageBackend) -> None:
    with pytest.raises(DatabaseBusy):
        await backend.notes.create(NoteCreate(title="Milk"))
    with pytest.raises(DatabaseBusy):
        await backend.drafts.keep("tab", Draft(title="Milk", description=""))
    assert (await backend.notes.window(NoteView())).notes == []


async def test_a_zip_that_unpacks_to_too_much_is_refused(backend: PageBackend) -> None:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("milk.md", "Milk\n" * LARGEST)
    with pytest.raises(ImportTooLarge):
        await backend.transfers.look(packed, Format.MARKDOWN, progress=lambda _: None)


async def test_a_folder_for_files_is_gone_with_the_application(making: Making) -> None:
    async with making() as page:
        folder = page.transfers.new_folder()
        (folder / "notes.json").write_text("[]")
    assert not folder.exists()


async def test_the_last_writes_are_stored_at_the_shutdown(making: Making) -> None:
    async with making() as page:

        async def write() -> None:
            await page.notes.create(NoteCreate(title="Last"))

        page.before_close["a page"] = write
    async with making() as again:
        window = await again.notes.window(NoteView())
    assert [note.title for note in window.notes] == ["Last"]
