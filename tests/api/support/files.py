"""What other programs do to the file past SQLite, and what is in a copy of it alone."""

import shutil
import sqlite3
from contextlib import closing, suppress
from pathlib import Path


def titles_in(file: Path) -> list[str] | None:
    """The titles in the file alone, whatever lies beside it; None if it is no sound database."""
    with (
        suppress(sqlite3.Error),
        closing(
            sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
        ) as alone,
    ):
        assert alone.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return [title for (title,) in alone.execute("SELECT title FROM note ORDER BY id")]
    return None


def titles_copied(file: Path) -> list[str] | None:
    """The titles in a copy of the file alone, made by ``cp``."""
    copy = file.with_name("copied.db")
    shutil.copyfile(file, copy)
    return titles_in(copy)


def move(file: Path, to: Path) -> None:
    file.rename(to)


def remove(file: Path) -> None:
    file.unlink()


def write(file: Path, content: bytes) -> None:
    file.write_bytes(content)


def content_of(file: Path) -> bytes:
    return file.read_bytes()


def copy(file: Path, to: Path) -> None:
    shutil.copyfile(file, to)


def size_of(file: Path) -> int:
    return file.stat().st_size


def logs_left(file: Path) -> list[Path]:
    """The logs that were laid aside, since something is only in them."""
    return sorted(file.parent.glob(f"{file.name}-wal.left-*"))
