"""`notes migrate`: moves all notes from one database to another, without a server."""

from typing import TYPE_CHECKING, Annotated, Final

import typer
from rich.progress import MofNCompleteColumn, Progress

from notes_ui.cli.exit_codes import Busy, Failure, WrongUse
from notes_ui.cli.output.progress import bar
from notes_ui.cli.output.streams import put, tell

if TYPE_CHECKING:
    from notes_ui.ports.moving import Moved

SHOWN: Final = ("notes", "earlier versions", "changes", "drafts", "stored answers")
"""what the last line counts, by the words of the tables"""
NOTHING: Final = "Interrupted: nothing was copied."
UNKNOWN: Final = (
    "Interrupted at the very end: the target has everything or nothing. Run the same command again:"
    " it refuses a target that has the notes."
)
BEHIND: Final = (
    "The source has changed since the copy began, and these changes are not in the target. End the"
    " server on the source, and copy again into an empty target."
)
LOST: Final = "The source can't be read any more: it may have changed since the copy began."
From = Annotated[str, typer.Option("--from", metavar="URL", help="The database that is read.")]
To = Annotated[str, typer.Option("--to", metavar="URL", help="The database that is written.")]


def migrate(source: From, target: To) -> None:
    """Copy all notes into another database, such as from SQLite to PostgreSQL.

    Everything is copied as it is: ids, versions, times, history, trash, drafts,
    the stream of changes. The target must have no notes. It is written in one
    transaction, and compared before that ends; after an error or Ctrl-C nothing
    was copied. A server may run on the source; what is written there meanwhile
    is not copied.

    notes migrate --from sqlite:///notes.db --to postgresql+psycopg://db/notes
    notes migrate --from postgresql+psycopg://db/notes --to sqlite:///new.db
    """
    from notes_ui.ports.errors import DatabaseBusy, DatabaseUnusable
    from notes_ui.ports.moving import COMMITTING, movable, move

    try:
        databases = movable(source), movable(target)
    except DatabaseUnusable as error:
        raise WrongUse(str(error)) from error
    with bar(MofNCompleteColumn()) as progress:
        shown = _Shown(progress)
        try:
            moved = move(*databases, shown.show)
        except DatabaseBusy as error:
            raise Busy(str(error)) from error
        except DatabaseUnusable as error:
            raise Failure(str(error)) from error
        except KeyboardInterrupt:
            progress.stop()
            tell(UNKNOWN if shown.step == COMMITTING else NOTHING)
            raise
    put(_words(moved))
    if moved.is_behind is not False:
        tell(BEHIND if moved.is_behind else LOST)


class _Shown:
    """The progress of a move, as a bar."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self.step = ""
        self._task = progress.add_task("Connecting", total=None)

    def show(self, step: str, done: int, total: int) -> None:
        """Show how many rows are done."""
        self.step = step
        self._progress.update(self._task, description=step, completed=done, total=total)


def _words(moved: "Moved") -> str:
    counted = ", ".join(f"{moved.rows[words]:,} {words}" for words in SHOWN)
    return (
        f"Copied {counted}. Of the notes, {moved.trashed:,} are in the trash. The last change is"
        f" number {moved.revision}. Both databases were compared.\n"
    )
