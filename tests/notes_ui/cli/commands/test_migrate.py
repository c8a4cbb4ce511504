"""`notes migrate`: all notes in another database, or none."""

import asyncio
import re
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from api.application import create_app
from api.settings import Settings
from notes_ui.ports import moving
from tests.api.support.opened import sql, start
from tests.notes_ui.cli.conftest import served
from tests.notes_ui.cli.support.shell import Shell, wait_until

HERE = "sqlite:///notes.db"
THERE = "sqlite:///there.db"


def migrate(
    shell: Shell, source: str = HERE, target: str = THERE
) -> "subprocess.CompletedProcess[str]":
    return shell.run("migrate", "--from", source, "--to", target)


def fill(shell: Shell) -> None:
    for title in ("milk #tag", "bread", "oats"):
        shell.add(title)
    shell.change(2, done=True)
    shell.told("rm", "3")


SAYS = (
    "Copied 3 notes, 2 earlier versions, 5 changes, 0 drafts, 0 stored answers. Of the notes, 1 are"
    " in the trash. The last change is number 5. Both databases were compared.\n"
)


def test_it_says_what_it_has_copied(shell: Shell, schema: str) -> None:
    """While a server runs on the source."""
    fill(shell)
    ended = migrate(shell, target=schema)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, SAYS, "")
    with served(create_app(Settings(database_url=schema))) as url:
        for asked in (["ls", "--json"], ["ls", "--trash", "--json"], ["history", "2", "--json"]):
            assert Shell(url, shell.folder).told(*asked) == shell.told(*asked)
    back = migrate(shell, schema)
    assert (back.returncode, back.stdout, back.stderr) == (0, SAYS, "")


@pytest.fixture
def at_each_step(monkeypatch: pytest.MonkeyPatch) -> list[Callable[[str], object]]:
    """Functions that are called while notes are moved, with what is being done."""
    acts: list[Callable[[str], object]] = []
    move = moving.move

    def watched(source: Any, target: Any, progress: Callable[[str, int, int], object]) -> Any:
        def told(step: str, done: int, total: int) -> None:
            progress(step, done, total)
            for act in acts:
                act(step)

        return move(source, target, told)

    monkeypatch.setattr(moving, "move", watched)
    return acts


def test_it_says_if_the_source_has_changed_meanwhile(
    shell: Shell, at_each_step: list[Callable[[str], object]]
) -> None:
    fill(shell)
    at_each_step.append(lambda _: shell.add("late"))
    ended = migrate(shell)
    assert (ended.returncode, ended.stdout) == (0, SAYS)
    assert ended.stderr.startswith("The source has changed since the copy began, and these ")


@pytest.mark.parametrize(
    ("step", "says"),
    [
        ("Copying changes", "Interrupted: nothing was copied.\n"),
        (moving.COMMITTING, "Interrupted at the very end: the target has everything or nothing."),
    ],
)
def test_ctrl_c_leaves_the_target_empty(
    shell: Shell, at_each_step: list[Callable[[str], object]], step: str, says: str
) -> None:
    fill(shell)

    def press(doing: str) -> None:
        if doing == step:
            raise KeyboardInterrupt

    at_each_step.append(press)
    ended = migrate(shell)
    assert (ended.returncode, ended.stdout) == (130, "")
    assert ended.stderr.startswith(says)
    at_each_step.clear()
    assert migrate(shell).stdout == SAYS


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGKILL])
def test_a_process_that_is_ended_has_copied_all_or_nothing(
    nowhere: Shell, ending: signal.Signals
) -> None:
    many = [(f"note {number}", "#tag " * 500) for number in range(2000)]
    write(nowhere.folder / "notes.db", many)
    there = nowhere.folder / "there.db"
    with nowhere.running("migrate", "--from", HERE, "--to", THERE) as process:
        wait_until(lambda: there.exists() or process.poll() is not None)
        process.send_signal(ending)
        process.wait(60)
    with sql(there) as connection:
        names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
        if "note" in names:  # the machine has stopped this process for so long
            assert connection.execute("SELECT count(*) FROM note").fetchone() == (2000,)
    assert migrate(nowhere).returncode == ("note" in names)


def write(file: Path, notes: list[tuple[str, str]]) -> None:
    """Make a database with notes."""
    asyncio.run(start(file))
    with sql(file) as connection, connection:
        connection.execute("BEGIN")
        connection.executemany("INSERT INTO note (title, description) VALUES (?, ?)", notes)


@pytest.mark.parametrize(
    ("source", "target", "code", "says"),
    [
        (HERE, HERE, 1, "notes.db is the source and the target. Name two databases.\n"),
        ("sqlite:///no.db", THERE, 1, "There is no file no.db.\n"),
        ("sqlite:///text", THERE, 1, "text can't be used: the file is not an SQLite database.\n"),
        (HERE, "sqlite:///no/there.db", 1, "no/there.db can't be used: its folder does not exist"),
        ("notes.db", THERE, 2, "A database is named as in sqlite:///notes.db, or as in"),
        (HERE, "postgresql://127.0.0.1:1/notes", 1, "postgresql+psycopg://127.0.0.1:1/notes?sche"),
    ],
)
def test_an_unusable_database_is_reported_in_one_line(
    shell: Shell, source: str, target: str, code: int, says: str
) -> None:
    (shell.folder / "text").write_text("no database " * 100)
    ended = migrate(shell, source, target)
    assert (ended.returncode, ended.stdout) == (code, "")
    assert ended.stderr.startswith(says)
    assert ended.stderr.count("\n") == 1


def test_a_target_with_notes_is_refused_by_its_name(shell: Shell) -> None:
    fill(shell)
    assert migrate(shell).returncode == 0
    again = migrate(shell)
    assert (again.returncode, again.stdout) == (1, "")
    assert again.stderr == (
        "there.db already has 3 notes, and nothing of it may be lost. Name a new schema or another"
        " file as the target, or remove these first.\n"
    )


def test_a_terminal_shows_how_far_it_is(shell: Shell) -> None:
    fill(shell)
    shown = shell.shown("migrate", "--from", HERE, "--to", THERE)
    assert "Copied 3 notes" in shown
    assert re.search("(Copying|Comparing|Committing)", shown)
