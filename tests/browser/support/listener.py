"""Somebody on the network beside the server, who listens."""

import socketserver
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Thread
from typing import Final, Self

HOST: Final = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Listener:
    """Hears who speaks to it, and never answers."""

    address: str
    """as it stands in a web address: host and port"""
    heard: list[bytes] = field(default_factory=list)
    """the first line of each call"""


@contextmanager
def listening() -> Iterator[Listener]:
    """Listen on a free port until the block ends."""
    heard: list[bytes] = []

    class Hear(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            heard.append(self.rfile.readline())

    with _Threads((HOST, 0), Hear) as server:
        yield Listener(f"{HOST}:{server.server_address[1]}", heard)


class _Threads(socketserver.ThreadingTCPServer):
    """Serves in the background while it is entered."""

    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False

    def __enter__(self) -> Self:
        self._thread = Thread(target=self.serve_forever, args=(0.02,))
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self._thread.join()
        self.server_close()
