"""What is there before a command does anything: the server until it answers, and `notes ls`."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tests.benchmarks.data.seed import seed
from tests.benchmarks.figures import Figure, compare
from tests.benchmarks.servers import peer, the_app

NOTES: Final = 50
PAGE: Final = "/front/notes"
ROUNDS: Final = 5
LIST: Final = ("-m", "notes_ui", "ls")
IMPORT: Final = ("-c", "import httpx")


async def start() -> Sequence[Figure]:
    """`notes` on a database that is there, until it has sent a page, against a bare NiceGUI app."""
    with tempfile.TemporaryDirectory() as directory:
        there = Path(directory)
        with the_app(there):
            seed(there / "notes.db", NOTES)

        async def ours() -> float:
            begun = time.perf_counter()
            with the_app(there, asked=PAGE):
                return time.perf_counter() - begun

        async def bare() -> float:
            begun = time.perf_counter()
            with peer("bare", there, asked="/"):
                return time.perf_counter() - begun

        found = await compare(ours, bare, rounds=ROUNDS)
    detail = f"{found.ours:.2f} s until the first page; a bare NiceGUI app: {found.peer:.2f} s"
    return [Figure("start", found.ratio, 1.3, "at most", detail)]


async def ls() -> Sequence[Figure]:
    """`notes ls` of 50 notes, against a Python that only imports the library it asks with."""
    with tempfile.TemporaryDirectory() as directory, the_app(Path(directory)) as server:
        seed(Path(directory) / "notes.db", NOTES)
        server_url = {"NOTES_URL": f"http://127.0.0.1:{server.port}"}

        async def ours() -> float:
            return _time(LIST, server_url)

        async def peer_() -> float:
            return _time(IMPORT, server_url)

        found = await compare(ours, peer_, rounds=3 * ROUNDS)
    detail = f"{found.ours:.2f} s; `python -c 'import httpx'`: {found.peer:.2f} s"
    return [Figure("ls", found.ratio, 1.7, "at most", detail)]


def _time(arguments: Sequence[str], environment: dict[str, str]) -> float:
    """Seconds that a Python takes with these arguments."""
    begun = time.perf_counter()
    subprocess.run(
        [sys.executable, *arguments],
        env=os.environ | environment,
        stdout=subprocess.DEVNULL,
        check=True,
    )
    return time.perf_counter() - begun
