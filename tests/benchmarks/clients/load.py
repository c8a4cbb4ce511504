"""As many requests as a server can answer, from connections that never pause."""

import asyncio
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import cycle

from tests.benchmarks.clients import http
from tests.benchmarks.servers import Server

CONNECTIONS = 16
MICROSECONDS = 1e6


@dataclass
class Load:
    """A server that is kept busy with the same requests, round after round.

    :param seconds: how long a round takes
    :param known: whether success is that nothing is sent, since it is known (304)
    """

    server: Server
    requests: Sequence[bytes]
    seconds: float
    known: bool = False
    answered: int = 0
    """answers of success"""
    refused: int = 0
    """answers of any other kind"""
    cpu: float = 0.0
    """seconds of processor time that the server has used in all rounds"""
    _turn: Iterator[bytes] = field(init=False)

    def __post_init__(self) -> None:
        self._turn = cycle(self.requests)

    async def rate(self) -> float:
        """Answers of success a second, in one more round."""
        answered, used, start = self.answered, self.server.cpu(), time.perf_counter()
        async with asyncio.TaskGroup() as tasks:
            for _ in range(CONNECTIONS):
                tasks.create_task(self._keep_asking(start + self.seconds))
        taken = time.perf_counter() - start
        self.cpu += self.server.cpu() - used
        return (self.answered - answered) / taken

    @property
    def cpu_each(self) -> float:
        """Microseconds of processor time for each answer: less noisy than a rate."""
        return MICROSECONDS * self.cpu / max(1, self.answered + self.refused)

    async def _keep_asking(self, end: float) -> None:
        async with http.connected(self.server.port) as connection:
            while time.perf_counter() < end:
                answer = await connection.ask(next(self._turn))
                if answer.status == 304 if self.known else answer.status < 300:
                    self.answered += 1
                else:
                    self.refused += 1
