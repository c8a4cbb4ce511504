"""Another program that keeps the database locked."""

import contextlib

from tests.notes_ui.support.reader import eventually
from tests.notes_ui.support.simulation import Simulation
from tests.support.foreign import another_program


class Lock:
    """Another program that keeps the file locked, so that each write waits."""

    def __init__(self, simulation: Simulation) -> None:
        self._simulation = simulation
        self._opened = contextlib.ExitStack()
        self._foreign = self._opened.enter_context(another_program(simulation.url))

    async def take(self) -> None:
        self._foreign.execute("begin immediate")

    async def is_waited_for(self) -> None:
        await eventually(lambda: not self._simulation.idle)

    def also(self, sql: str) -> None:
        """Have the other program write something of its own, before anything that waits."""
        self._foreign.execute(sql)

    def release(self) -> None:
        self._foreign.execute("commit")

    def close(self) -> None:
        self._opened.close()
