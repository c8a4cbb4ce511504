"""`notes import`: sends a file piece by piece, and prints the outcome line by line."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, BinaryIO, Final

import httpx
import typer
from rich.progress import DownloadColumn, Progress

from notes_ui.cli.client.connection import Query
from notes_ui.cli.client.errors import not_a_server
from notes_ui.cli.exit_codes import ExitCode, Failure, WrongUse
from notes_ui.cli.options import STANDARD, OfFormat, Url
from notes_ui.cli.output.progress import bar
from notes_ui.cli.output.streams import put, put_json, tell
from notes_ui.cli.server_url import connected
from notes_ui.cli.stdin import piped
from notes_ui.ports.files import OnConflict, named_format

IMPORT: Final = "/api/import"
LINES: Final = "application/x-ndjson"
PIECE: Final = 65536
"""bytes"""
REFUSED: Final = "refused"


def import_notes(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="`-` is standard input.")],
    written: OfFormat = None,
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Write nothing; only report what would happen.")
    ] = False,
    on_conflict: Annotated[
        OnConflict, typer.Option(help="What to do if a note with that id has other content.")
    ] = OnConflict.REFUSE,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON: a line for each row, then the totals.")
    ] = False,
    url: Url = None,
) -> None:
    """Import the notes of a file, all in one transaction. Exits with 1 if a row is refused.

    Refused rows are printed to standard error with their lines. All others are imported.

    notes import notes.json --dry-run
    notes import old.csv --on-conflict copy
    notes export --format ndjson | notes --url http://nas:8000 import - --format ndjson
    """
    chosen = written or named_format(file)
    if chosen is None:
        raise WrongUse("The format is unknown. Use --format json, ndjson, markdown or csv.")
    wishes: Query = {"format": chosen, "dry_run": dry_run, "on_conflict": on_conflict}
    with (
        connected(context, url) as server,
        _opened(file) as source,
        bar(DownloadColumn()) as progress,
        server.stream(
            "POST",
            IMPORT,
            params=wishes,
            headers={"Accept": LINES},
            content=_pieces(source, file, progress),
        ) as answer,
    ):
        progress.stop()
        numbers = _report(answer, file, as_json=as_json)
    if not as_json:
        put(_summary(numbers))
    if numbers[REFUSED]:
        raise typer.Exit(ExitCode.REFUSED)


@contextmanager
def _opened(file: Path) -> Iterator[BinaryIO]:
    if file == STANDARD:
        yield piped()
        return
    try:
        with file.open("rb") as opened:
            yield opened
    except OSError as error:
        raise Failure(f"{file} can't be read: {error.strerror}.") from error


def _pieces(source: BinaryIO, file: Path, progress: Progress) -> Iterator[bytes]:
    size = file.stat().st_size if file.is_file() else None
    task = progress.add_task("Sending", total=size)
    while piece := source.read(PIECE):
        yield piece
        progress.advance(task, len(piece))
    progress.update(task, visible=False)
    progress.add_task("Waiting for the server", total=None, completed=size or 0)


def _report(answer: httpx.Response, file: Path, *, as_json: bool) -> dict[str, Any]:
    """Print each row as it arrives; return the totals."""
    told: Any = None
    try:
        for line in _lines(answer):
            told = json.loads(line)
            if as_json:
                put_json(f"{line.decode(errors='replace')}\n")
            elif told.get("outcome") == REFUSED:
                tell(f"{file}:{_place(told)}: {told['detail']}")
        return {**told["taken"], REFUSED: int(told[REFUSED]), "dry_run": told["dry_run"]}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise not_a_server(answer.url) from error


def _place(told: dict[str, Any]) -> str:
    """The line of a row; also its number if a line may have several rows, as in JSON."""
    line, row = told["line"], told.get("row", 0)
    return str(told.get("entry") or (line if line >= row else f"{line}: row {row}"))


def _lines(answer: httpx.Response) -> Iterator[bytes]:
    """The lines; `iter_lines` would also split at U+2028, which JSON may contain."""
    rest = b""
    for piece in answer.iter_bytes():
        *lines, rest = (rest + piece).split(b"\n")
        yield from lines
    if rest:
        yield rest


def _summary(numbers: dict[str, Any]) -> str:
    dry_run = numbers.pop("dry_run")
    counted = ", ".join(f"{count:,} {outcome}" for outcome, count in numbers.items())
    return f"{'Dry run: ' if dry_run else ''}{counted}\n"
