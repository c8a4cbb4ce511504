"""`notes export`: a file that is there when it is whole."""

import json
import os
import signal
from pathlib import Path

import pytest

from notes_ui.cli.commands import export_notes
from notes_ui.cli.files.atomic_write import opened
from notes_ui.ports.files import Format
from tests.notes_ui.cli.conftest import served
from tests.notes_ui.cli.support.shell import Shell, wait_until
from tests.notes_ui.cli.support.stand_in import BREAK, HOLD, Answer, StandIn

FILE = [b'[{"id":1},\n', b'{"id":2}]\n']


def test_the_command_counts_the_notes_of_every_format() -> None:
    assert set(export_notes.MARKS) == set(Format)


@pytest.mark.parametrize(
    ("options", "asked"),
    [
        (["notes.json"], "json"),
        (["notes.ndjson"], "ndjson"),
        (["notes.JSONL"], "ndjson"),
        (["notes.csv"], "csv"),
        (["notes.zip"], "markdown"),
        (["notes"], "json"),
        (["notes.txt", "--format", "csv"], "csv"),
        ([], "json"),
    ],
)
def test_the_format_is_what_the_name_ends_with(
    tmp_path: Path, options: list[str], asked: str
) -> None:
    server = StandIn(Answer(FILE))
    with served(server) as url:
        told = Shell(url, tmp_path).told("export", *options)
    assert (server.asked[-1].path, server.asked[-1].query) == ("/api/export", {"format": asked})
    written = (tmp_path / options[0]).read_text() if options else told
    assert written == "".join(piece.decode() for piece in FILE)
    assert options or told


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("notes.txt", "The ending .txt is unknown. Use --format json, ndjson, markdown or csv.\n"),
        ("notes.md", "Markdown needs a zip, with one file per note: notes.zip\n"),
    ],
)
def test_a_name_that_says_something_else_is_no_json(nowhere: Shell, name: str, told: str) -> None:
    """What is in a file is what its name says, or it is not written."""
    wrong = nowhere.run("export", name)
    assert (wrong.returncode, wrong.stderr) == (2, told)
    assert not list(nowhere.folder.iterdir())


def test_an_export_that_breaks_off_leaves_the_old_file(tmp_path: Path) -> None:
    (tmp_path / "notes.json").write_text("of yesterday")
    with served(StandIn(Answer([*FILE, BREAK]))) as url:
        broken = Shell(url, tmp_path).run("export", "notes.json")
    assert broken.returncode == 5
    assert broken.stderr.startswith(f"The connection to {url} broke: ")
    assert {file.name: file.read_text() for file in tmp_path.iterdir()} == {
        "notes.json": "of yesterday"
    }


def test_a_server_that_falls_silent_is_taken_to_be_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export_notes, "SILENCE", 0.1)
    with served(StandIn(Answer([FILE[0], HOLD]))) as url:
        broken = Shell(url, tmp_path).run("export", "notes.json")
    assert (broken.returncode, broken.stderr) == (5, f"{url} does not answer.\n")
    assert not list(tmp_path.iterdir())


