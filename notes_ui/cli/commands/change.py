"""`notes add`, `done`, `undone`, `rm`, `restore` and `revert`: changes in one step."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Final
from uuid import uuid4

import typer

from notes_ui.cli.client.notes import NotesClient
from notes_ui.cli.exit_codes import NotFound, WrongUse
from notes_ui.cli.options import AsJson, NoteId, NoteIds, TrashedIds, Url
from notes_ui.cli.output.streams import is_terminal, put, tell
from notes_ui.cli.output.tables import Form, print_notes
from notes_ui.cli.server_url import connected
from notes_ui.cli.stdin import piped_text
from notes_ui.cli.types import Note

MOST: Final = 1000
"""steps of one batch, as in the API; to import that number would take as long as the command"""
STDIN: Final = "-"


def add(
    context: typer.Context,
    title: Annotated[str, typer.Argument(metavar="TITLE", help="Up to 200 characters.")],
    description: Annotated[
        str, typer.Option("-d", "--description", metavar="TEXT", help="`-` reads standard input.")
    ] = "",
    key: Annotated[
        str | None,
        typer.Option(
            metavar="KEY",
            help="For scripts that may run twice: one key makes one note within 24 hours.",
        ),
    ] = None,
    *,
    as_json: AsJson = False,
    url: Url = None,
) -> None:
    """Create a note, and print its id.

    notes add "Buy milk" -d "two litres #shop"
    git log -1 --format=%b | notes add "To review" -d -
    """
    text = piped_text() if description == STDIN else description
    with connected(context, url) as server:
        note = server.create(title, text, key or _key())
    if as_json:
        print_notes([note], Form.LINES)
    else:
        put(f"{note['id']}\n")


def done(context: typer.Context, ids: NoteIds, *, as_json: AsJson = False, url: Url = None) -> None:
    """Mark notes as done: all of them, or none if one does not exist.

    notes done 3 4 5
    notes ls -q milk --open | cut -f1 | xargs notes done
    """
    with connected(context, url) as server:
        _print(_change(server, ids, {"done": True}), as_json)


def undone(
    context: typer.Context, ids: NoteIds, *, as_json: AsJson = False, url: Url = None
) -> None:
    """Mark notes as open: all of them, or none if one does not exist.

    notes undone 3
    """
    with connected(context, url) as server:
        _print(_change(server, ids, {"done": False}), as_json)


def rm(context: typer.Context, ids: NoteIds, *, as_json: AsJson = False, url: Url = None) -> None:
    """Move notes to the trash: all of them, or none if one does not exist.

    notes rm 3 4
    notes ls --trash
    notes restore 3
    """
    with connected(context, url) as server:
        _print(_change(server, ids, None), as_json)
    if is_terminal():
        tell(f"Moved to the trash. `notes restore {' '.join(map(str, ids))}` undoes it.")


def restore(
    context: typer.Context, ids: TrashedIds, *, as_json: AsJson = False, url: Url = None
) -> None:
    """Move notes out of the trash, one after the other.

    notes ls --trash
    notes restore 3
    """
    with connected(context, url) as server:
        for note_id in ids:
            _print([server.restore(note_id, _key())], as_json)


def revert(
    context: typer.Context,
    note_id: NoteId,
    version: Annotated[
        int, typer.Argument(metavar="VERSION", help="A version that `notes history` lists.")
    ],
    *,
    as_json: AsJson = False,
    url: Url = None,
) -> None:
    """Go back to a version of a note. This makes a new version.

    notes history 3
    notes revert 3 2
    """
    with connected(context, url) as server:
        _print([server.revert(note_id, version, _key())], as_json)


def _change(
    server: NotesClient, ids: Sequence[int], values: Mapping[str, Any] | None
) -> Sequence[Note]:
    """Change the notes; without values, move them to the trash."""
    if len(ids) == 1:
        (note_id,) = ids
        return [server.delete(note_id) if values is None else server.change(note_id, values)]
    if len(ids) > MOST:
        raise WrongUse(f"Give at most {MOST:,} notes at once: `xargs -n {MOST}` splits them.")
    step = {"action": "delete"} if values is None else {"action": "update", **values}
    try:
        return server.batch([{**step, "id": note_id} for note_id in ids], _key())
    except NotFound as missing:
        if missing.index is None:
            raise
        raise NotFound(f"Nothing was changed: there is no note {ids[missing.index]}.") from missing


def _print(notes: Sequence[Note], as_json: bool) -> None:
    print_notes(notes, Form.LINES if as_json else Form.ROWS)


def _key() -> str:
    """An idempotency key, for sending the request again if its answer is lost."""
    return str(uuid4())
