"""The formats of export and import."""

from enum import StrEnum
from typing import Final


class Format(StrEnum):
    """The format of a file; a Markdown export is a zip with one file per note."""

    JSON = "json"
    NDJSON = "ndjson"
    MARKDOWN = "markdown"
    CSV = "csv"


MEDIA_TYPES: Final = {
    Format.JSON: "application/json",
    Format.NDJSON: "application/x-ndjson",
    Format.MARKDOWN: "application/zip",
    Format.CSV: "text/csv",
}
FILE_NAMES: Final = {
    Format.JSON: "notes.json",
    Format.NDJSON: "notes.ndjson",
    Format.MARKDOWN: "notes.zip",
    Format.CSV: "notes.csv",
}
ALSO_KNOWN_AS: Final = {
    "application/ndjson": Format.NDJSON,
    "application/jsonl": Format.NDJSON,
    "application/x-zip-compressed": Format.MARKDOWN,
}


def format_of(content_type: str) -> Format | None:
    """The format that a `Content-Type` names."""
    media_type = content_type.partition(";")[0].strip().lower()
    known = {media_type: name for name, media_type in MEDIA_TYPES.items()} | ALSO_KNOWN_AS
    return known.get(media_type)


class OnConflict(StrEnum):
    """What to do with a row whose id belongs to a note with other content."""

    REFUSE = "refuse"
    REPLACE = "replace"
    COPY = "copy"
