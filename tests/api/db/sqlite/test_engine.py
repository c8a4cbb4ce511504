"""What is particular to SQLite: connecting, noticing commits, copying the file."""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, make_url
from sqlalchemy.exc import OperationalError

from api.db.sqlite import engine as sqlite


@pytest.fixture
def other(database: Path) -> Iterator[sqlite3.Connection]:
    """Another program's connection to a file with one table, `t`."""
    with contextlib.closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute("CREATE TABLE t (x)")
        yield connection


@pytest.fixture
def engine(database: Path, other: sqlite3.Connection) -> Iterator[Engine]:
    made = sqlite.engine(
        make_url(f"sqlite:///{database}"), begin="BEGIN IMMEDIATE", busy_timeout=0.02
    )
    yield made
    made.dispose()


def test_a_commit_is_durable_before_it_is_answered(engine: Engine) -> None:
    sqlite.use_wal(engine, busy_timeout=1)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2, "FULL"


def test_a_transaction_starts_as_it_was_said(engine: Engine, other: sqlite3.Connection) -> None:
    other.execute("PRAGMA busy_timeout = 0").close()
    with engine.begin(), pytest.raises(sqlite3.OperationalError, match="locked"):
        other.execute("BEGIN IMMEDIATE")


def test_being_busy_is_told_from_other_failures(engine: Engine, other: sqlite3.Connection) -> None:
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(OperationalError) as locked, engine.begin():
        pass
    other.execute("ROLLBACK")
    with pytest.raises(OperationalError) as missing, engine.begin() as connection:
        connection.exec_driver_sql("SELECT * FROM nowhere")

    assert sqlite.is_busy(locked.value)
    assert not sqlite.is_busy(missing.value)


def test_a_writer_whose_snapshot_was_overtaken_is_busy_too(
    engine: Engine, database: Path, other: sqlite3.Connection
) -> None:
    """Its code is a longer one, as that of a log in recovery (https://sqlite.org/rescode.html)."""
    sqlite.use_wal(engine, busy_timeout=1)
    url = make_url(f"sqlite:///{database}")
    late = sqlite.engine(url, begin="BEGIN", busy_timeout=0.02)
    with late.connect() as connection:
        connection.exec_driver_sql("SELECT x FROM t").all()
        other.execute("INSERT INTO t VALUES (1)")
        with pytest.raises(OperationalError) as overtaken:
            connection.exec_driver_sql("INSERT INTO t VALUES (2)")
    late.dispose()

    assert sqlite.is_busy(overtaken.value)


def test_only_a_commit_of_another_connection_is_noticed(
    engine: Engine, other: sqlite3.Connection
) -> None:
    with engine.connect() as connection:
        watch = sqlite.CommitWatch(connection)
        stamps = [watch.stamp(), watch.stamp()]
        other.execute("BEGIN")
        other.execute("INSERT INTO t VALUES (1)")
        stamps.append(watch.stamp())
        other.execute("ROLLBACK")
        stamps.append(watch.stamp())
        assert len(set(stamps)) == 1

        other.execute("INSERT INTO t VALUES (1)")
        assert watch.stamp() != stamps[0]


def test_broken_text_of_another_program_is_read_with_a_mark(
    engine: Engine, other: sqlite3.Connection
) -> None:
    other.execute("INSERT INTO t VALUES (CAST(x'6d69ff6c6b' AS TEXT))")

    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT x FROM t").scalar() == "mi\ufffdlk"


def test_a_copy_holds_all_that_is_committed_and_no_more(
    engine: Engine, other: sqlite3.Connection, tmp_path: Path
) -> None:
    with engine.connect() as connection:
        other.execute("INSERT INTO t VALUES ('committed')")
        other.execute("BEGIN")
        other.execute("INSERT INTO t VALUES ('not yet')")
        sqlite.copy_file(connection, tmp_path / "copy.db")
        other.execute("ROLLBACK")

    with contextlib.closing(sqlite3.connect(tmp_path / "copy.db")) as copy:
        assert copy.execute("SELECT x FROM t").fetchall() == [("committed",)]


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "sqlite:///file:x?uri=true"])
def test_a_url_that_names_no_file_is_of_no_use(url: str) -> None:
    with pytest.raises(ValueError, match=r"sqlite:///notes\.db"):
        sqlite.file_of(make_url(url))


def test_the_file_is_the_one_that_the_url_names() -> None:
    assert sqlite.file_of(make_url("sqlite:///notes.db")) == Path("notes.db")
    assert sqlite.file_of(make_url("sqlite:////srv/my notes.db")) == Path("/srv/my notes.db")
