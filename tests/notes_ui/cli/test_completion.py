"""What Tab offers: subcommands, ids and tags; and nothing that a shell would carry out."""

from pathlib import Path

import pytest

from tests.notes_ui.cli.conftest import served
from tests.notes_ui.cli.support.shell import Shell
from tests.notes_ui.cli.support.stand_in import BREAK, Answer, StandIn


def offered(shell: Shell, line: str, asking: str = "bash") -> list[str]:
    """What a shell is told when Tab is pressed at the end of a line."""
    typed = line.split(" ")
    by_shell = {
        "bash": {"COMP_WORDS": line, "COMP_CWORD": str(len(typed) - 1)},
        "zsh": {"_TYPER_COMPLETE_ARGS": line},
        "fish": {
            "_TYPER_COMPLETE_ARGS": line,
            "_TYPER_COMPLETE_FISH_ACTION": "get-args",
            "_TYPER_COMPLETE_WORD_TO_COMPLETE": typed[-1],
        },
    }
    told = shell.told(_NOTES_COMPLETE=f"complete_{asking}", **by_shell[asking])
    return [line for line in told.split("\n") if line]


def test_subcommands_options_and_their_values_are_completed(nowhere: Shell) -> None:
    assert offered(nowhere, "notes re") == ["restore", "revert"]
    assert "--sort" in offered(nowhere, "notes ls --s")
    assert offered(nowhere, "notes ls --sort up") == ["updated_at"]


def test_ids_come_from_the_server_with_titles_if_a_shell_shows_them(shell: Shell) -> None:
    for title in ("milk", "bread"):
        shell.add(title)
    shell.told("rm", "2")
    assert offered(shell, "notes done ") == ["1"]
    assert offered(shell, "notes restore ") == ["2"]
    assert offered(shell, "notes show 1", "fish") == ["1\tmilk"]
    assert offered(shell, "notes show 7") == []


def test_tags_come_from_the_server(shell: Shell) -> None:
    shell.add("milk #shop #home")
    assert sorted(offered(shell, "notes ls --tag ")) == ["home", "shop"]
    assert offered(shell, "notes watch --tag s") == ["shop"]


def test_the_server_is_the_one_that_is_named_on_the_line(shell: Shell, nowhere: Shell) -> None:
    shell.add("milk")
    assert offered(nowhere, f"notes --url {shell.url} done ") == ["1"]
    assert offered(nowhere, f"notes done --url {shell.url} ") == ["1"]


def test_without_a_server_nothing_is_offered(nowhere: Shell) -> None:
    assert offered(nowhere, "notes done ") == []
    assert offered(nowhere, "notes ls --tag ") == []


@pytest.mark.parametrize(
    "answer", [Answer([BREAK]), Answer(status=503, headers={"retry-after": "5"})]
)
def test_completion_asks_the_server_only_once(tmp_path: Path, answer: Answer) -> None:
    server = StandIn(answer)
    with served(server) as url:
        assert offered(Shell(url, tmp_path), "notes done ") == []
    assert len(server.asked) == 1


HOSTILE = "$(touch pwned) `touch pwned` \\$(touch pwned) ';touch pwned;' \";touch pwned;\" milk"


def test_a_hostile_title_gives_no_orders_to_a_shell(shell: Shell) -> None:
    """What zsh is offered, it evaluates."""
    shell.add(HOSTILE, "#$(touch,pwned) #`touch #a;b #$HOME #good")
    told = "\n".join(offered(shell, "notes done ", "zsh"))
    before, _, title = told.partition('"1":')
    assert before == "_arguments '*: :(("
    assert title == '"touch pwned touch pwned touch pwned touch pwned to"))\''
    assert sorted(offered(shell, "notes ls --tag ")) == ["a", "good"]


@pytest.mark.parametrize("name", ["bash", "zsh", "fish"])
def test_the_completion_script_is_for_this_command(nowhere: Shell, name: str) -> None:
    """Named to Typer, which else looks for a shell among the processes that have started it."""
    script = nowhere.told(
        "--show-completion", name, _TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION="1"
    )
    assert {"bash": "complete -o", "zsh": "#compdef notes", "fish": "complete --command notes"}[
        name
    ] in script
    assert "_NOTES_COMPLETE" in script
