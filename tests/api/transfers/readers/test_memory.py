"""An import takes the same memory whatever its rows are."""

import subprocess
import sys
from pathlib import Path

import pytest

from api.transfers.formats import Format
from api.transfers.readers.line import LONGEST
from tests.api.support.transfer import FORMATS
from tests.api.transfers.readers.test_zip import archive_of
from tests.support.live import ROOT

WIDE_ROWS, DEEP_ROWS = 60, 5
"""fewer than are checked at once"""
MOST = 150
"""megabytes"""
MEASURE = """
import asyncio, sys
from pathlib import Path
import psutil
from api.transfers.formats import Format
from api.transfers.service import Wishes
from tests.api.support.opened import running

async def measure(database, file, written):
    memory = psutil.Process().memory_info
    async with running(Path(database)) as backend:
        before = most = memory().rss
        with open(file, "rb") as content:
            taking = asyncio.create_task(
                backend.transfers.take(content, Format(written), Wishes(dry_run=True))
            )
            while not taking.done():
                await asyncio.wait({taking}, timeout=0.005)
                most = max(most, memory().rss)
        with await taking as staging:
            counts = staging.counts()
    print(counts["made"], counts["refused"], most - before)

asyncio.run(measure(*sys.argv[1:]))
"""


def content_of(written: Format) -> bytes:
    """A note, then rows as long as may be and made of what takes most, then much longer ones."""
    brackets = "[]," * (LONGEST // 3 - 10)
    wide = "\U0001f95b" * (LONGEST - 20)
    match written:
        case Format.CSV:
            return "\n".join(
                ["title", "milk", *[wide] * WIDE_ROWS, f'"{wide * 4}"', wide * 4]
            ).encode()
        case Format.MARKDOWN:
            text = f"---\ntitle: a\n---\n{wide}".encode()
            files = {f"{number}.md": text[:LONGEST] for number in range(WIDE_ROWS)}
            return archive_of({"milk.md": b"---\ntitle: milk\n---\n", **files, "a.md": text * 4})
    rows = ['{"title": "milk"}', *[f'{{"a": [{brackets}0]}}'] * DEEP_ROWS, f"[{brackets * 2}0]"]
    if written is Format.NDJSON:
        return "\n".join(rows).encode()
    return f"[{','.join(rows)}]".encode()


@pytest.mark.parametrize("written", FORMATS)
def test_rows_of_any_size_take_little(tmp_path: Path, written: Format) -> None:
    file = tmp_path / "file"
    file.write_bytes(content_of(written))

    measured = subprocess.run(
        [sys.executable, "-c", MEASURE, str(tmp_path / "notes.db"), str(file), written],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    made, refused, growth = map(int, measured.stdout.split())
    assert made == 1
    assert refused > DEEP_ROWS
    assert growth / 1e6 < MOST
