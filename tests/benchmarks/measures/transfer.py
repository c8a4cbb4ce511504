"""All notes out as CSV, and into an empty database, against the `sqlite3` shell.

The shell (Debian's package sqlite3) does as little as can be done. For the export it writes the
same columns of the same database into a file, in one `SELECT`. For the import it reads a file that
has the table's columns in the table's order, with `.import`, into an empty database with the same
table, the same indexes and the same triggers, durably, in one transaction; it checks nothing but
what the table does. Both are whole runs of a process, on the server's core.

Ours is a whole request to a running server: what is exported is written into a file too.
"""

import asyncio
import shutil
import subprocess
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Final

import httpx

from tests.api.support.opened import start
from tests.benchmarks import cores
from tests.benchmarks.data.large import LARGE, NAME, large_copy
from tests.benchmarks.figures import Figure, compare
from tests.benchmarks.servers import the_app

SHELL: Final = "sqlite3"
PATIENCE: Final = 600.0
"""seconds"""
COLUMNS: Final = "id, title, description, done, pinned, trashed, version, created_at, updated_at"
IN_ORDER: Final = "SELECT * FROM note ORDER BY id"
FILE: Final = "notes.csv"
ROUNDS: Final = 3
BOUND: Final = 5


async def export() -> Sequence[Figure]:
    """Export 100,000 notes as CSV, against the `sqlite3` shell's own CSV of the same notes."""
    with tempfile.TemporaryDirectory() as name:
        directory = Path(name)
        large_copy(directory)
        with the_app(directory) as server:
            select = f"SELECT {COLUMNS} FROM note ORDER BY id"

            async def ours() -> float:
                return await _timed(lambda: _download(server.port, directory / FILE))

            async def shell() -> float:
                return await _timed(lambda: _shell(directory, "-csv", "-header", NAME, select))

            found = await compare(ours, shell, rounds=ROUNDS)
    detail = f"{found.ours:.2f} s for {LARGE:,} notes; sqlite3 -csv: {found.peer:.2f} s"
    return [Figure("export", found.ratio, BOUND, "at most", detail)]


async def import_() -> Sequence[Figure]:
    """Import 100,000 notes of CSV, against `.import` of the `sqlite3` shell, triggers and all."""
    with tempfile.TemporaryDirectory() as name:
        directory = Path(name)
        large_copy(directory)
        with the_app(directory) as server:
            await _download(server.port, directory / FILE)
        plain = await _shell(directory, "-csv", NAME, IN_ORDER)
        content = (directory / FILE).read_bytes()

        async def ours() -> float:
            with tempfile.TemporaryDirectory() as empty, the_app(Path(empty)) as server:
                return await _timed(lambda: _upload(server.port, content))

        async def shell() -> float:
            with tempfile.TemporaryDirectory() as empty:
                await start(Path(empty) / NAME)
                return await _timed(
                    lambda: _shell(Path(empty), NAME, ".mode csv", f".import {plain} note")
                )

        found = await compare(ours, shell, rounds=ROUNDS)
    detail = f"{found.ours:.1f} s for {LARGE:,} notes; sqlite3 .import: {found.peer:.1f} s"
    return [Figure("import", found.ratio, BOUND, "at most", detail)]


async def _timed(act: Callable[[], Awaitable[object]]) -> float:
    begin = time.perf_counter()
    await act()
    return time.perf_counter() - begin


async def _download(port: int, file: Path) -> None:
    with file.open("wb") as written:
        async with (
            httpx.AsyncClient(timeout=PATIENCE) as client,
            client.stream("GET", f"http://127.0.0.1:{port}/api/export?format=csv") as answer,
        ):
            answer.raise_for_status()
            async for piece in answer.aiter_raw():
                written.write(piece)


async def _upload(port: int, content: bytes) -> None:
    async with httpx.AsyncClient(timeout=PATIENCE) as client:
        address = f"http://127.0.0.1:{port}/api/import"
        headers = {"Content-Type": "text/csv"}
        answer = await client.post(address, content=content, headers=headers)
    assert answer.json()["taken"]["made"] == LARGE, answer.text[:1000]


async def _shell(directory: Path, *arguments: str) -> Path:
    """Run it on a database of the directory, and return the file into which it has printed."""
    assert shutil.which(SHELL), "install Debian's sqlite3 to have something to compare with"
    printed = directory / "printed"
    with cores.left_free(), printed.open("wb") as output:
        running = await asyncio.create_subprocess_exec(
            SHELL, *arguments, cwd=directory, stdout=output, stderr=subprocess.PIPE
        )
        _, errors = await running.communicate()
    assert running.returncode == 0, errors
    assert not errors, errors
    return printed
