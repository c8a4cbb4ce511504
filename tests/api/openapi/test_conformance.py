"""What OpenAPI says is so: thousands of requests that it allows, and forbids, to a real server."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.live import ROOT, LiveServer, serving

MANY = 2000
EACH = 90
"""requests for each call and phase of the test, at most"""
COMMAND = Path(sys.executable).with_name("schemathesis")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[LiveServer]:
    with serving(tmp_path / "notes.db") as running:
        yield running


def test_every_answer_conforms_to_the_openapi_document(server: LiveServer, tmp_path: Path) -> None:
    """Statuses, types, headers and bodies are documented; what is right is taken, and no other."""
    report = tmp_path / "report.json"
    ended = subprocess.run(
        [
            *(COMMAND, "--config-file", ROOT / "tests" / "api" / "openapi" / "conformance.toml"),
            *("run", f"{server.url}/openapi.json", "--checks", "all"),
            *("--max-examples", str(EACH), "--no-color"),
            *("--report", "json", "--report-json-path", report),
        ],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
        cwd=tmp_path,
        text=True,
        timeout=600,
    )

    assert ended.returncode == 0, ended.stdout + ended.stderr
    found: dict[str, Any] = json.loads(report.read_text())
    assert (found["failures"], found["errors"]) == ([], [])
    assert found["complete"]
    assert found["test_cases"]["generated"] >= MANY
