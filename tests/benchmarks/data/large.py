"""A database of 100,000 notes, made once for all parts that want one: that takes half a minute."""

import sqlite3
import tempfile
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Final

from tests.benchmarks.data.corpus import seed_texts
from tests.benchmarks.servers import the_app

LARGE: Final = 100_000
NAME: Final = "notes.db"
_kept = tempfile.TemporaryDirectory()


def large_copy(directory: Path) -> None:
    """Put a copy of the database into the directory, before a server is started on it."""
    with (
        closing(sqlite3.connect(_made())) as made,
        closing(sqlite3.connect(directory / NAME)) as copy,
    ):
        made.backup(copy)


@cache
def _made() -> Path:
    file = Path(_kept.name) / NAME
    with the_app(file.parent):  # which makes the schema
        seed_texts(file, LARGE)
    return file
