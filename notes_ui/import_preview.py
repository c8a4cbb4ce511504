"""What a file would do to the notes, before it does it."""

from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import Final

from nicegui import ui

from api.formats import Format
from api.import_lines import OnConflict
from api.import_report import ImportReport, RowDone
from api.staging import Outcome
from notes_ui import theme, words
from notes_ui.bare import Bare
from notes_ui.language import Language
from notes_ui.note_card import CardButton

MOST_SHOWN: Final = 20
"""refused rows: who has more of them reads the answer of the API"""
Take = Callable[[Path, Format, OnConflict], Awaitable[None]]


class ImportPreview:
    """Numbers, what is refused and why, and the choice of what becomes of notes that differ."""

    def __init__(self, language: Language, *, take: Take) -> None:
        self._language = language
        self._take = take
        self._place = ui.element("div").classes(theme.PREVIEW)

    def clear(self) -> None:
        """Show nothing."""
        self._place.clear()

    def show(self, file: Path, written: Format, report: ImportReport) -> None:
        """Tell what would become of the rows, and offer to do it."""
        taken = report.taken
        self._place.clear()
        with self._place:
            for texts, count in (
                (words.WOULD_BE_MADE, taken.made),
                (words.WOULD_BE_SAME, taken.unchanged),
                (words.WOULD_DIFFER, taken.changed),
            ):
                if count:
                    Bare("p", self._language.count(texts, count))
            self._show_refused(report)
            with ui.element("div").classes(theme.FILE_BUTTONS):
                self._offer(file, written, report)

    def tell_refused(self, report: ImportReport) -> None:
        """Tell what was refused, now that the others were taken."""
        self._place.clear()
        with self._place:
            self._show_refused(report)

    def _offer(self, file: Path, written: Format, report: ImportReport) -> None:
        taken = report.taken
        offers = {words.IMPORT_THEM: OnConflict.REFUSE} if taken.made else {}
        if taken.changed:
            offers |= {
                words.IMPORT_REPLACE: OnConflict.REPLACE,
                words.IMPORT_COPY: OnConflict.COPY,
            }
            if taken.made:
                offers = {words.IMPORT_NEW_ONLY: OnConflict.REFUSE, **offers}
                del offers[words.IMPORT_THEM]
        for said, on_conflict in offers.items():
            CardButton(self._language.say(said), partial(self._take, file, written, on_conflict))
        if not offers:
            Bare("p", self._language.say(words.NOTHING_TO_IMPORT))

    def _show_refused(self, report: ImportReport) -> None:
        if not report.refused:
            return
        Bare("p", self._language.count(words.ROWS_REFUSED, report.refused))
        refused = [row for row in report.rows if row.outcome is Outcome.REFUSED][:MOST_SHOWN]
        with Bare("ul"):
            for row in refused:
                Bare("li", self._told(row))

    def _told(self, row: RowDone) -> str:
        place = row.entry or self._language.say(words.LINE, n=self._language.number(row.line))
        return f"{place}: {row.detail}"
