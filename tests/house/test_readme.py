"""The documents' examples are run and answered as they say, and their links lead somewhere."""

import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.live import ROOT, LiveServer, started

DOCUMENTS = [
    path for path in sorted(ROOT.glob("**/*.md")) if not {".venv", "node_modules"} & {*path.parts}
]
WITH_EXAMPLES = [ROOT / "README.md", ROOT / "api" / "README.md"]
SHOWN = "localhost:8000"
LONGEST = 5
"""seconds that a stream is listened to"""
TIMED_OUT = 28


@pytest.fixture
def server(tmp_path: Path) -> Iterator[LiveServer]:
    with started(tmp_path / "notes.db") as running:
        yield running


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def anchors(document: Path) -> set[str]:
    """What a link can name within a document, as GitHub makes it of the headings."""
    headings = re.findall(r"^#+ (.+)$", document.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-") for text in headings}


def examples(document: Path) -> list[tuple[str, str]]:
    """Each command, and the status that it is answered with."""
    blocks: list[str] = re.findall(
        r"<!-- examples -->\n```sh\n(.*?)```", document.read_text(), re.DOTALL
    )
    lines = [line for block in blocks for line in block.splitlines() if line]
    found = [re.fullmatch(r"(curl .+?)  # (\d{3})", line) for line in lines]
    assert found
    assert all(found), "an example does not say how it is answered"
    return [(match[1], match[2]) for match in found if match]


def answered(command: str, server: LiveServer, folder: Path) -> str:
    """Run a command, and return the status of its answer."""
    arguments = shlex.split(command.replace(SHOWN, server.url.removeprefix("http://")))
    ended = subprocess.run(
        [*arguments, "--max-time", str(LONGEST), "--write-out", "\n%{http_code}"],
        capture_output=True,
        check=False,
        cwd=folder,
        text=True,
    )
    assert ended.returncode in {0, TIMED_OUT}, ended.stderr
    return ended.stdout.rpartition("\n")[2]


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
@pytest.mark.parametrize("document", WITH_EXAMPLES, ids=name)
def test_the_examples_are_answered_as_the_document_says(
    server: LiveServer, tmp_path: Path, document: Path
) -> None:
    """One after the other, as somebody would who reads it."""
    expected = examples(document)

    found = [(command, answered(command, server, tmp_path)) for command, _ in expected]
    assert found == expected


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_links_within_the_documents_lead_somewhere(document: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)", document.read_text())
    for path, anchor in links:
        target = document.parent / path if path else document
        assert target.exists(), f"{path} is not there"
        assert not anchor or anchor in anchors(target), f"no #{anchor} in {path or name(document)}"


def test_the_readme_fits_on_three_screens() -> None:
    text = (ROOT / "README.md").read_text()
    assert len(text.splitlines()) <= 120
    assert len(text) <= 12_000
