"""Many listeners of a stream in a process of their own.

``python -m tests.benchmarks.clients.listeners PORT PATH COUNT`` prints a line when all are
connected and then, for each line that it reads, how many events all of them have had.
"""

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from uvicorn.loops.auto import auto_loop_factory

from tests.benchmarks.clients import http
from tests.benchmarks.clients.page import PATIENCE
from tests.benchmarks.servers import Server
from tests.support.live import ROOT

EVENT: Final = b"\nevent: "
"""what each event has once, and nothing else has"""
AT_ONCE: Final = 50
"""that connect at the same time"""


class Listener(asyncio.Protocol):
    """Counts the events that it is sent, and looks at nothing else."""

    def __init__(self) -> None:
        self.events = 0
        self.connected = asyncio.Event()
        self._end = b""

    def data_received(self, data: bytes) -> None:
        if not self.connected.is_set() and b"retry:" in data:
            self.connected.set()
        self.events += (self._end + data).count(EVENT)
        self._end = data[1 - len(EVENT) :]


@dataclass(frozen=True)
class Listeners:
    """What another process sees of them."""

    count: int
    _process: subprocess.Popen[str]

    def received(self) -> int:
        """How many events all of them have had by now."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())


@contextmanager
def listeners(server: Server, path: str, count: int) -> Iterator[Listeners]:
    """So many listeners, connected until the block ends."""
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "tests.benchmarks.clients.listeners",
            str(server.port),
            path,
            str(count),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
        text=True,
    )
    with process:  # closes its input, which ends it
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n", "the listeners could not connect"
        yield Listeners(count, process)


async def main(port: int, path: str, count: int) -> None:
    loop, free = asyncio.get_running_loop(), asyncio.Semaphore(AT_ONCE)
    crowd = [Listener() for _ in range(count)]

    async def connect(listener: Listener) -> None:
        async with free:
            transport, _ = await loop.create_connection(lambda: listener, "127.0.0.1", port)
            transport.write(http.request("GET", path))
            await listener.connected.wait()

    async with asyncio.timeout(PATIENCE):
        await asyncio.gather(*map(connect, crowd))
    _say("ready")
    while await asyncio.to_thread(sys.stdin.readline):
        _say(sum(listener.events for listener in crowd))


def _say(what: object) -> None:
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=auto_loop_factory()) as runner:
        runner.run(main(int(sys.argv[1]), sys.argv[2], int(sys.argv[3])))
