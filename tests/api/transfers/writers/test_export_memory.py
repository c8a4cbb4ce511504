"""An export takes the same memory for any number of notes, and as a zip only 200 bytes for each."""

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from api.transfers.formats import Format
from tests.api.support.opened import sql, start
from tests.api.support.transfer import FORMATS
from tests.support.live import ROOT

NOTES = 50_000
MOST = 60
"""megabytes"""
MOST_LATER = {**dict.fromkeys(Format, 4), Format.MARKDOWN: 14}
"""megabytes after the first tenth of the notes: 100 bytes a note would be too much, in a zip 300"""
FILL = """
WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < ?)
INSERT INTO note (title, description) SELECT 'Note ' || n, hex(randomblob(20)) FROM number"""
MEASURE = """
import asyncio, sys
from pathlib import Path
import psutil
from api.transfers.formats import Format
from tests.api.support.opened import running

async def measure(file, written):
    async with running(Path(file)) as backend:
        memory = psutil.Process().memory_info
        before, notes, measured, size = memory().rss, 0, [], 0

        def count(read):
            nonlocal notes
            notes += read

        for number, piece in enumerate(backend.transfers.export(Format(written), progress=count)):
            size += len(piece)
            if number % 10 == 0:
                measured.append((notes, memory().rss))
        measured.append((notes, memory().rss))
    early = max(taken for read, taken in measured if read <= notes // 10)
    most = max(taken for _, taken in measured)
    print(size, most - before, most - early)

asyncio.run(measure(*sys.argv[1:]))
"""


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of as many notes; the triggers are left out, which would take a minute."""
    file = tmp_path_factory.mktemp("many") / "notes.db"
    asyncio.run(start(file))
    with sql(file) as connection:
        ((trigger,),) = connection.execute(
            "SELECT sql FROM sqlite_master WHERE name = 'note_created'"
        ).fetchall()
        connection.execute("DROP TRIGGER note_created")
        connection.execute(FILL, (NOTES,))
        connection.execute(trigger)
    return file


@pytest.mark.parametrize("written", FORMATS)
def test_an_export_needs_little_and_constant_memory(many: Path, written: Format) -> None:
    measured = subprocess.run(
        [sys.executable, "-c", MEASURE, str(many), written],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    size, growth, growth_later = (int(number) / 1e6 for number in measured.stdout.split())
    assert size > 5
    assert growth < MOST
    assert growth_later < MOST_LATER[written]
