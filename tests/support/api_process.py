"""The REST half as a user starts it, in a process of its own: `uvicorn api.main:app`."""

import os
import socket
import subprocess
import sys
import time
from contextlib import suppress
from types import TracebackType
from typing import Final, Self

import httpx

from tests.support.live import ROOT

STARTED: Final = 60.0
"""seconds that a server has to answer"""
PAUSE: Final = 0.05
"""seconds between two questions whether it answers"""
ENDED: Final = 10.0
"""seconds that it has to end"""


class ApiProcess:
    """An API that can be ended, and started again at the same port.

    :param environment: of the process, beside that of the tests
    """

    def __init__(self, **environment: str) -> None:
        self._environment = os.environ | environment
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port: int = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes]

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.end()

    def start(self) -> None:
        """Start it, and wait until it answers."""
        command = [sys.executable, "-m", "uvicorn", "api.main:app", "--port", str(self.port)]
        self.process = subprocess.Popen(
            [*command, "--log-level", "warning"], env=self._environment, cwd=ROOT
        )
        deadline = time.monotonic() + STARTED
        try:
            while not self._answers():
                with suppress(subprocess.TimeoutExpired):
                    self.process.wait(PAUSE)
                assert self.process.returncode is None, "it has ended"
                assert time.monotonic() < deadline, "it does not answer"
        except BaseException:
            self.process.kill()
            raise

    def end(self) -> None:
        """End it as a person does."""
        self.process.terminate()
        self.process.wait(ENDED)

    def kill(self) -> None:
        """End it as a power cut does."""
        self.process.kill()
        self.process.wait(ENDED)

    def _answers(self) -> bool:
        try:
            return httpx.get(f"{self.url}/readyz").is_success
        except httpx.TransportError:
            return False
