"""What several subcommands take on the command line."""

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
    """Each number once: what was thrown away is not there to be thrown away again."""
    return list(dict.fromkeys(ids))


STANDARD: Final = Path("-")
"""standard input or output, where a file is named"""
OfFormat = Annotated[
    Format | None,
    typer.Option("--format", help="Default: what the file's name ends with; .zip is markdown."),
]
NoteId = Annotated[
    int, typer.Argument(metavar="ID", autocompletion=note_ids, help="The note's number.")
]
NoteIds = Annotated[
    list[int],
    typer.Argument(
        metavar="ID...", callback=_once, autocompletion=note_ids, help="Numbers of notes."
    ),
]
TrashedIds = Annotated[
    list[int],
    typer.Argument(
        metavar="ID...", callback=_once, autocompletion=trashed_ids, help="Their numbers."
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, one note a line.")]
Words = Annotated[
    str | None,
    typer.Option("-q", "--query", metavar="WORDS", help="Only notes with all these words."),
]
Tag = Annotated[
    str | None, typer.Option("--tag", autocompletion=tags, help="Only notes with this #tag.")
]
Done = Annotated[
    bool | None, typer.Option("--done/--open", help="Only notes that are done, or only open ones.")
]
