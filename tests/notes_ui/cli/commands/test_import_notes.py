"""`notes import`: a file that goes to the server piece by piece, and what became of its rows."""

import json
from pathlib import Path

import pytest

from tests.notes_ui.cli.conftest import served
from tests.notes_ui.cli.support.shell import Shell
from tests.notes_ui.cli.support.stand_in import Answer, StandIn

ROWS = [
    {"line": 2, "outcome": "made", "id": 1},
    {"line": 3, "outcome": "refused", "detail": "title: This\u2028field is required."},
    {"line": 2, "entry": "7.md", "outcome": "refused", "detail": "id: Note 7 is there already"},
    {"row": 9, "line": 1, "outcome": "refused", "detail": "Of nine on a line."},
]
NUMBERS = {"dry_run": False, "taken": {"made": 1200, "changed": 0, "unchanged": 0}, "refused": 3}


def report(*told: object) -> Answer:
    """What a server says, in pieces that end anywhere."""
    text = "".join(f"{json.dumps(each, ensure_ascii=False)}\n" for each in told).encode()
    return Answer([text[at : at + 50] for at in range(0, len(text), 50)])


def taken(**more: object) -> Answer:
    return report({**NUMBERS, "refused": 0, **more})


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "notes.csv"
    path.write_text("title\n" + "milk\n" * 50_000)
    return path


def test_the_file_is_sent_as_it_is(file: Path) -> None:
    server = StandIn(taken())
    with served(server) as url:
        told = Shell(url, file.parent).told("import", "notes.csv")
    (asked,) = server.asked
    assert (asked.method, asked.path) == ("POST", "/api/import")
    assert asked.query == {"format": "csv", "dry_run": "false", "on_conflict": "refuse"}
    assert asked.headers["accept"] == "application/x-ndjson"
    assert asked.headers["transfer-encoding"] == "chunked"  # it is never in memory as a whole
    assert asked.body == file.read_bytes()
    assert told == "1,200 made, 0 changed, 0 unchanged, 0 refused\n"


def test_the_options_of_import_become_the_query(file: Path) -> None:
    server = StandIn(taken(dry_run=True))
    options = ["--dry-run", "--on-conflict", "copy", "--format", "ndjson"]
    with served(server) as url:
        told = Shell(url, file.parent).told("import", "-", *options, typed='{"title": "milk"}\n')
    (asked,) = server.asked
    assert asked.query == {"format": "ndjson", "dry_run": "true", "on_conflict": "copy"}
    assert asked.body == b'{"title": "milk"}\n'
    assert told.startswith("Dry run: 1,200 made")


def test_each_refused_row_is_a_line_with_its_place(file: Path) -> None:
    with served(StandIn(report(*ROWS, NUMBERS))) as url:
        ended = Shell(url, file.parent).run("import", "notes.csv")
    assert ended.returncode == 1
    assert ended.stdout == "1,200 made, 0 changed, 0 unchanged, 3 refused\n"
    assert ended.stderr.splitlines() == [
        "notes.csv:3: title: This field is required.",
        "notes.csv:7.md: id: Note 7 is there already",
        "notes.csv:1: row 9: Of nine on a line.",
    ]


def test_json_is_what_the_server_says(file: Path) -> None:
    with served(StandIn(report(*ROWS, NUMBERS))) as url:
        shell = Shell(url, file.parent)
        ended = shell.run("import", "notes.csv", "--json")
        assert "This\\u2028field is required" in shell.shown("import", "notes.csv", "--json")
    assert (ended.returncode, ended.stderr) == (1, "")
    assert [json.loads(line) for line in ended.stdout.strip().split("\n")] == [*ROWS, NUMBERS]


def test_a_terminal_shows_a_bar(file: Path) -> None:
    with served(StandIn(taken())) as url:
        shown = Shell(url, file.parent).shown("import", "notes.csv")
    assert "Sending" in shown
    assert "kB" in shown
    assert shown.endswith("1,200 made, 0 changed, 0 unchanged, 0 refused\n")


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        (["nowhere.csv"], 1, "nowhere.csv can't be read: No such file or directory."),
        (["notes"], 2, "The format is unknown. Use --format json, ndjson, markdown or csv."),
        (["-"], 2, "The format is unknown. Use --format json, ndjson, markdown or csv."),
    ],
)
def test_an_import_without_a_file_or_a_format_tells_the_reason(
    file: Path, options: list[str], code: int, words: str
) -> None:
    with served(StandIn(taken())) as url:
        ended = Shell(url, file.parent).run("import", *options)
    assert (ended.returncode, ended.stderr) == (code, f"{words}\n")


def test_a_refusal_of_the_whole_file_is_told_in_the_servers_words(file: Path) -> None:
    problem = Answer(
        [b'{"detail": "Line 1: This is not a JSON array."}'],
        422,
        {"content-type": "application/problem+json"},
    )
    with served(StandIn(problem)) as url:
        ended = Shell(url, file.parent).run("import", "notes.csv")
    assert (ended.returncode, ended.stderr) == (1, "Line 1: This is not a JSON array.\n")


def test_a_server_that_is_ended_meanwhile_is_a_server(file: Path) -> None:
    """Something between, or the server as it ends, says so in plain text."""
    with served(StandIn(Answer([b"Internal Server Error"], 500))) as url:
        ended = Shell(url, file.parent).run("import", "notes.csv")
    assert (ended.returncode, ended.stderr) == (5, f"{url} answered 500 Internal Server Error.\n")


def test_a_report_without_numbers_comes_from_no_notes_server(file: Path) -> None:
    for answer in (report(ROWS[0]), Answer([b"<h1>It works!</h1>"]), Answer([b"[]"]), Answer()):
        with served(StandIn(answer)) as url:
            ended = Shell(url, file.parent).run("import", "notes.csv")
        assert ended.returncode == 1
        assert "is not a notes server" in ended.stderr
