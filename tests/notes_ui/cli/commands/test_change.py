"""`notes add`, `done`, `undone`, `rm`, `restore` and `revert`, beside other callers."""

import json
import sqlite3

import httpx
import pytest

from api.notes.batch import MOST_STEPS
from tests.notes_ui.cli.support.shell import Shell


def test_add_prints_the_number_and_others_read_the_note(shell: Shell) -> None:
    assert shell.told("add", "Buy milk", "-d", "two litres") == "1\n"
    assert shell.read(1)["title"] == "Buy milk"
    assert shell.read(1)["description"] == "two litres"


def test_a_description_can_come_from_standard_input(shell: Shell) -> None:
    made = json.loads(shell.told("add", "Poem", "-d", "-", "--json", typed="one\n\ntwo – 二\n"))
    assert made == shell.read(1)
    assert made["description"] == "one\n\ntwo – 二"


def test_a_title_may_begin_with_a_dash(shell: Shell) -> None:
    shell.told("add", "--", "-5 degrees")
    assert shell.read(1)["title"] == "-5 degrees"


def test_the_same_key_makes_one_note_however_often_a_script_runs(shell: Shell) -> None:
    first = shell.told("add", "Backup of Monday", "--key", "backup-1")
    assert shell.told("add", "Backup of Monday", "--key", "backup-1") == first
    other = shell.run("add", "Backup of Tuesday", "--key", "backup-1")
    assert other.returncode == 1
    assert "was used for another request" in other.stderr
    assert len(httpx.get(f"{shell.url}/api/notes").json()) == 1


def test_the_command_takes_as_many_notes_at_once_as_the_server(shell: Shell) -> None:
    ids = [str(number + 1) for number in range(MOST_STEPS + 1)]
    too_many = shell.run("done", *ids)
    assert too_many.returncode == 2
    assert f"at most {MOST_STEPS:,} notes at once" in too_many.stderr
    assert "there is no note 1." in shell.run("done", *ids[:-1]).stderr


def test_a_refusal_is_printed_in_the_words_of_the_server(shell: Shell) -> None:
    refused = shell.run("add", " ")
    assert refused.returncode == 1
    assert refused.stderr == "title: it is blank; give at least one visible character\n"


def test_an_argument_that_is_not_utf_8_is_refused(shell: Shell) -> None:
    refused = shell.process("add", "caf\udce9")  # as a shell hands over Latin-1
    assert refused.returncode == 1
    assert refused.stderr.startswith("title: This text contains half a character")


def test_several_are_ticked_at_once(shell: Shell) -> None:
    for title in ("milk", "bread", "salt"):
        shell.add(title)
    rows = shell.told("done", "1", "3").splitlines()
    assert [row.split("\t")[:2] for row in rows] == [["1", "done"], ["3", "done"]]
    assert [shell.read(number)["done"] for number in (1, 2, 3)] == [True, False, True]
    assert json.loads(shell.told("undone", "3", "--json"))["done"] is False


@pytest.mark.parametrize("subcommand", ["done", "rm"])
def test_a_missing_note_leaves_the_other_notes_unchanged(shell: Shell, subcommand: str) -> None:
    shell.add("milk")
    missing = shell.run(subcommand, "1", "7")
    assert missing.returncode == 3
    assert missing.stderr == "Nothing was changed: there is no note 7.\n"
    assert shell.read(1)["version"] == 1


def test_rm_deletes_notes_and_restore_brings_them_back(shell: Shell) -> None:
    shell.add("milk")
    shell.add("bread")
    shell.told("rm", "1")
    assert shell.run("show", "1").returncode == 3
    shell.told("rm", "2")
    assert shell.told("ls") == ""
    restored = shell.told("restore", "1", "2")
    assert [row.partition("\t")[0] for row in restored.splitlines()] == ["1", "2"]
    assert shell.read(2)["title"] == "bread"


def test_a_note_that_is_named_twice_is_changed_once(shell: Shell) -> None:
    for title in ("milk", "bread"):
        shell.add(title)
    for subcommand in ("done", "rm", "restore"):
        rows = shell.told(subcommand, "2", "1", "2").splitlines()
        assert [row.partition("\t")[0] for row in rows] == ["2", "1"]


def test_in_a_terminal_rm_says_how_to_take_it_back(shell: Shell) -> None:
    shell.add("milk")
    assert "`notes restore 1` undoes it" in shell.shown("rm", "1")


def test_revert_brings_back_what_somebody_else_has_changed(shell: Shell) -> None:
    shell.add("milk", "two litres")
    shell.change(1, description="")
    shell.told("revert", "1", "1")
    assert shell.read(1)["description"] == "two litres"
    unknown = shell.run("revert", "1", "9")
    assert unknown.returncode == 3
    assert unknown.stderr.startswith("Version 9 of note 1 is not stored.")


def test_a_busy_server_is_asked_again_and_then_told_of(shell: Shell) -> None:
    """Another program keeps the file locked for longer than anybody waits."""
    with sqlite3.connect(shell.folder / "notes.db", isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        busy = shell.run("add", "milk")
        assert shell.shown("add", "milk").count("Trying again") == 2
        other.execute("ROLLBACK")
    other.close()
    assert busy.returncode == 5
    assert busy.stderr.count("\n") == 1
    assert shell.told("add", "milk") == "1\n"
