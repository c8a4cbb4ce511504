"""`notes ls`, `show` and `history`: for people, for pipes, and as JSON."""

import json
import re

import httpx
import pytest

from api.notes.reading.query import Sort
from notes_ui.cli.commands.read import Order
from tests.notes_ui.cli.support.shell import Shell

HOSTILE = "red \x1b[31m\x07 and\ta tab"
"""what commands a terminal, as somebody else may have written it"""
TURNING = "red \x9b31m \x7f \u202e \u2066 \u200f \u2028 turned"
"""what commands it as well, though JSON may hold it as it is; and what turns letters round"""


COLOUR = re.compile(r"\x1b\[[0-9;]*m")
"""of a terminal, or that it writes bold or dim (ECMA-48, SGR)"""


def columns(told: str, *wanted: int) -> list[tuple[str, ...]]:
    rows = [line.split("\t") for line in told.splitlines()]
    return [tuple(row[place] for place in wanted) for row in rows]


def test_in_a_pipe_each_note_is_a_line_of_columns(shell: Shell) -> None:
    shell.add("Buy milk")
    shell.add(HOSTILE)
    shell.change(2, done=True)
    rows = columns(shell.told("ls"), 0, 1, 3)
    assert rows == [("1", "open", "Buy milk"), ("2", "done", "red  [31m  and a tab")]


def test_in_a_terminal_there_is_a_table(shell: Shell) -> None:
    shell.add("Buy milk", "two litres")
    shell.add("A title that is long " * 8)
    lines = COLOUR.sub("", shell.shown("ls")).splitlines()
    assert lines[0].split() == ["ID", "State", "Title", "Changed"]
    assert lines[1].split()[:6] == ["1", "open", "Buy", "milk", "two", "litres"]
    assert all(len(line) <= 80 for line in lines)
    assert "…" in lines[2]


def test_in_a_terminal_a_hostile_title_commands_nothing(shell: Shell) -> None:
    shell.add(f"{HOSTILE} {TURNING}", f"{HOSTILE} {TURNING}")
    for subcommand in (["ls"], ["show", "1"], ["history", "1"]):
        shown = shell.shown(*subcommand)
        assert "\x1b[31m\x07" not in shown
        assert "\x07" not in shown
        assert not set("\x9b\x7f\u202e\u2066\u200f\u2028") & set(shown)


def test_in_a_terminal_json_is_the_same_json_and_commands_nothing(shell: Shell) -> None:
    shell.add(TURNING)
    assert TURNING in shell.told("ls", "--json")
    shown = shell.shown("ls", "--json")
    assert json.loads(shown)[0]["title"] == TURNING
    assert shown.isascii()


def test_the_clock_is_the_one_on_the_wall(shell: Shell) -> None:
    """But at the end of all time, which an import may give, it is tomorrow in Tokyo already."""
    row = {"title": "milk", "updated_at": "2026-11-22T19:39:54.123Z"}
    end_of_time = {"title": "bread", "updated_at": "9999-12-31T23:59:59.999Z"}
    shell.told("import", "-", "--format", "json", typed=json.dumps([row, end_of_time]))
    shown = COLOUR.sub("", shell.shown("ls", TZ="Asia/Tokyo")).splitlines()
    assert [line.rstrip()[-16:] for line in shown[1:]] == ["2026-11-23 04:39", "9999-12-31 23:59"]


def test_colours_are_for_terminals_that_want_them(shell: Shell) -> None:
    shell.add("Buy milk")
    assert "\x1b[32mopen" in shell.shown("ls")
    assert not re.search(r"\x1b\[[0-9;]*3[0-7]", shell.shown("ls", NO_COLOR="1"))
    assert "\x1b" not in shell.shown("ls", TERM="dumb")
    assert "\x1b" not in shell.told("ls")


