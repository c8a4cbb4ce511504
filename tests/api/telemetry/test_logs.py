"""Logs go one way and look as the settings say, those of the server too."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.support.live import ROOT

PLAIN = ["-m", "uvicorn", "api.main:app"]
WHOLE = ["-m", "uvicorn", "notes_ui.main:app"]
NOTES = ["-m", "notes_ui"]
SPEAK = """
import logging
from api.telemetry import logs
from api.telemetry.request_ids import request_id
from api.settings import Settings
logs.set_up(Settings())
for name in ("api.notes.store", "notes_ui.page.route", "uvicorn.error", "somebody.else"):
    for level in ("debug", "info", "warning", "error"):
        getattr(logging.getLogger(name), level)("%s of %s", level, name)
request_id.set("mine-1")
try:
    raise RuntimeError("in\\ntwo lines")
except RuntimeError:
    logging.getLogger("api").exception("Something has failed", extra={"note_id": 7})
"""


def spoken(**environment: str) -> list[str]:
    """What is logged by a process that says something of each level and kind."""
    command = [sys.executable, "-c", SPEAK]
    environment = os.environ | {"PYTHONPATH": str(ROOT)} | environment
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert ended.stdout == ""
    return ended.stderr.splitlines()


@contextmanager
def serving(
    arguments: list[str], folder: Path, **environment: str
) -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    """A server on a port of its own, and its address."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, *arguments, "--port", str(port)],
        env=os.environ
        | {"PYTHONPATH": str(ROOT), "NOTES_DATABASE_URL": f"sqlite:///{folder / 'notes.db'}"}
        | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=folder,
        text=True,
    )
    with process:
        try:
            with httpx.Client(transport=httpx.HTTPTransport(retries=8)) as client:
                client.get(f"http://127.0.0.1:{port}/healthz", timeout=30)
            yield f"http://127.0.0.1:{port}", process
        finally:
            process.kill()


def logged(process: "subprocess.Popen[str]") -> list[str]:
    """All that the server has logged until it was told to end."""
    process.terminate()
    return process.communicate(timeout=30)[1].splitlines()


def test_a_text_log_has_plain_lines_and_a_traceback() -> None:
    lines = spoken()

    assert lines[0].endswith("INFO api.notes.store [-] info of api.notes.store")
    assert "RuntimeError: in" in lines
    assert [line for line in lines if "ERROR api [mine-1] Something has failed" in line]


def test_json_is_one_object_a_line() -> None:
    found: list[dict[str, Any]] = [json.loads(line) for line in spoken(NOTES_LOG_FORMAT="json")]

    assert (
        found[0].items()
        >= {
            "level": "INFO",
            "logger": "api.notes.store",
            "message": "info of api.notes.store",
        }.items()
    )
    assert found[0]["time"].endswith("+00:00")
    assert "request_id" not in found[0]
    assert found[-1]["request_id"] == "mine-1"
    assert found[-1]["note_id"] == 7
    assert "RuntimeError: in\ntwo lines" in found[-1]["traceback"]


@pytest.mark.parametrize(
    ("level", "ours", "others"),
    [("debug", 4, 2), ("info", 3, 2), ("warning", 2, 2), ("error", 1, 1)],
)
def test_the_level_is_the_programs_and_libraries_only_warn(
    level: str, ours: int, others: int
) -> None:
    lines = spoken(NOTES_LOG_LEVEL=level)

    assert len([line for line in lines if "of api.notes.store" in line]) == ours
    assert len([line for line in lines if "of notes_ui.page.route" in line]) == ours
    assert len([line for line in lines if "of somebody.else" in line]) == others


@pytest.mark.parametrize("arguments", [PLAIN, WHOLE])
def test_another_server_logs_the_same_way(tmp_path: Path, arguments: list[str]) -> None:
    """Its own access log stays, and tells the id of the request too."""
    with serving(arguments, tmp_path, NOTES_LOG_FORMAT="json") as (url, process):
        for name in ("one", "two"):
            httpx.get(f"{url}/api/notes", headers={"x-request-id": name})
        found = [json.loads(line) for line in logged(process) if line.startswith("{")]

    assert [line for line in found if "Uvicorn running" in line["message"]]
    requests = [line for line in found if "/api/notes" in line["message"]]
    assert [line["request_id"] for line in requests] == ["one", "two"]
    assert {line["logger"] for line in requests} == {"uvicorn.access"}


@pytest.mark.parametrize("arguments", [PLAIN, NOTES])
def test_each_request_is_logged_once_if_that_is_wanted(
    tmp_path: Path, arguments: list[str]
) -> None:
    with serving(arguments, tmp_path, NOTES_ACCESS_LOG="true") as (url, process):
        for name in ("one", "two"):
            httpx.get(f"{url}/api/notes?q=milk", headers={"x-request-id": name})
        lines = [line for line in logged(process) if "/api/notes" in line]

    assert len(lines) == 2
    assert 'INFO api.access [one] 127.0.0.1 "GET /api/notes?q=milk" 200 ' in lines[0]


def test_the_command_says_nothing_that_nobody_has_asked_for(tmp_path: Path) -> None:
    with serving(NOTES, tmp_path) as (url, process):
        for _ in range(2):
            httpx.get(f"{url}/api/notes")
        assert logged(process) == []


def test_an_error_of_the_socket_server_is_one_line_of_the_log(tmp_path: Path) -> None:
    """Engine.IO also writes it to standard error by itself, in no format."""
    unknown = {"EIO": "4", "transport": "polling", "sid": "from-before-a-restart"}
    with serving(NOTES, tmp_path, NOTES_LOG_FORMAT="json") as (url, process):
        httpx.get(f"{url}/front/_nicegui_ws/socket.io/", params=unknown)
        (line,) = logged(process)

    assert "Invalid session" in json.loads(line)["message"]


def test_a_logging_setup_that_exists_already_is_left_alone() -> None:
    script = f"import logging; logging.basicConfig(format='theirs %(message)s'){SPEAK}"
    ended = subprocess.run(
        [sys.executable, "-c", script],
        env=os.environ | {"PYTHONPATH": str(ROOT), "NOTES_LOG_FORMAT": "json"},
        capture_output=True,
        text=True,
        check=True,
    )

    assert "theirs error of api.notes.store" in ended.stderr
    assert "{" not in ended.stderr
