"""`notes watch`: prints changes as they happen."""

from typing import Annotated, Final

import typer
from rich.text import Text

from notes_ui.cli.client.event_stream import Following
from notes_ui.cli.client.notes import given
from notes_ui.cli.options import Done, Tag, Url, Words
from notes_ui.cli.output.streams import (
    end_with_the_reader,
    is_terminal,
    json_of,
    one_line,
    put_fields,
    put_json,
    put_picture,
    tell,
)
from notes_ui.cli.output.tables import state
from notes_ui.cli.server_url import connected
from notes_ui.cli.types import Change

RESET: Final = "reset"
STYLES: Final = {"create": "green", "update": "yellow", "delete": "red"}


def watch(
    context: typer.Context,
    *,
    since: Annotated[
        int | None,
        typer.Option(metavar="REVISION", min=0, help="Start after this revision. Default: now."),
    ] = None,
    done: Done = None,
    query: Words = None,
    tag: Tag = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON, one change per line.")
    ] = False,
    url: Url = None,
) -> None:
    """Print changes until Ctrl-C; in a pipe: revision, action, id, state and title.

    If the connection is lost, it says so on standard error, waits, and resumes.
    `reset` means that changes are missing, because the server no longer stores
    them: read the notes again.

    notes watch --tag shop
    notes watch --since 1200 --json | jq .note.title
    """
    asked = given({"q": query, "done": done, "tag": tag})
    end_with_the_reader()
    with connected(context, url) as server:
        for change in Following(server, asked, since).changes():
            _print(change, as_json=as_json)


def _print(change: Change, *, as_json: bool) -> None:
    if change.action == RESET:
        tell("Changes are missing: read the notes again, for example with `notes ls`.")
    if as_json:
        told = {"action": change.action, "note": change.note, "revision": change.revision}
        put_json(f"{json_of(told)}\n")
    elif is_terminal():
        put_picture(_picture(change))
    else:
        put_fields(change.revision, change.action, *_columns(change))


def _columns(change: Change) -> tuple[object, ...]:
    note = change.note
    return (note["id"], state(note), note["title"]) if note else ()


def _picture(change: Change) -> Text:
    words = one_line(f"{change.revision:>8}  {change.action:6}")
    line = Text(words, STYLES.get(change.action, "bold"))
    if change.note:
        line.append(f"  {change.note['id']:>5}", "cyan")
        line.append(f"  {one_line(change.note['title'])}", "dim" if change.note["done"] else "bold")
    return line
