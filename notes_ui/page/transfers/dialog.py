"""The dialog for export and import."""

import shutil
import tempfile
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Final

from anyio import to_thread
from nicegui import ui
from nicegui.elements.upload_files import FileUpload

from notes_ui import theme
from notes_ui.components.dialog import Dialog
from notes_ui.components.elements import TextButton
from notes_ui.i18n import messages
from notes_ui.page.actions.context import PageContext
from notes_ui.page.transfers.preview import ImportPreview, LookedAt
from notes_ui.page.transfers.progress import TransferProgress
from notes_ui.page.transfers.upload import Upload
from notes_ui.ports.errors import ImportedBefore, ImportMoved
from notes_ui.ports.files import FILE_NAMES, Format, OnConflict, named_format
from notes_ui.ports.transfers import TransferGateway
from notes_ui.runtime.lean_elements import Bare

NAMES: Final[Mapping[Format, str]] = {
    Format.JSON: "JSON",
    Format.CSV: "CSV",
    Format.MARKDOWN: messages.MARKDOWN_FILES,
    Format.NDJSON: "NDJSON",
}


class FilesWindow(Dialog):
    """A dialog without a heading, because its parts have headings of their own."""

    is_headed = False


class TransferDialog:
    """Exports and imports one file at a time; the files are deleted together with the page.

    :param counted: returns the number of notes
    """

    def __init__(
        self,
        transfers: TransferGateway,
        context: PageContext,
        *,
        counted: Callable[[], int],
    ) -> None:
        self._transfers = transfers
        self._client = context.client
        self._language = language = context.language
        self._counted = counted
        self._folder: Path | None = None
        self._window = FilesWindow(
            language,
            messages.FILES,
            theme.FILES,
            fill=self._fill,
            closed=self._stop_upload,
        )
        self._upload: Upload
        self._work: TransferProgress
        self._preview: ImportPreview

    def open(self) -> None:
        """Show the dialog."""
        self._window.open()

    def _fill(self) -> None:
        say = self._language.say
        Bare("h2", say(messages.EXPORT))
        Bare("p", say(messages.EXPORT_HINT))
        with ui.element("div").classes(theme.FILE_BUTTONS):
            for written, name in NAMES.items():
                TextButton(say(name), self._exporting(written))
        Bare("h2", say(messages.IMPORT))
        Bare("p", say(messages.IMPORT_HINT))
        self._upload = self._made_upload()
        with ui.element("div").classes(theme.FILE_BUTTONS):
            TextButton(say(messages.CHOOSE_FILE), self._upload.choose)
        self._work = TransferProgress(self._language, largest=self._transfers.largest)
        self._preview = ImportPreview(self._language, take=self._import)

    def _stop_upload(self) -> None:
        self._upload.stop()

    def _made_upload(self) -> Upload:
        return Upload(
            self._language,
            largest=self._transfers.largest,
            receive=self._receive,
            refused=self._refuse_large,
            failed=lambda: self._work.say(self._language.say(messages.UPLOAD_FAILED)),
        )

    def _refuse_large(self) -> None:
        self._work.refuse_large()

    def _exporting(self, written: Format) -> Callable[[], Awaitable[None]]:
        return lambda: self._work.do(lambda: self._export(written))

    async def _export(self, written: Format) -> None:
        file = self._new_file(FILE_NAMES[written])
        total, done = max(1, self._counted()), 0

        def count(notes: int) -> None:
            nonlocal done
            done += notes

        pieces = self._transfers.export(written, progress=count)
        with file.open("wb") as target:
            while piece := await to_thread.run_sync(next, pieces, b""):
                await to_thread.run_sync(target.write, piece)
                self._work.show(done / total)
        with self._client:
            ui.download.file(file, FILE_NAMES[written])
        self._work.say(self._language.count(messages.EXPORTED, done))

    async def _receive(self, sent: FileUpload) -> None:
        written = named_format(sent.name)
        if written is None:
            self._work.say(self._language.say(messages.UNKNOWN_FILE, name=sent.name))
        else:
            await self._work.do(lambda: self._look_into(sent, written))

    async def _look_into(self, sent: FileUpload, written: Format) -> None:
        self._preview.clear()
        file = self._new_file(FILE_NAMES[written])
        await sent.save(file)
        await self._look_at(file, written)

    async def _look_at(self, file: Path, written: Format) -> None:
        with file.open("rb") as source:
            looked = await self._transfers.look(source, written, progress=self._work.show)
        self._preview.show(LookedAt(file, written, looked))

    async def _import(self, looked: LookedAt, on_conflict: OnConflict) -> None:
        await self._work.do(lambda: self._take(looked, on_conflict))

    async def _take(self, looked: LookedAt, on_conflict: OnConflict) -> None:
        try:
            with looked.file.open("rb") as source:
                report = await self._transfers.take(
                    source,
                    looked.written,
                    on_conflict,
                    looked=looked.preview,
                    progress=self._work.show,
                )
        except ImportMoved as error:
            is_done = isinstance(error, ImportedBefore)
            await self._look_at(looked.file, looked.written)
            said = messages.IMPORTED_BEFORE if is_done else messages.IMPORT_MOVED
            self._work.say(self._language.say(said))
        else:
            taken = report.taken.made + report.taken.changed
            self._work.say(self._language.count(messages.IMPORTED, taken))
            self._preview.tell_refused(report)

    def _new_file(self, name: str) -> Path:
        """The path of a new file in a folder of its own: others may still be in use."""
        if self._folder is None:
            self._folder = folder = self._transfers.new_folder()
            self._client.on_delete(lambda: shutil.rmtree(folder, ignore_errors=True))
        return Path(tempfile.mkdtemp(dir=self._folder)) / name
