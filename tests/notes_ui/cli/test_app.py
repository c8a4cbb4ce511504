"""The command as a whole: which server is meant, what it says of itself, and how it ends."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from api import __version__
from notes_ui.cli.app import SUBCOMMANDS, app
from tests.notes_ui.cli.support.shell import Shell
from tests.support.live import ROOT, started

NAMES = [name for subcommands in SUBCOMMANDS.values() for name in subcommands]


def words(text: str) -> str:
    return re.sub(r"[\s│╭╮╰╯─]+", " ", text)


def test_a_server_can_be_named_before_or_after_the_subcommand(shell: Shell, nowhere: Shell) -> None:
    shell.add("milk")
    there = shell.told("ls")
    assert nowhere.told("--url", shell.url, "ls") == there
    assert nowhere.told("ls", "--url", shell.url) == there
    assert shell.told("--url", nowhere.url, "ls", "--url", shell.url) == there
    assert nowhere.told("ls", "--url", f"{shell.url}/front/notes") == there
    assert nowhere.told("ls", "--url", shell.url.removeprefix("http://")) == there


@pytest.mark.parametrize("url", ["ftp://127.0.0.1", "http://", "http://nas:port", "1://x"])
def test_an_invalid_address_is_one_line_and_exit_code_2(nowhere: Shell, url: str) -> None:
    wrong = nowhere.run("ls", "--url", url)
    assert wrong.returncode == 2
    assert wrong.stderr.startswith(f"--url or NOTES_URL: “{url}” is not an address.")
    assert wrong.stderr.count("\n") == 1


def test_a_server_out_of_reach_is_one_line_and_exit_code_5(nowhere: Shell) -> None:
    for subcommand in (["ls"], ["add", "milk"], ["done", "1"], ["edit", "1"], ["export"]):
        ended = nowhere.run(*subcommand)
        assert (ended.returncode, ended.stdout) == (5, "")
        assert ended.stderr == (
            f"There is no server at {nowhere.url}: connection refused."
            " Start one with `notes`, or name another one with --url.\n"
        )


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["lst"], "No such command 'lst'. Did you mean 'ls'? See notes --help."),
        (["ls", "--nope"], "No such option: --nope"),
        (["add"], "Missing argument 'TITLE'. See notes add --help."),
        (["done", "milk"], "Invalid value for 'ID...': "),
        (["ls", "--sort", "colour"], "Invalid value for '--sort': 'colour' is not one of 'id', "),
        (["ls", "-n", "0"], "Invalid value for '-n' / '--limit': "),
        (["--url", "http://127.0.0.1:1"], "--url needs a subcommand, as in: notes --url … ls"),
        (["--port", "0", "ls"], "--host, --port and --database-url are for the server: "),
    ],
)
def test_wrong_use_is_one_line_and_exit_code_2(
    nowhere: Shell, arguments: list[str], told: str
) -> None:
    wrong = nowhere.run(*arguments)
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert wrong.stderr.startswith(told)
    assert wrong.stderr.count("\n") == 1


def told_by_help(*arguments: str) -> str:
    ran = CliRunner().invoke(app, [*arguments, "--help"], prog_name="notes")
    assert ran.exit_code == 0
    return words(ran.output)


def test_help_names_all_subcommands_and_exit_codes() -> None:
    told = told_by_help()
    for name in NAMES:
        assert f" {name} " in told
    for code in range(6):
        assert f"{code}: " in told


@pytest.mark.parametrize("name", NAMES)
def test_help_of_each_subcommand_has_an_example(name: str) -> None:
    usage, _, rest = told_by_help(name).partition(f" Usage: notes {name} ")
    assert usage == ""
    assert f" notes {name}" in rest


def test_the_version_option_runs_no_command(nowhere: Shell) -> None:
    assert nowhere.told("--version", "ls") == f"{__version__}\n"


def test_serve_is_what_notes_alone_does(nowhere: Shell) -> None:
    """With the options before it as well as after."""
    for arguments in (
        ["--port", "99999"],
        ["serve", "--port", "99999"],
        ["--port", "99999", "serve"],
    ):
        wrong = nowhere.run(*arguments)
        assert wrong.returncode == 2
        assert wrong.stderr.startswith("--port or NOTES_PORT: ")


def test_the_command_works_with_the_server_that_it_starts(tmp_path: Path) -> None:
    """The whole program, page and all; what one shell writes, another reads."""
    with started(tmp_path / "notes.db") as server:
        one, other = Shell(server.url, tmp_path), Shell(f"{server.page}/", tmp_path)
        assert one.told("add", "Buy milk") == "1\n"
        assert other.told("done", "1").split("\t")[:2] == ["1", "done"]
        assert one.told("ls", "--open") == ""


def test_a_proxy_is_not_asked_for_this_machine(shell: Shell, nowhere: Shell) -> None:
    shell.add("milk")
    assert shell.told("ls", HTTP_PROXY=nowhere.url, http_proxy=nowhere.url).endswith("\tmilk\n")


def test_ctrl_c_while_it_still_starts_ends_it_without_a_word(nowhere: Shell) -> None:
    folder = nowhere.folder / "slow"
    folder.mkdir()
    (folder / "tenacity.py").write_text("import os, signal\nos.kill(os.getpid(), signal.SIGINT)\n")
    ended = nowhere.process("ls", PYTHONPATH=f"{folder}:{ROOT}")
    assert (ended.returncode, ended.stdout, ended.stderr) == (130, "", "")


def test_to_list_notes_imports_neither_the_page_nor_the_database(shell: Shell) -> None:
    """The whole of it takes seconds; nobody would wait that long at a shell."""
    shell.add("milk")
    script = (
        "import sys; sys.argv = ['notes', 'ls']\n"
        "from notes_ui.__main__ import main\n"
        "try: main()\n"
        "finally: print(*sorted({name.partition('.')[0] for name in sys.modules}))\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script],
        env=shell.environment(),
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    listed, imported = ran.stdout.splitlines()
    assert listed.endswith("milk")
    heavy = {"nicegui", "fastapi", "starlette", "sqlalchemy", "sqlmodel", "alembic", "uvicorn"}
    assert not heavy & set(imported.split())
