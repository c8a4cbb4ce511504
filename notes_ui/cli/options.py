"""The arguments and options that several subcommands share."""

from pathlib import Path
from typing import Annotated, Final

import typer

from notes_ui.cli.completion import note_ids, tags, trashed_ids
from notes_ui.cli.server_url import Url
from notes_ui.ports.files import Format

__all__ = [
    "STANDARD",
    "AsJson",
    "Done",
    "NoteId",
    "NoteIds",
    "OfFormat",
    "Tag",
    "TrashedIds",
    "Url",
    "Words",
]


def _once(ids: list[int]) -> list[int]:
    """Remove duplicate ids: a note that is deleted already can't be deleted again."""
    return list(dict.fromkeys(ids))


STANDARD: Final = Path("-")
"""stands for standard input or output in place of a file"""
OfFormat = Annotated[
    Format | None,
    typer.Option("--format", help="Default: from the file's ending; .zip is markdown."),
]
NoteId = Annotated[
    int, typer.Argument(metavar="ID", autocompletion=note_ids, help="The note's id.")
]
NoteIds = Annotated[
    list[int],
    typer.Argument(metavar="ID...", callback=_once, autocompletion=note_ids, help="Ids of notes."),
]
TrashedIds = Annotated[
    list[int],
    typer.Argument(
        metavar="ID...",
        callback=_once,
        autocompletion=trashed_ids,
        help="Ids of notes in the trash.",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, one note per line.")]
Words = Annotated[
    str | None,
    typer.Option("-q", "--query", metavar="WORDS", help="Only notes with all these words."),
]
Tag = Annotated[
    str | None, typer.Option("--tag", autocompletion=tags, help="Only notes with this #tag.")
]
Done = Annotated[
    bool | None, typer.Option("--done/--open", help="Only done notes, or only open notes.")
]
