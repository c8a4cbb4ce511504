"""One connection through a line: its two ends, and what is under way between them."""

import asyncio
import socket
import struct
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from random import Random
from typing import Final, cast

RESET_AT_ONCE: Final = struct.pack("ii", 1, 0)
"""what makes a socket that is closed say RST instead of FIN"""


def reset_at_once(transport: asyncio.WriteTransport) -> None:
    """Break off a connection with an RST."""
    if not transport.is_closing():
        sock = transport.get_extra_info("socket")
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_AT_ONCE)
        transport.abort()


class Flow(Enum):
    """What becomes of the bytes that go one way."""

    CARRIES = "they arrive"
    HOLDS = "they wait"
    SWALLOWS = "they vanish"


@dataclass
class Conditions:
    """What the line is like in one direction just now, for all its connections.

    :param delay: least and most seconds that a byte takes
    :param heals: whether a connection goes on behind a gap, which TCP itself never does
    """

    delay: tuple[float, float] = (0.0, 0.0)
    flow: Flow = Flow.CARRIES
    last: Callable[[bytes], bool] | None = None
    """tells whether a piece is the last one that arrives: what comes behind it has to wait"""
    heals: bool = False
    waiting: int = 0
    """bytes that are under way"""
    vanished: int = 0
    """bytes that were swallowed"""


class Way:
    """One direction of one connection: bytes arrive late, in the order they were sent, or never."""

    def __init__(self, conditions: Conditions, chance: Random, wire: "Wire") -> None:
        self._conditions = conditions
        self._chance = chance
        self._wire = wire
        self._loop = asyncio.get_running_loop()
        self._under_way: deque[tuple[float, bytes | None]] = deque()
        self._last_due = 0.0
        self._timer: asyncio.TimerHandle | None = None
        self._dead = False
        self.target: asyncio.Transport | None = None
        """where it leads; None as long as that end is not connected"""
        self.ended = False
        """whether the end of what is said has been delivered"""

    def take(self, data: bytes | None) -> None:
        """Set out: bytes, or a FIN if they are empty; None is an RST."""
        late = self._chance.uniform(*self._conditions.delay)
        self._last_due = max(self._last_due, self._loop.time() + late)
        self._under_way.append((self._last_due, data))
        self._conditions.waiting += len(data or b"")
        self.go_on()

    def go_on(self) -> None:
        """Deliver what is due, as the conditions are now."""
        if self._timer:
            self._timer.cancel()
            self._timer = None
        while self._under_way and self.target and self._conditions.flow is not Flow.HOLDS:
            due, data = self._under_way[0]
            if due > self._loop.time():
                self._timer = self._loop.call_at(due, self.go_on)
                return
            self._under_way.popleft()
            self._conditions.waiting -= len(data or b"")
            self._deliver(self.target, data)
            if self._conditions.last and data and self._conditions.last(data):
                self._conditions.flow, self._conditions.last = Flow.HOLDS, None

    def stop(self) -> None:
        """Drop what is under way, and whatever comes."""
        self._dead = True
        self._conditions.waiting -= sum(len(data or b"") for _, data in self._under_way)
        self._under_way.clear()

    def _deliver(self, target: asyncio.Transport, data: bytes | None) -> None:
        vanishes = self._conditions.flow is Flow.SWALLOWS
        self._dead |= vanishes and not self._conditions.heals
        if self._dead or vanishes:
            self._conditions.vanished += len(data or b"")
            return
        if target.is_closing():
            return
        if data:
            target.write(data)
        elif data is None:
            self._wire.cut(reset=True)
        else:
            self.ended = True
            with suppress(OSError):  # it may have gone by now
                target.write_eof()
            self._wire.has_said()


class Wire:
    """One connection from a near end, who called, to a far one, who was called."""

    def __init__(self, up: Conditions, down: Conditions, chance: Random) -> None:
        self.up, self.down = Way(up, chance, self), Way(down, chance, self)
        self.near = _End(self, self.up, self.down)
        self.far = _End(self, self.down, self.up)

    @property
    def is_open(self) -> bool:
        """Whether an end of it is still connected."""
        return not all(way.target is None or way.target.is_closing() for way in self._ways)

    def go_on(self) -> None:
        """Take the conditions for what they are now."""
        for way in self._ways:
            way.go_on()

    def cut(self, *, reset: bool) -> None:
        """Break off at both ends; what is under way is lost.

        :param reset: with an RST, else with a FIN
        """
        for way in self._ways:
            way.stop()
            if way.target and reset:
                reset_at_once(way.target)
            elif way.target:
                way.target.close()

    def has_said(self) -> None:
        """Close it if both ends have said all that they have to say."""
        if all(way.ended for way in self._ways):
            self.cut(reset=False)

    @property
    def _ways(self) -> tuple[Way, Way]:
        return self.up, self.down


class _End(asyncio.Protocol):
    """What the line hears at one end of a wire."""

    def __init__(self, wire: Wire, leads_away: Way, leads_here: Way) -> None:
        self._wire = wire
        self._leads_away = leads_away
        self._leads_here = leads_here

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._leads_here.target = cast("asyncio.Transport", transport)
        self._leads_here.go_on()

    def data_received(self, data: bytes) -> None:
        self._leads_away.take(data)

    def eof_received(self) -> bool:
        """Keep the way back open: what is said there may still be under way."""
        self._leads_away.take(b"")
        return True

    def connection_lost(self, error: Exception | None) -> None:
        if error:  # nobody here has closed it
            self._leads_away.take(None)
