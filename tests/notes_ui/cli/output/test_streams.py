"""Standard output: closed, full, or let go of by its reader in the middle."""

import signal
import subprocess
from pathlib import Path

import httpx
import pytest

from tests.notes_ui.cli.conftest import served
from tests.notes_ui.cli.support.shell import COMMAND, Shell, wait_until
from tests.notes_ui.cli.support.stand_in import HOLD, Answer, StandIn


@pytest.fixture
def many(shell: Shell) -> Shell:
    """More notes than a pipe's buffer takes (64 KiB)."""
    for start in range(0, 3000, 1000):
        steps = [{"action": "create", "title": f"{n} " * 20} for n in range(start, start + 1000)]
        httpx.post(f"{shell.url}/api/notes/batch", json={"steps": steps}).raise_for_status()
    return shell


def bash(shell: Shell, script: str) -> "subprocess.CompletedProcess[str]":
    """Run a script where `notes` is the command."""
    function = f'notes() {{ {" ".join(COMMAND)} "$@"; }}'
    return subprocess.run(
        ["bash", "-c", f"{function}\n{script}"],
        env=shell.environment(),
        cwd=shell.folder,
        capture_output=True,
        check=False,
        text=True,
        timeout=60,
    )


@pytest.mark.parametrize("subcommand", ["ls --all", "ls --all --json", "ls --all --ndjson"])
def test_a_closed_pipe_ends_a_command_quietly(many: Shell, subcommand: str) -> None:
    ran = bash(many, f"notes {subcommand} | head -n 1; echo ${{PIPESTATUS[0]}}")
    assert ran.stderr == ""
    first, code = ran.stdout.splitlines()
    assert first
    assert code == "141"  # as of a program that SIGPIPE ended


def test_a_pipe_that_nobody_reads_ends_a_command_quietly(shell: Shell) -> None:
    shell.add("milk")
    ran = bash(shell, "notes ls | true; echo ${PIPESTATUS[0]}")
    assert (ran.stdout, ran.stderr) == ("141\n", "")


@pytest.mark.parametrize("line", ["--help", "ls --help"])
def test_help_that_nobody_reads_ends_as_quietly(nowhere: Shell, line: str) -> None:
    ran = bash(nowhere, f"notes {line} | true; echo ${{PIPESTATUS[0]}}")
    assert (ran.stdout, ran.stderr) == ("141\n", "")


def test_a_closed_standard_input_is_told(shell: Shell) -> None:
    for line in ("import - --format csv", "add milk -d -"):
        ran = bash(shell, f"notes {line} <&-")
        assert (ran.returncode, ran.stderr) == (2, "Standard input is closed.\n")


def test_a_full_disk_is_told(shell: Shell) -> None:
    shell.add("milk")
    for subcommand in ("ls", "show 1", "ls --json"):
        ran = bash(shell, f"notes {subcommand} > /dev/full")
        assert ran.returncode == 1
        assert ran.stderr == "The output can't be written: No space left on device.\n"


def test_without_standard_output_it_is_done_all_the_same(shell: Shell) -> None:
    assert bash(shell, "notes add milk >&- 2>&-").returncode == 0
    assert shell.read(1)["title"] == "milk"


def test_the_exit_code_tells_an_error_that_can_not_be_printed(nowhere: Shell) -> None:
    assert bash(nowhere, "notes ls 2> /dev/full").returncode == 5
    assert bash(nowhere, "notes ls 2>&1 >&- | true; exit ${PIPESTATUS[0]}").returncode == 5


def test_a_terminal_that_speaks_ascii_gets_question_marks(shell: Shell) -> None:
    shell.add("Grüße – 二")
    told = shell.process("ls", PYTHONIOENCODING="ascii")
    assert told.stdout.endswith("\tGr??e ? ?\n")


def test_ctrl_c_ends_a_command_without_a_word(tmp_path: Path) -> None:
    """The server has been asked, and does not answer."""
    server = StandIn(Answer([HOLD]))
    with served(server) as url, Shell(url, tmp_path).running("ls") as listing:
        wait_until(lambda: bool(server.asked))
        listing.send_signal(signal.SIGINT)
        told, said = listing.communicate(timeout=10)
    assert (listing.returncode, told, said) == (130, "", "")
