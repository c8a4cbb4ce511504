"""Prints notes: as a table in a terminal, as columns with tabs in a pipe, or as JSON."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import Enum
from typing import Final

from rich.table import Table
from rich.text import Text

from notes_ui.cli.output.streams import (
    is_terminal,
    json_of,
    one_line,
    put_fields,
    put_json,
    put_picture,
)
from notes_ui.cli.types import Note, Version

MINUTE: Final = "%Y-%m-%d %H:%M"
LENGTH: Final = len("2026-11-22 19:39")
SHOWN: Final = 200
"""characters of a description: more would be wider than any terminal"""


class Form(Enum):
    """The form of the output."""

    ROWS = "rows"
    """a table in a terminal, else columns with tabs"""
    ARRAY = "array"
    """one JSON array"""
    LINES = "lines"
    """JSON, one note per line"""


def print_parts(parts: Iterable[Sequence[Note]], form: Form) -> None:
    """Print notes page by page, with a heading above the first."""
    is_first = True
    for notes in parts:
        if form is Form.ARRAY:
            put_json(("[" if is_first else ",\n") + ",\n".join(map(json_of, notes)))
        else:
            print_notes(notes, form, titled=is_first)
        is_first = False
    if form is Form.ARRAY:
        put_json("]\n")


def print_notes(notes: Sequence[Note], form: Form, *, titled: bool = False) -> None:
    """Print notes."""
    if form is not Form.ROWS:
        put_json("".join(f"{json_of(note)}\n" for note in notes))
    elif not is_terminal():
        for note in notes:
            put_fields(note["id"], state(note), note["updated_at"], note["title"])
    elif notes:
        put_picture(_table(notes, titled=titled))


def print_versions(versions: Sequence[Version], form: Form) -> None:
    """Print versions of a note."""
    if form is not Form.ROWS:
        put_json("".join(f"{json_of(version)}\n" for version in versions))
    elif is_terminal():
        put_picture(_history(versions))
    else:
        for told in versions:
            written = told["written_at"], told["written_by"]
            put_fields(told["version"], *written, state(told), told["title"])


def state(told: Note | Version) -> str:
    """The state of a note, in a word."""
    if told["trashed"]:
        return "trash"
    return "done" if told["done"] else "open"


def minute(moment: str) -> str:
    """A time in the local time zone, to the minute."""
    try:
        return datetime.fromisoformat(moment).astimezone().strftime(MINUTE)
    except (OverflowError, ValueError):  # near year 9999 or 1, the local time is out of range
        return one_line(moment.replace("T", " "))[:LENGTH]


def _table(notes: Sequence[Note], *, titled: bool) -> Table:
    table = _empty_table(titled=titled)
    widest = max(len(str(note["id"])) for note in notes)
    table.add_column("ID", justify="right", style="cyan", no_wrap=True, min_width=max(widest, 4))
    table.add_column("State", no_wrap=True, min_width=5)
    table.add_column("Title", no_wrap=True, overflow="ellipsis", ratio=1)
    table.add_column("Changed", no_wrap=True, style="dim", min_width=16)
    for note in notes:
        table.add_row(str(note["id"]), _state(note), _title(note), minute(note["updated_at"]))
    return table


def _history(versions: Sequence[Version]) -> Table:
    table = _empty_table(titled=True)
    table.add_column("Version", justify="right", style="cyan", no_wrap=True)
    table.add_column("Written", no_wrap=True, style="dim")
    table.add_column("By", no_wrap=True)
    table.add_column("State", no_wrap=True, min_width=5)
    table.add_column("Title", no_wrap=True, overflow="ellipsis", ratio=1)
    for told in versions:
        written = minute(told["written_at"]), one_line(told["written_by"])
        table.add_row(str(told["version"]), *written, _state(told), _title(told))
    return table


def _empty_table(*, titled: bool) -> Table:
    return Table(box=None, expand=True, pad_edge=False, show_header=titled, header_style="bold")


def _state(told: Note | Version) -> Text:
    styles = {"open": "green", "done": "dim", "trash": "red"}
    return Text(state(told), styles[state(told)])


def _title(told: Note | Version) -> Text:
    title = Text(one_line(told["title"]), "dim" if told["done"] else "bold")
    if told["pinned"]:
        title.append(" (pinned)", "yellow")
    return title.append(f"  {one_line(told['description'][:SHOWN])}", "dim")
