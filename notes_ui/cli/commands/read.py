"""`notes ls`, `show` and `history`: print notes and versions."""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Annotated

import typer
from rich.console import Group
from rich.text import Text

from notes_ui.cli.client.notes import Part, given
from notes_ui.cli.exit_codes import WrongUse
from notes_ui.cli.options import AsJson, Done, NoteId, Tag, Url, Words
from notes_ui.cli.output.streams import is_terminal, one_line, put, put_picture, tell
from notes_ui.cli.output.tables import Form, minute, print_notes, print_parts, print_versions, state
from notes_ui.cli.server_url import connected
from notes_ui.cli.types import Note


class Order(StrEnum):
    """The order of a list: a copy of `api.notes.reading.query.Sort`, which is slow to import."""

    ID = "id"
    NEWEST = "-id"
    TITLE = "title"
    TITLE_DOWN = "-title"
    LONG_UNCHANGED = "updated_at"
    LAST_CHANGED = "-updated_at"
    BEST = "best"


def ls(
    context: typer.Context,
    *,
    done: Done = None,
    query: Words = None,
    tag: Tag = None,
    trash: Annotated[bool, typer.Option("--trash", help="Only notes in the trash.")] = False,
    sort: Annotated[
        Order | None,
        typer.Option(
            help="The order; a minus reverses it. Default: `best` with -q, else `id`.",
            show_default=False,
        ),
    ] = None,
    limit: Annotated[
        int, typer.Option("-n", "--limit", min=1, help="Maximum number of notes.")
    ] = 100,
    everything: Annotated[bool, typer.Option("--all", help="All notes, without a limit.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON array.")] = False,
    ndjson: Annotated[
        bool, typer.Option("--ndjson", help="Print JSON, one note per line.")
    ] = False,
    url: Url = None,
) -> None:
    """List notes: a table in a terminal; in a pipe, id, state, time and title with tabs.

    notes ls --open -q milk
    notes ls --tag shop --sort -updated_at -n 10
    notes ls --all --json | jq '.[].title'
    """
    if as_json and ndjson:
        raise WrongUse("Use either --json or --ndjson, not both.")
    form = Form.ARRAY if as_json else Form.LINES if ndjson else Form.ROWS
    asked = {"q": query, "done": done, "tag": tag, "trashed": trash or None, "sort": sort}
    with connected(context, url) as server:
        print_parts(_told(server.parts(given(asked), None if everything else limit)), form)


def show(
    context: typer.Context, note_id: NoteId, *, as_json: AsJson = False, url: Url = None
) -> None:
    """Print a note: its title, an empty line, its description.

    notes show 3
    notes show 3 --json | jq .description
    """
    with connected(context, url) as server:
        note = server.get(note_id).note
    if as_json:
        print_notes([note], Form.LINES)
    elif is_terminal():
        put_picture(_picture(note))
    else:
        put("\n\n".join(filter(None, (note["title"], note["description"]))) + "\n")


def history(
    context: typer.Context, note_id: NoteId, *, as_json: AsJson = False, url: Url = None
) -> None:
    """List the versions of a note, newest first, and who wrote them.

    notes history 3
    """
    with connected(context, url) as server:
        versions = server.versions(note_id)
    print_versions(versions, Form.LINES if as_json else Form.ROWS)


def _told(parts: Iterator[Part]) -> Iterator[Sequence[Note]]:
    """The notes of the parts; at the end, say on standard error whether there are more."""
    listed, part = 0, None
    for part in parts:
        listed += len(part.notes)
        yield part.notes
    if part and not part.is_last:
        of = "" if part.total is None else f" of {part.total:,}"
        tell(f"{listed:,}{of} notes. Use --all for all notes, or -n for another limit.")
    elif not listed and is_terminal():
        tell("No notes found.")


def _picture(note: Note) -> Group:
    pinned = ", pinned" if note["pinned"] else ""
    facts = f"{note['id']} · {state(note)}{pinned} · changed {minute(note['updated_at'])}"
    description = "\n".join(map(one_line, note["description"].expandtabs().splitlines()))
    texts = [Text(one_line(note["title"]), "bold"), Text(facts, "dim")]
    return Group(*texts, *([Text(f"\n{description}")] if description else []))
