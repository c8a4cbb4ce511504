"""The preview of an import: what a file would do to the notes."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from nicegui import ui

from notes_ui import theme
from notes_ui.components.elements import TextButton
from notes_ui.i18n import messages
from notes_ui.i18n.language import Language, isolated
from notes_ui.page.transfers.progress import API_SPEAKS
from notes_ui.ports.files import Format, OnConflict
from notes_ui.ports.transfers import ImportReport, Looked, Refusal, RowDone
from notes_ui.runtime.lean_elements import Bare

MOST_SHOWN: Final = 20
"""refused rows; an import over REST reports all of them"""
SAID: Final = {
    Refusal.REPEATED: messages.ROW_REPEATED,
    Refusal.OVERWRITTEN: messages.ROW_OVERWRITTEN,
    Refusal.INVALID: messages.ROW_INVALID,
    Refusal.UNREADABLE: messages.ROW_UNREADABLE,
}


@dataclass(frozen=True, slots=True)
class LookedAt:
    """A file, and the preview of its import."""

    file: Path
    written: Format
    preview: Looked


Take = Callable[[LookedAt, OnConflict], Awaitable[None]]


class ImportPreview:
    """Numbers, the refused rows with reasons, and the choice of what becomes of differing notes.

    :param take: imports the file
    """

    def __init__(self, language: Language, *, take: Take) -> None:
        self._language = language
        self._take = take
        self._place = Bare("div").classes(theme.PREVIEW).props("role=status tabindex=-1")

    def clear(self) -> None:
        """Show nothing."""
        self._place.clear()

    def show(self, looked: LookedAt) -> None:
        """Show what would become of the rows, and offer to import them."""
        taken = looked.preview.report.taken
        self._place.clear()
        with self._place:
            for texts, count in (
                (messages.WOULD_BE_MADE, taken.made),
                (messages.WOULD_BE_SAME, taken.unchanged),
                (messages.WOULD_DIFFER, taken.changed),
            ):
                if count:
                    Bare("p", self._language.count(texts, count))
            self._show_refused(looked.preview.report)
            with ui.element("div").classes(theme.FILE_BUTTONS):
                self._offer(looked)
        self._take_focus()

    def tell_refused(self, report: ImportReport) -> None:
        """Show the rows that were refused, after the others were imported."""
        self._place.clear()
        with self._place:
            self._show_refused(report)
        self._take_focus()

    def _take_focus(self) -> None:
        """Focus the preview: the button that was pressed, and had the focus, is gone."""
        self._place.run_method("focus")

    def _offer(self, looked: LookedAt) -> None:
        taken = looked.preview.report.taken
        offers = {messages.IMPORT_THEM: OnConflict.REFUSE} if taken.made else {}
        if taken.changed:
            offers |= {
                messages.IMPORT_REPLACE: OnConflict.REPLACE,
                messages.IMPORT_COPY: OnConflict.COPY,
            }
            if taken.made:
                offers = {messages.IMPORT_NEW_ONLY: OnConflict.REFUSE, **offers}
                del offers[messages.IMPORT_THEM]
        for said, on_conflict in offers.items():
            TextButton(self._language.say(said), partial(self._take, looked, on_conflict))
        if not offers:
            Bare("p", self._language.say(messages.NOTHING_TO_IMPORT))

    def _show_refused(self, report: ImportReport) -> None:
        if report.conflicts:
            Bare("p", self._language.count(messages.KEPT_AS_IT_IS, report.conflicts))
        if (refused := report.refused - report.conflicts) == 0:
            return
        Bare("p", self._language.count(messages.ROWS_REFUSED, refused))
        rows = [row for row in report.rows if row.code in SAID]
        with Bare("ul"):
            for row in rows[:MOST_SHOWN]:
                with Bare("li"):
                    self._show_row(row)

    def _show_row(self, row: RowDone) -> None:
        """Show where a refused row stands, and the reason, which the API gives in English."""
        say = self._language.say
        place = row.entry or say(messages.LINE, n=self._language.number(row.line))
        if row.code and self._language.code != API_SPEAKS:
            fields = ", ".join(map(isolated, row.fields or ()))
            Bare("span", say(SAID[row.code], place=isolated(place), fields=fields))
            Bare("p", row.detail).props(f"lang={API_SPEAKS}")
        else:
            Bare("span", f"{place}: {row.detail}")
