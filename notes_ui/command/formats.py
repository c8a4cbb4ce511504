"""How notes are written in a file, and how that shows."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final

import typer


class Format(StrEnum):
    """A format; Markdown is a zip of a file for each note."""

    JSON = "json"
    NDJSON = "ndjson"
    MARKDOWN = "markdown"
    CSV = "csv"


STANDARD: Final = Path("-")
"""standard input or output"""
ENDINGS: Final = {
    ".json": Format.JSON,
    ".ndjson": Format.NDJSON,
    ".jsonl": Format.NDJSON,
    ".zip": Format.MARKDOWN,
    ".csv": Format.CSV,
}
OfFormat = Annotated[
    Format | None,
    typer.Option("--format", help="Default: what the file's name ends with; .zip is markdown."),
]


def format_of(file: Path) -> Format | None:
    """The format that a file's name ends with."""
    return ENDINGS.get(file.suffix.lower())
