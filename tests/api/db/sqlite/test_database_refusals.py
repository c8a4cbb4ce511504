"""A database that cannot be opened is refused in one line that names the file and the reason."""

import asyncio
import contextlib
import importlib
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.db.errors import DatabaseUnusable
from api.db.sqlite.database import Database
from tests.api.support.opened import TUTORIAL, sql, start


@pytest.mark.parametrize(
    "url",
    [
        "",
        "notes.db",
        "sqlite://",
        "sqlite:///:memory:",
        "postgresql://x/notes",
        "mysql:///x",
        "://",
    ],
)
def test_a_url_that_is_of_no_use_is_refused_at_once(url: str) -> None:
    with pytest.raises(DatabaseUnusable, match=r"URL"):
        Database(url)


def refused(file: Path) -> str:
    """Try to open the file; return the reason given."""
    with pytest.raises(DatabaseUnusable) as caught:
        asyncio.run(start(file))
    assert str(file) in str(caught.value)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    refused(tmp_path / "missing" / "notes.db")

    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    refused(tmp_path)


@pytest.mark.parametrize("content", [b"milk, oats and bread\n" * 100, b"\x89PNG\r\n" * 1000])
def test_another_kind_of_file_is_refused_and_left_as_it_is(database: Path, content: bytes) -> None:
    database.write_bytes(content)

    assert "database" in refused(database)
    assert database.read_bytes() == content


@contextlib.contextmanager
def unprivileged() -> Iterator[None]:
    """Be nobody, where the tests are run by somebody who may write everywhere."""
    if os.geteuid() != 0:
        yield
        return
    # The user who is nobody can't read Alembic, perhaps, which is imported only for an upgrade.
    importlib.import_module("api.db.migrations.running")
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.skipif(os.name != "posix", reason="permissions of this kind are POSIX")
@pytest.mark.parametrize("there", [False, True], ids=["new", "the tutorial's"])
def test_a_folder_that_may_not_be_written_to_is_refused(*, there: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "notes.db")
        if there:
            with sql(file) as other:
                other.execute(TUTORIAL)
            file.chmod(0o444)
        Path(folder).chmod(0o555)
        with unprivileged():
            refused(file)
        assert [path.name for path in Path(folder).iterdir()] == ["notes.db"] * there
        Path(folder).chmod(0o755)


def test_closing_lets_go_of_the_file(database: Path) -> None:
    asyncio.run(start(database))

    assert [path.name for path in database.parent.iterdir()] == [database.name]
    with contextlib.closing(sqlite3.connect(database, timeout=0)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE").close()
        other.execute("BEGIN EXCLUSIVE")
