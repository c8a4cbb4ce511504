"""The names of files of notes."""

from collections.abc import Mapping
from pathlib import PurePath
from typing import Final

from api.transfers.formats import FILE_NAMES, Format

ENDINGS: Final[Mapping[str, Format]] = {
    **{PurePath(name).suffix: written for written, name in FILE_NAMES.items()},
    ".jsonl": Format.NDJSON,
}


def named_format(file: str | PurePath) -> Format | None:
    """The format from a file's ending, or None if the ending is unknown."""
    return ENDINGS.get(PurePath(file).suffix.lower())