def test_the_options_of_ls_filter_and_sort_as_rest_does(shell: Shell) -> None:
    for title in ("Buy milk #shop", "Drink milk", "Buy bread #shop"):
        shell.add(title)
    shell.change(1, done=True)
    assert columns(shell.told("ls", "--done"), 0) == [("1",)]
    assert columns(shell.told("ls", "--open", "-q", "mil"), 0) == [("2",)]
    assert columns(shell.told("ls", "--tag", "shop", "--sort", "-id"), 0) == [("3",), ("1",)]
    shell.told("rm", "2")
    assert columns(shell.told("ls", "--trash"), 0, 1) == [("2", "trash")]


def test_json_is_what_rest_answers(shell: Shell) -> None:
    shell.add("Buy milk", HOSTILE)
    shell.add("二 – half a line")
    notes = httpx.get(f"{shell.url}/api/notes").json()
    assert json.loads(shell.told("ls", "--json")) == notes
    assert [json.loads(line) for line in shell.told("ls", "--ndjson").splitlines()] == notes
    assert json.loads(shell.told("show", "1", "--json")) == notes[0]
    assert json.loads(shell.told("ls", "-q", "nothing", "--json")) == []
    assert json.loads(shell.process("ls", "--json", PYTHONIOENCODING="ascii").stdout) == notes


def test_a_limit_is_told_and_all_of_them_follow_the_links(shell: Shell) -> None:
    steps = [{"action": "create", "title": f"note {number}"} for number in range(1000)]
    for _ in range(2):
        httpx.post(f"{shell.url}/api/notes/batch", json={"steps": steps}).raise_for_status()
    some = shell.run("ls", "-n", "3")
    assert columns(some.stdout, 0) == [("1",), ("2",), ("3",)]
    assert some.stderr.startswith("3 of 2,000 notes.")
    over = shell.run("ls", "-n", "1001", "--ndjson").stdout.splitlines()
    assert [json.loads(line)["id"] for line in over] == list(range(1, 1002))
    everything = json.loads(shell.told("ls", "--all", "--json"))
    assert [note["id"] for note in everything] == list(range(1, 2001))


def test_json_and_ndjson_together_are_refused(shell: Shell) -> None:
    assert shell.run("ls", "--json", "--ndjson").returncode == 2


def test_an_empty_list_is_told_in_a_terminal_only(shell: Shell) -> None:
    assert shell.told("ls") == ""
    assert shell.shown("ls") == "No notes found.\n"


def test_show_in_a_pipe_is_the_text_as_it_was_written(shell: Shell) -> None:
    shell.add("Buy milk", f"two litres\n\n{HOSTILE}")
    shell.add("bread")
    assert shell.told("show", "1") == f"Buy milk\n\ntwo litres\n\n{HOSTILE}\n"
    assert shell.told("show", "2") == "bread\n"


def test_show_in_a_terminal_tells_the_rest_as_well(shell: Shell) -> None:
    shell.add("Buy milk", "- [ ] one\n- [x] two")
    shell.change(1, pinned=True)
    lines = COLOUR.sub("", shell.shown("show", "1")).splitlines()
    assert lines[0].rstrip() == "Buy milk"
    assert lines[1].startswith("1 · open, pinned · changed 20")
    assert [line.rstrip() for line in lines[2:]] == ["", "- [ ] one", "- [x] two"]


@pytest.mark.parametrize("subcommand", ["show", "history"])
def test_a_missing_note_is_told_with_exit_code_3(shell: Shell, subcommand: str) -> None:
    missing = shell.run(subcommand, "7")
    assert (missing.returncode, missing.stdout) == (3, "")
    assert missing.stderr == "There is no note 7. It may have been deleted.\n"


def test_history_tells_who_wrote_what(shell: Shell) -> None:
    shell.add("milk")
    shell.change(1, title="two litres of milk")
    rows = columns(shell.told("history", "1"), 0, 2, 3, 4)
    assert rows == [("2", "rest", "open", "two litres of milk"), ("1", "rest", "open", "milk")]
    told = [json.loads(line) for line in shell.told("history", "1", "--json").splitlines()]
    assert told == httpx.get(f"{shell.url}/api/notes/1/history").json()
    assert COLOUR.sub("", shell.shown("history", "1")).split()[0] == "Version"


def test_the_orders_are_those_of_rest() -> None:
    assert {order.value for order in Order} == {sort.value for sort in Sort}
