"""The `notes` command: one clear line when it can't run, a quick end when it is told to."""

import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from api import __version__
from tests.notes_ui.cli.support import in_process
from tests.support.live import ROOT, serving, started
from tests.support.waiting import PATIENCE


def notes(*options: str, folder: Path, **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "notes_ui", *options],
        env=os.environ | {"PYTHONPATH": str(ROOT)} | environment,
        capture_output=True,
        check=False,
        cwd=folder,
        text=True,
        timeout=60,
    )


def test_a_port_in_use_is_one_line_and_exit_code_1(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = notes("--port", str(port), folder=tmp_path)
    assert ended.returncode == 1
    assert ended.stderr == f"Can't listen on 127.0.0.1 port {port}: Address already in use.\n"


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("sqlite:////nowhere/notes.db", "its folder does not exist, or is not writable."),
        ("sqlite:///no-database.txt", "the file is not an SQLite database."),
        (
            "mysql://localhost/notes",
            "only SQLite and PostgreSQL are supported, as in sqlite:///notes.db",
        ),
    ],
)
def test_a_database_of_no_use_is_one_line_and_exit_code_1(
    tmp_path: Path, url: str, told: str
) -> None:
    (tmp_path / "no-database.txt").write_text("This is a text about milk. " * 100)
    ended = notes("--port", "0", "--database-url", url, folder=tmp_path)
    assert ended.returncode == 1
    assert ended.stderr.endswith(f"{told}\n")
    assert ended.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("options", "environment", "told"),
    [
        (["--port", "99999"], {}, "--port or NOTES_PORT: "),
        ([], {"NOTES_PORT": "eighty"}, "--port or NOTES_PORT: "),
        ([], {"NOTES_KEPT_CHANGES": "0"}, "NOTES_KEPT_CHANGES: "),
    ],
)
def test_a_setting_of_no_use_is_one_line_and_exit_code_2(
    tmp_path: Path, options: list[str], environment: dict[str, str], told: str
) -> None:
    wrong = in_process.ended(options, "", os.environ | environment, tmp_path)
    assert wrong.returncode == 2
    assert wrong.stderr.startswith(told)
    assert wrong.stderr.count("\n") == 1


def test_an_option_goes_before_its_variable(tmp_path: Path) -> None:
    wrong = in_process.ended(["--port", "99999"], "", os.environ | {"NOTES_PORT": "0"}, tmp_path)
    assert wrong.returncode == 2


def test_the_version_option_prints_the_version(tmp_path: Path) -> None:
    assert notes("--version", folder=tmp_path).stdout == f"{__version__}\n"


def test_help_names_each_option_with_its_default(tmp_path: Path) -> None:
    told = re.sub(r"\s+", " ", notes("--help", folder=tmp_path).stdout)
    for text in ("--host", "127.0.0.1", "--port", "8000", "--database-url", "sqlite:///notes.db"):
        assert text in told


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_the_server_serves_page_and_rest_until_a_signal(tmp_path: Path, ending: int) -> None:
    with started(tmp_path / "notes.db") as server:
        made = httpx.post(f"{server.url}/api/notes", json={"title": "Buy milk"})
        assert made.status_code == 201
        assert httpx.get(server.page).headers["x-nicegui-content"] == "page"
        home = httpx.get(server.url)
        assert (home.status_code, home.headers["location"]) == (307, "/front/notes")
        server.process.send_signal(ending)
        server.process.wait(PATIENCE)
    with sqlite3.connect(tmp_path / "notes.db") as kept:
        assert kept.execute("select title from note").fetchall() == [("Buy milk",)]
    kept.close()


@pytest.mark.parametrize("application", ["notes_ui.main:app", "api.main:app"])
def test_any_asgi_server_can_serve_it(tmp_path: Path, application: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "uvicorn", application, "--port", str(port)],
        env=os.environ | {"NOTES_DATABASE_URL": f"sqlite:///{tmp_path / 'notes.db'}"},
        stderr=subprocess.PIPE,
        cwd=ROOT,
        text=True,
    )
    with server:
        assert server.stderr is not None
        for line in server.stderr:
            if "Uvicorn running" in line:
                break
        assert httpx.get(f"http://127.0.0.1:{port}/api/notes").json() == []
        server.terminate()
        server.stderr.read()


@pytest.mark.parametrize("module", ["api.main", "notes_ui.main"])
def test_an_app_that_no_server_has_started_leaves_nothing_behind(
    tmp_path: Path, module: str
) -> None:
    script = f"import sys; sys.path[0] = {str(ROOT)!r}; from {module} import app; print(app.title)"
    command = [sys.executable, "-W", "error", "-c", script]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    assert (done.stdout, done.stderr) == ("Notes in every browser\n", "")
    assert list(tmp_path.iterdir()) == [], "no database is made before the application starts"


def test_a_forked_server_writes_its_errors_where_its_test_has_them(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with capfd.disabled(), serving(tmp_path / "earlier.db"):
        pass  # what it is forked from is there by now
    with serving(tmp_path / "notes.db", NOTES_ACCESS_LOG="true") as server:
        assert httpx.get(f"{server.url}/api/notes").status_code == 200
    assert "GET /api/notes" in capfd.readouterr().err
