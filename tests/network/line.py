"""A TCP line to a server of this machine that can be made as bad as lines are, while it runs.

It delays, holds, swallows, cuts and refuses, and is sound again when it is told so. It lives on an
event loop: on that of a test (`line_to`), or on one in a thread of its own (`in_background`).
Its switches can be used from any thread, and have worked when they return.
"""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import wraps
from queue import SimpleQueue
from random import Random
from threading import Thread, get_ident
from typing import Concatenate, Final, Literal, ParamSpec

from tests.network.wire import Conditions, Flow, Wire

HOST: Final = "127.0.0.1"
PATIENCE: Final = 10.0
"""seconds after which a line in a thread that has not done what it was told counts as stuck"""
Delay = float | tuple[float, float]
Direction = Literal["up", "down"]
"""up is towards the server"""
P = ParamSpec("P")


def _switch(
    change: Callable[Concatenate["Line", P], None],
) -> Callable[Concatenate["Line", P], None]:
    """Have a method run on the line's event loop, from whatever thread it is called."""

    @wraps(change)
    def switched(line: "Line", /, *args: P.args, **kwargs: P.kwargs) -> None:
        async def turn() -> None:
            change(line, *args, **kwargs)

        if get_ident() == line.thread:
            change(line, *args, **kwargs)
        else:
            asyncio.run_coroutine_threadsafe(turn(), line.loop).result(PATIENCE)

    return switched


class Line:
    """Leads from a port of its own to a server; it is sound to begin with.

    :param delay: seconds that what is said takes each way, or the least and the most of them
    :param seed: of whatever is left to chance
    """

    def __init__(self, target: int, *, delay: Delay = 0.0, seed: int = 0) -> None:
        self.loop, self.thread = asyncio.get_running_loop(), get_ident()
        self.closed = asyncio.Event()
        self._target = target
        self._chance = Random(seed)
        self.up, self.down = Conditions(), Conditions()
        self._wires: set[Wire] = set()
        self._calls: set[asyncio.Task[None]] = set()
        self._listening: socket.socket | None = None
        self.port = 0
        self.accept()
        self.delay(delay)

    @property
    def open(self) -> int:
        """How many connections there are."""
        self._wires = {wire for wire in self._wires if wire.is_open}
        return len(self._wires)

    @_switch
    def delay(self, seconds: Delay, *directions: Direction) -> None:
        """Take so long from now on, at least and at most; in both directions if none is named."""
        bounds = seconds if isinstance(seconds, tuple) else (seconds, seconds)
        for conditions in self._named(directions):
            conditions.delay = bounds

    @_switch
    def hold(self, *directions: Direction) -> None:
        """Have bytes wait until the line is sound again."""
        self._let(Flow.HOLDS, directions)

    @_switch
    def hold_behind(self, last: Callable[[bytes], bool], *directions: Direction) -> None:
        """Have bytes wait that come behind a certain piece, until the line is sound again.

        :param last: tells whether a piece is that one
        """
        for conditions in self._named(directions):
            conditions.last = last

    @_switch
    def swallow(self, *directions: Direction, heals: bool = False) -> None:
        """Have bytes vanish, while connections stay open and new ones can be made.

        A connection that has lost something this way carries nothing any more, since TCP never
        goes on behind a gap: the line is sound again for others, and it has to be given up.

        :param heals: go on behind the gap all the same
        """
        for conditions in self._named(directions):
            conditions.heals = heals
        self._let(Flow.SWALLOWS, directions)

    @_switch
    def cut(self, *, reset: bool = True) -> None:
        """Break off all connections, with an RST or with a FIN. New ones can be made."""
        for wire in self._wires:
            wire.cut(reset=reset)

    @_switch
    def refuse(self) -> None:
        """Let nobody in any more; who is connected stays so."""
        if self._listening:
            self.loop.remove_reader(self._listening)
            self._listening.close()
            self._listening = None

    @_switch
    def accept(self) -> None:
        """Let everybody in again."""
        if not self._listening:
            self._listening = socket.create_server((HOST, self.port), backlog=128)
            self._listening.setblocking(False)
            self.port = self._listening.getsockname()[1]
            self.loop.add_reader(self._listening, self._call)

    def lose(self) -> None:
        """Have no server any more, as far as anybody can tell: cut, and refuse."""
        self.refuse()
        self.cut()

    @_switch
    def mend(self) -> None:
        """Be sound again, and as slow as before."""
        self.up.last = self.down.last = None
        self._let(Flow.CARRIES, ())
        self.accept()

    @_switch
    def close(self) -> None:
        """Be gone."""
        self.lose()
        self.closed.set()

    def _let(self, flow: Flow, directions: tuple[Direction, ...]) -> None:
        for conditions in self._named(directions):
            conditions.flow = flow
        for wire in self._wires:
            wire.go_on()

    def _named(self, directions: tuple[Direction, ...]) -> list[Conditions]:
        both: dict[Direction, Conditions] = {"up": self.up, "down": self.down}
        return [both[each] for each in directions or both]

    def _call(self) -> None:
        """Lead somebody who has come to the server."""
        if self._listening:
            with contextlib.suppress(OSError):  # who came may have gone
                caller, _ = self._listening.accept()
                call = self.loop.create_task(self._connect(caller))
                self._calls.add(call)
                call.add_done_callback(self._calls.discard)

    async def _connect(self, caller: socket.socket) -> None:
        wire = Wire(self.up, self.down, self._chance)
        await self.loop.connect_accepted_socket(lambda: wire.near, caller)
        self._wires.add(wire)
        try:
            await self.loop.create_connection(lambda: wire.far, HOST, self._target)
        except OSError:
            wire.cut(reset=True)


@asynccontextmanager
async def line_to(target: int, *, delay: Delay = 0.0, seed: int = 0) -> AsyncIterator[Line]:
    """A line on the running event loop, until the block ends."""
    line = Line(target, delay=delay, seed=seed)
    try:
        yield line
    finally:
        line.close()
        await asyncio.sleep(0)  # its connections are told in the loop's next turn


def in_background(target: int, *, delay: Delay = 0.0, seed: int = 0) -> Line:
    """A line in a thread of its own, which ends when the line is closed, or with the program."""
    made: SimpleQueue[Line] = SimpleQueue()

    async def run() -> None:
        async with line_to(target, delay=delay, seed=seed) as line:
            made.put(line)
            await line.closed.wait()

    Thread(target=asyncio.run, args=(run(),), daemon=True).start()
    return made.get(timeout=PATIENCE)
