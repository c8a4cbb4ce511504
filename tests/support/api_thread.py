"""The REST half on a real socket, in a thread of this process with an event loop of its own."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import uvicorn

from api.application import create_app
from api.settings import Settings

ENDED: Final = 10
"""seconds that a server has to end"""


class ServerInThread(uvicorn.Server):
    """A server that leaves signals to the process, and says when it has started."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.is_ready = threading.Event()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.is_ready.set()


@contextmanager
def serving_api(settings: Settings, *, port: int = 0) -> Iterator[str]:
    """Serve the API until the block ends; yields its address.

    :param port: 0 takes a free one
    """
    made = create_app(settings)
    with socket.create_server(("127.0.0.1", port)) as listening:
        config = uvicorn.Config(made, log_config=None, timeout_graceful_shutdown=1, ws="none")
        server = ServerInThread(config)
        thread = threading.Thread(target=lambda: asyncio.run(server.serve([listening])))
        thread.start()
        try:
            assert server.is_ready.wait(ENDED)
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(ENDED)
