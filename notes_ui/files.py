"""Export and import on the page: a dialog with what can be had as a file, and what a file holds."""

import shutil
import tempfile
import time
from collections.abc import Awaitable, Callable, Mapping
from os import SEEK_END
from pathlib import Path
from typing import Final

from anyio import to_thread
from nicegui import Client, ui
from nicegui.events import UploadEventArguments

from api.database import DatabaseUnusable
from api.formats import FILE_NAMES, Format
from api.import_lines import ImportTooLarge, ImportUnreadable, OnConflict
from api.import_report import ImportReport, short_report
from api.models import Author
from api.transfers import Transfers, Wishes
from notes_ui import theme, words
from notes_ui.bare import Bare
from notes_ui.file_names import named_format
from notes_ui.import_preview import ImportPreview
from notes_ui.language import Language
from notes_ui.note_card import CardButton

NAMES: Final[Mapping[Format, str]] = {
    Format.JSON: "JSON",
    Format.CSV: "CSV",
    Format.MARKDOWN: words.MARKDOWN_FILES,
    Format.NDJSON: "NDJSON",
}
OFTEN: Final = 0.1
"""seconds between two steps of the progress bar"""


class Files:
    """Made when it is asked for. At most one file is under way, and it is gone with the page.

    :param counted: how many notes there are
    """

    def __init__(
        self,
        transfers: Transfers,
        client: Client,
        language: Language,
        *,
        counted: Callable[[], int],
    ) -> None:
        self._transfers = transfers
        self._client = client
        self._language = language
        self._counted = counted
        self._slot = ui.element("div")
        self._folder: Path | None = None
        self._busy = False
        self._shown_at = 0.0
        self._dialog: ui.dialog | None = None
        self._bar: ui.linear_progress
        self._said: Bare
        self._preview: ImportPreview

    def open(self) -> None:
        """Show the dialog."""
        if self._dialog is None:
            self._dialog = self._made()
        self._dialog.open()

    def _made(self) -> ui.dialog:
        say = self._language.say
        with self._slot, ui.dialog() as dialog, ui.element("div").classes(theme.FILES):
            dialog.props["aria-label"] = say(words.FILES)
            Bare("h2", say(words.EXPORT))
            Bare("p", say(words.EXPORT_HINT))
            with ui.element("div").classes(theme.FILE_BUTTONS):
                for written, name in NAMES.items():
                    CardButton(say(name), self._exporting(written))
            Bare("h2", say(words.IMPORT))
            Bare("p", say(words.IMPORT_HINT))
            upload = self._upload()
            with ui.element("div").classes(theme.FILE_BUTTONS):
                CardButton(say(words.CHOOSE_FILE), lambda: upload.run_method("pickFiles"))
            self._bar = ui.linear_progress(0, show_value=False).props(theme.PROGRESS)
            self._bar.props["aria-label"] = say(words.PROGRESS)
            self._bar.set_visibility(False)
            self._said = Bare("p").props("role=status").classes(theme.FILE_STATUS)
            self._preview = ImportPreview(self._language, take=self._import)
            close = Bare("button", say(words.CLOSE)).classes(theme.PRIMARY)
            close.props(theme.PLAIN_BUTTON).on("click", dialog.close, args=[])
        return dialog

    def _upload(self) -> ui.upload:
        """What sends a file, shown while it does; its own button for choosing one has no name."""
        upload = ui.upload(
            label=self._language.say(words.UPLOADING),
            auto_upload=True,
            max_files=1,
            on_upload=self._receive,
        )
        upload.on("start", lambda: upload.classes(theme.UPLOADING), args=[])
        upload.on("finish", lambda: upload.classes(remove=theme.UPLOADING), args=[])
        return upload.classes(theme.UPLOAD).props(theme.UPLOADER)

    def _exporting(self, written: Format) -> Callable[[], Awaitable[None]]:
        return lambda: self._while_busy(lambda: self._export(written))

    async def _export(self, written: Format) -> None:
        file = self._place() / FILE_NAMES[written]
        total, done = max(1, self._counted()), 0

        def count(notes: int) -> None:
            nonlocal done
            done += notes

        pieces = self._transfers.export(written, progress=count)
        with file.open("wb") as target:
            while piece := await to_thread.run_sync(next, pieces, b""):
                await to_thread.run_sync(target.write, piece)
                self._show(done / total)
        with self._slot:
            ui.download.file(file, FILE_NAMES[written])
        self._said.text = self._language.count(words.EXPORTED, done)

    async def _receive(self, event: UploadEventArguments) -> None:
        event.sender.run_method("reset")
        written = named_format(event.file.name)
        if written is None:
            self._said.text = self._language.say(words.UNKNOWN_FILE, name=event.file.name)
            return
        file = self._place() / f"import{Path(FILE_NAMES[written]).suffix}"
        await event.file.save(file)
        await self._while_busy(lambda: self._look(file, written))

    async def _look(self, file: Path, written: Format) -> None:
        wishes = Wishes(OnConflict.REPLACE, dry_run=True)
        self._preview.show(file, written, await self._taken(file, written, wishes))

    async def _import(self, file: Path, written: Format, on_conflict: OnConflict) -> None:
        async def take() -> None:
            report = await self._taken(file, written, Wishes(on_conflict, author=Author.PAGE))
            taken = report.taken.made + report.taken.changed
            self._said.text = self._language.count(words.IMPORTED, taken)
            self._preview.tell_refused(report)

        await self._while_busy(take)

    async def _taken(self, file: Path, written: Format, wishes: Wishes) -> ImportReport:
        with file.open("rb") as source:
            size = max(1, source.seek(0, SEEK_END))
            source.seek(0)
            staging = await self._transfers.take(
                source, written, wishes, progress=lambda read: self._show(read / size)
            )
        report = await to_thread.run_sync(lambda: short_report(staging, dry_run=wishes.dry_run))
        return ImportReport.model_validate_json(report)

    async def _while_busy(self, act: Callable[[], Awaitable[None]]) -> None:
        """Do one thing at a time, with its progress; tell in words why it could not be done."""
        if self._busy:
            return
        self._busy, self._said.text = True, ""
        self._preview.clear()
        self._show(0.0)
        try:
            await act()
        except (ImportUnreadable, ImportTooLarge, DatabaseUnusable, OSError) as error:
            self._said.text = self._language.say(words.FILE_REFUSED, reason=error)
        finally:
            self._busy = False
            self._bar.set_visibility(False)

    def _show(self, part: float) -> None:
        now = time.monotonic()
        if part == 0.0 or now - self._shown_at > OFTEN:
            self._shown_at = now
            self._bar.value = min(1.0, part)
            self._bar.set_visibility(True)

    def _place(self) -> Path:
        if self._folder is None:
            self._folder = folder = Path(tempfile.mkdtemp(prefix="notes-"))
            self._client.on_delete(lambda: shutil.rmtree(folder, ignore_errors=True))
        return self._folder
