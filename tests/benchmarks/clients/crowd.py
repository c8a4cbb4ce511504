"""Many open pages in a process of their own.

``python -m tests.benchmarks.clients.crowd PORT COUNT`` prints a line when all pages show their
notes, and closes them when its input ends.
"""

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from uvicorn.loops.auto import auto_loop_factory

from tests.benchmarks.clients.browser import Browser
from tests.benchmarks.clients.opening import opened
from tests.benchmarks.servers import Server
from tests.support.live import ROOT


@contextmanager
def crowd(server: Server, count: int) -> Iterator[None]:
    """So many pages, each with 50 seeded notes, open until the block ends."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.benchmarks.clients.crowd", str(server.port), str(count)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
        text=True,
    )
    with process:  # closes its input, which ends it
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n", "the pages could not be opened"
        yield


async def main(port: int, count: int) -> None:
    async with opened(lambda: Browser.open(port), count, shows=50):
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=auto_loop_factory()) as runner:
        runner.run(main(int(sys.argv[1]), int(sys.argv[2])))
