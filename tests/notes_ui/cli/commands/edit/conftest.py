"""An editor that a script stands for, and the drafts that are kept of its texts."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Editor = Callable[[str], str]
Drafts = Callable[[], list[Path]]


@pytest.fixture
def editor(tmp_path: Path) -> Editor:
    """A command that edits a file by a few lines of Python: ``text`` goes in, and comes out."""

    def write(script: str) -> str:
        path = tmp_path / "editor.py"
        path.write_text(
            "import pathlib, sys, os, time, signal, httpx\n"
            "file = pathlib.Path(sys.argv[1])\n"
            "text = file.read_bytes().decode()\n"
            "def other(**fields):\n"
            "    httpx.patch(os.environ['NOTES_URL'] + '/api/notes/1', json=fields)\n"
            f"{script}\n"
            "file.write_bytes(text.encode())\n"
        )
        return f"{sys.executable} {path}"

    return write


@pytest.fixture
def drafts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Drafts:
    """What is kept of texts that were not saved."""
    folder = tmp_path / "drafts"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr("tempfile.tempdir", None)  # it is found out once in the life of a process
    return lambda: sorted(folder.glob("note-*.md"))
