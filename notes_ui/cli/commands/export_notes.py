"""`notes export`: writes all notes to a file, piece by piece."""

from codecs import getincrementaldecoder
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.progress import MofNCompleteColumn

from notes_ui.cli.client.notes import NotesClient
from notes_ui.cli.exit_codes import WrongUse
from notes_ui.cli.files.atomic_write import Write, opened
from notes_ui.cli.options import STANDARD, OfFormat, Url
from notes_ui.cli.output.progress import bar
from notes_ui.cli.output.streams import is_terminal, put_bytes, put_json, put_lines
from notes_ui.cli.server_url import connected
from notes_ui.ports.files import Format, named_format

EXPORT: Final = "/api/export"
SILENCE: Final = 60.0
"""seconds without a byte after which the connection counts as lost"""
MARKS: Final = {
    Format.JSON: b"\n",
    Format.NDJSON: b"\n",
    Format.CSV: b"\r\n",
    Format.MARKDOWN: b"PK\x03\x04",
}
"""bytes that occur about once per note: exact enough for a progress bar"""


def export(
    context: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="The file to write; `-` is standard output.")
    ] = STANDARD,
    written: OfFormat = None,
    *,
    url: Url = None,
) -> None:
    """Write all notes to a file, including the trash. `notes import` reads it.

    An existing file is replaced only when the export is complete.

    notes export notes.json
    notes export notes.zip
    notes export --format csv | head
    """
    chosen = written or _format(file)
    if chosen is Format.MARKDOWN and _is_shown(file):
        raise WrongUse(
            "A zip can't be shown in a terminal. Name a file, as in: notes export notes.zip"
        )
    with (
        connected(context, url) as server,
        _opened(file, chosen) as write,
        bar(MofNCompleteColumn(), wanted=not _is_shown(file)) as progress,
    ):
        total = None if progress.disable else _rows(server, chosen)
        task = progress.add_task("Exporting", total=total)
        asked = server.stream("GET", EXPORT, params={"format": chosen}, silence=SILENCE)
        with asked as answer:
            for piece in answer.iter_bytes():
                write(piece)
                progress.advance(task, piece.count(MARKS[chosen]))


def _format(file: Path) -> Format:
    """The format from the file's ending; JSON if the name has no ending."""
    chosen = named_format(file)
    if chosen is None and file.suffix.lower() == ".md":
        raise WrongUse(f"Markdown needs a zip, with one file per note: {file.with_suffix('.zip')}")
    if chosen is None and file.suffix:
        raise WrongUse(
            f"The ending {file.suffix} is unknown. Use --format json, ndjson, markdown or csv."
        )
    return chosen or Format.JSON


def _is_shown(file: Path) -> bool:
    """Whether the notes go to the terminal, where the progress bar would be."""
    return file == STANDARD and is_terminal()


def _rows(server: NotesClient, chosen: Format) -> int | None:
    """The expected number of rows: all notes, the trash included, and CSV's header."""
    first = [next(server.parts({"trashed": trashed}, 1)).total for trashed in (False, True)]
    totals = [total for total in first if total is not None]
    return sum(totals) + (chosen is Format.CSV) if len(totals) == len(first) else None


def _opened(file: Path, chosen: Format) -> AbstractContextManager[Write]:
    if file == STANDARD:
        return nullcontext(_shown(chosen) if is_terminal() else put_bytes)
    return opened(file)


def _shown(chosen: Format) -> Write:
    """Write to a terminal, without control characters from the notes' texts."""
    decode = getincrementaldecoder("utf-8")("replace").decode
    show = put_lines if chosen is Format.CSV else put_json
    return lambda piece: show(decode(piece))
