"""What is on the network beside the server: somebody who listens, and a line that can be cut."""

import contextlib
import selectors
import socket
import socketserver
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from queue import SimpleQueue
from threading import Thread
from typing import Any, Final, Self

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


class Line:
    """Leads from a port of its own to a server, until it is cut, and again when it is mended.

    :param delay: seconds that what is said takes, each way
    """

    def __init__(self, target: int, *, delay: float = 0.0) -> None:
        self._target = target
        self._delay = delay
        self._open: set[socket.socket] = set()
        self._server = self._made(0)
        self.port: int = self._server.server_address[1]

    def cut(self) -> None:
        """Break off what is being said, and answer nobody."""
        self._server.__exit__()
        for end in self._open.copy():
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def mend(self) -> None:
        """Be as before."""
        self._server = self._made(self.port)

    def _made(self, port: int) -> "_Threads":
        line = self

        class Lead(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                with socket.create_connection((HOST, line._target)) as far:
                    line._carry(self.request, far)

        server = _Threads((HOST, port), Lead)
        return server.__enter__()

    def _carry(self, near: socket.socket, far: socket.socket) -> None:
        with selectors.DefaultSelector() as either, contextlib.suppress(OSError):
            either.register(near, selectors.EVENT_READ, far)
            either.register(far, selectors.EVENT_READ, near)
            self._open |= {near, far}
            pass_on = self._delayed() if self._delay else _passed
            while all(pass_on(key.fileobj, key.data) for key, _ in either.select()):
                pass
        self._open -= {near, far}

    def _delayed(self) -> Callable[[Any, socket.socket], bool]:
        """What is said on the way is under way together, and arrives in the order it was said."""
        under_way: SimpleQueue[tuple[float, socket.socket, bytes]] = SimpleQueue()

        def deliver() -> None:
            while True:
                due, target, data = under_way.get()
                # The length of the line itself, and no waiting for something to have happened.
                time.sleep(max(0.0, due - time.monotonic()))
                with contextlib.suppress(OSError):
                    target.sendall(data)

        def pass_on(source: Any, target: socket.socket) -> bool:
            data = source.recv(65536)
            under_way.put((time.monotonic() + self._delay, target, data))
            return bool(data)

        Thread(target=deliver, daemon=True).start()
        return pass_on


def _passed(source: Any, target: socket.socket) -> bool:
    """Whether something came, which is on its way now; nothing comes at the end."""
    data = source.recv(65536)
    target.sendall(data)
    return bool(data)


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
