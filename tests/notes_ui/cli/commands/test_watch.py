"""`notes watch`: the changes on a screen, in a pipe and as JSON."""

import json
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pytest

from tests.notes_ui.cli.client.test_event_stream import STREAM, event, stream
from tests.notes_ui.cli.conftest import served
from tests.notes_ui.cli.support.notes import note
from tests.notes_ui.cli.support.shell import Shell
from tests.notes_ui.cli.support.stand_in import BREAK, HOLD, Answer, StandIn
from tests.support.live import serving

RESET = b'id: 9\nevent: reset\ndata: {"revision":9}\n\n'
HOSTILE = note("red \x1b[31m\x07 and\ta tab")


@pytest.fixture
def stand_in(tmp_path: Path) -> Iterator[tuple[StandIn, Shell]]:
    """A server that tells two changes and a reset, and a shell that knows it."""
    pieces = (event(1), event(2, "update", HOSTILE), RESET, HOLD)
    server = StandIn(stream(*pieces))
    with served(server) as url:
        yield server, Shell(url, tmp_path)


def lines(source: IO[str] | None, count: int) -> list[str]:
    assert source
    return [source.readline() for _ in range(count)]


def test_in_a_pipe_each_change_is_a_line_of_columns(stand_in: tuple[StandIn, Shell]) -> None:
    with stand_in[1].running("watch") as watching:
        assert lines(watching.stdout, 3) == [
            "1\tcreate\t1\topen\tmilk\n",
            "2\tupdate\t1\topen\tred  [31m  and a tab\n",
            "9\treset\n",
        ]
        assert lines(watching.stderr, 1)[0].startswith("Changes are missing")


def test_json_is_what_the_socket_sends(stand_in: tuple[StandIn, Shell]) -> None:
    with stand_in[1].running("watch", "--json") as watching:
        told = [json.loads(line) for line in lines(watching.stdout, 3)]
    assert told == [
        {"action": "create", "note": note(), "revision": 1},
        {"action": "update", "note": HOSTILE, "revision": 2},
        {"action": "reset", "note": None, "revision": 9},
    ]


def test_the_options_of_watch_become_the_query(stand_in: tuple[StandIn, Shell]) -> None:
    server, shell = stand_in
    wanted = ["--since", "4", "-q", "milk", "--tag", "shop", "--done"]
    with shell.running("watch", *wanted) as watching:
        lines(watching.stdout, 1)
    (asked,) = server.asked
    assert asked.path == "/api/events"
    assert asked.query == {"q": "milk", "tag": "shop", "done": "true"}
    assert asked.headers["last-event-id"] == "4"
    assert asked.headers["accept"] == "text/event-stream"


def test_ctrl_c_ends_watch_without_a_word(stand_in: tuple[StandIn, Shell]) -> None:
    with stand_in[1].running("watch") as watching:
        lines(watching.stdout, 3)
        lines(watching.stderr, 1)
        watching.send_signal(signal.SIGINT)
        assert watching.wait(10) == 130
        assert watching.stderr
        assert watching.stderr.read() == ""


def test_watch_ends_at_once_when_its_pipe_is_closed(stand_in: tuple[StandIn, Shell]) -> None:
    """At once, as `head -1` would have it, and not at the next change, which may never come."""
    with stand_in[1].running("watch") as watching:
        lines(watching.stdout, 3)
        assert watching.stdout
        watching.stdout.close()
        assert watching.wait(10) == 141


def test_watch_says_when_the_server_is_lost_and_back(tmp_path: Path) -> None:
    gone = Answer([b"retry: 1\n\n", event(1), BREAK], headers=STREAM)
    server = StandIn(gone, stream(event(2), HOLD))
    with served(server) as url, Shell(url, tmp_path).running("watch") as watching:
        changes = lines(watching.stdout, 2)
        lost, found = lines(watching.stderr, 2)
    assert [line[:8] for line in changes] == ["1\tcreate", "2\tcreate"]
    assert lost.startswith(f"The connection to {url} broke: ")
    assert found == "The server is back.\n"


def test_watch_ends_if_there_is_no_server_at_the_start(nowhere: Shell) -> None:
    ended = nowhere.process("watch")
    assert ended.returncode == 5
    assert ended.stderr.startswith(f"There is no server at {nowhere.url}: connection refused.")


def test_two_watchers_hear_all_that_others_do_across_a_restart(tmp_path: Path) -> None:
    """One hears of everything, one of a tag; the server is killed in between."""
    database = tmp_path / "notes.db"
    with serving(database) as first:
        shell = Shell(first.url, tmp_path)
        shell.add("nobody has heard of this")
        with shell.running("watch", "--since", "0") as one:
            assert lines(one.stdout, 1)[0].split("\t")[:3] == ["1", "create", "1"]
            with shell.running("watch", "--tag", "shop", "--json", "--since", "0") as other:
                shell.add("milk #shop")
                (told,) = lines(other.stdout, 1)
                assert json.loads(told)["note"] == shell.read(2)
                first.process.kill()
                first.process.wait()
                for watching in (one, other):
                    assert "Reconnecting" in lines(watching.stderr, 1)[0]
                with serving(database, port=first.port):
                    shell.add("bread #shop")
                    shell.told("rm", "1")
                    assert json.loads(lines(other.stdout, 1)[0])["note"]["id"] == 3
                    heard = [line.split("\t")[:3] for line in lines(one.stdout, 3)]
    assert heard == [["2", "create", "2"], ["3", "create", "3"], ["4", "delete", "1"]]