def test_a_private_file_stays_private(tmp_path: Path) -> None:
    """While it is written as well; a new one is as private as the umask wants it."""
    private = tmp_path / "notes.json"
    private.touch(0o600)
    server = StandIn(Answer([FILE[0], HOLD]))
    with served(server) as url, Shell(url, tmp_path).running("export", "notes.json"):
        wait_until(lambda: len(list(tmp_path.iterdir())) == 2)
        assert {file.stat().st_mode & 0o777 for file in tmp_path.iterdir()} == {0o600}
    for name in ("notes.json", "new.json"):
        with served(StandIn(Answer(FILE))) as url:
            Shell(url, tmp_path).told("export", name)
    (tmp_path / "usual").touch()
    modes = {file.name: file.stat().st_mode & 0o777 for file in tmp_path.iterdir()}
    assert modes["notes.json"] == 0o600
    assert modes["new.json"] == modes["usual"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_an_export_ended_by_a_signal_leaves_no_file_behind(
    tmp_path: Path, number: signal.Signals
) -> None:
    server = StandIn(Answer([FILE[0], HOLD]))
    with served(server) as url, Shell(url, tmp_path).running("export", "notes.json") as command:
        wait_until(lambda: bool(list(tmp_path.iterdir())))
        command.send_signal(number)
        told, said = command.communicate(timeout=10)
    assert (command.returncode, told, said) == (128 + number, "", "")
    assert not list(tmp_path.iterdir())


def test_an_export_under_nohup_ignores_sighup(tmp_path: Path) -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    with opened(tmp_path / "notes.json") as write:
        signal.raise_signal(signal.SIGHUP)
        write(b"[]")
    assert signal.signal(signal.SIGHUP, before) == signal.SIG_IGN
    assert (tmp_path / "notes.json").read_bytes() == b"[]"


def test_a_link_leads_to_the_file(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "notes.json").symlink_to("there/kept.json")
    with served(StandIn(Answer(FILE))) as url:
        Shell(url, tmp_path).told("export", "notes.json")
    assert (tmp_path / "notes.json").is_symlink()
    assert (tmp_path / "there" / "kept.json").read_bytes() == b"".join(FILE)


def test_a_device_stays_what_it_is(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.json")
    reading = os.open(tmp_path / "pipe.json", os.O_RDONLY | os.O_NONBLOCK)
    with served(StandIn(Answer(FILE))) as url:
        Shell(url, tmp_path).told("export", "pipe.json")
    assert os.read(reading, 1000) == b"".join(FILE)
    os.close(reading)


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        ("nowhere/notes.json", "No such file or directory"),
        (".", "Is a directory"),
        ("/dev/full", "No space left on device"),
    ],
)
def test_an_export_that_can_not_be_written_tells_the_reason(
    tmp_path: Path, file: str, reason: str
) -> None:
    with served(StandIn(Answer(FILE))) as url:
        ended = Shell(url, tmp_path).run("export", file)
    assert (ended.returncode, ended.stderr) == (1, f"{file} can't be written: {reason}.\n")


def test_a_zip_is_not_thrown_at_a_terminal(nowhere: Shell) -> None:
    assert "Name a file" in nowhere.shown("export", "--format", "markdown")


@pytest.mark.parametrize("name", ["json", "ndjson", "csv"])
def test_an_export_to_a_terminal_has_no_control_characters(tmp_path: Path, name: str) -> None:
    """Not even where a piece ends in the middle of a letter."""
    text = "".join(chr(number) for number in (0x1B, 0x9B, 0x7F, 0x2028, 0x202E, 0x2066))
    hostile = json.dumps([{"title": f"二{text}"}], ensure_ascii=False)
    held = f'title\r\n"二{text}"\r\n' if name == "csv" else f"{hostile}\n"
    pieces = [bytes([byte]) for byte in held.encode()]
    with served(StandIn(Answer(pieces))) as url:
        shell = Shell(url, tmp_path)
        shown = shell.shown("export", "--format", name)
        assert shell.told("export", "--format", name) == held
    assert "二" in shown
    assert not set(text) & set(shown)
    assert name == "csv" or json.loads(shown) == json.loads(held)


def test_a_terminal_shows_a_bar(tmp_path: Path) -> None:
    answers = [Answer([b"[]"], headers={"x-total-count": count}) for count in ("1", "1")]
    with served(StandIn(*answers, Answer(FILE))) as url:
        shown = Shell(url, tmp_path).shown("export", "notes.json")
    assert "Exporting" in shown
    assert "2/2" in shown


@pytest.mark.parametrize("name", ["notes.json", "notes.ndjson", "notes.csv", "notes.zip"])
def test_an_exported_file_can_be_imported_again(shell: Shell, name: str) -> None:
    shell.add("Buy milk", "two litres #shop\n\n二 \u2028")
    shell.add("bread")
    shell.change(1, done=True)
    shell.told("rm", "2")
    shell.told("export", name)
    exported = (shell.folder / name).read_bytes()
    assert shell.told("import", name) == "0 made, 0 changed, 2 unchanged, 0 refused\n"
    shell.change(1, title="Buy soy milk")
    refused = shell.run("import", name)
    assert refused.returncode == 1
    assert refused.stderr.startswith(f"{name}:")
    assert "Note 1 exists already, with another title" in refused.stderr
    again = shell.told("import", name, "--on-conflict", "replace")
    assert again == "0 made, 1 changed, 1 unchanged, 0 refused\n"
    assert shell.read(1)["title"] == "Buy milk"
    assert exported


def test_an_export_piped_into_import_changes_nothing(shell: Shell) -> None:
    shell.add("Buy milk")
    notes = shell.told("export", "--format", "ndjson")
    assert json.loads(notes) == shell.read(1)
    told = shell.told("import", "-", "--format", "ndjson", "--on-conflict", "copy", typed=notes)
    assert told == "0 made, 0 changed, 1 unchanged, 0 refused\n"
