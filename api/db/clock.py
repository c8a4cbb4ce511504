"""Whether the clock can be trusted with what can't be taken back: what goes for good by age.

A wall clock may be set wrong, for one start or for a moment. So it is held against a clock that
nobody sets, and against the last moment that any start on this database has seen. Only after a day
without a contradiction does anything go for good.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import delete, insert, select
from sqlalchemy.engine import Connection
from sqlmodel import col

from api.db.database import Database
from api.db.tables import NoteClock

DAY: Final = timedelta(days=1)
SLACK: Final = timedelta(minutes=5)
"""by how much two clocks may differ from one look to the next, or a start lie before the last"""
REMEMBERED: Final = timedelta(minutes=30)
"""what was seen less long ago is not written down again"""
CLOCK: Final = (col(NoteClock.seen_at), col(NoteClock.steady))


def wall_clock() -> datetime:
    """What the machine takes for now."""
    return datetime.now(UTC)


def steady_clock() -> timedelta:
    """A clock that nobody sets, and that goes on while the machine sleeps, where there is one."""
    if hasattr(time, "CLOCK_BOOTTIME"):
        return timedelta(seconds=time.clock_gettime(time.CLOCK_BOOTTIME))
    return timedelta(seconds=time.monotonic())


@dataclass(frozen=True, slots=True)
class Clocks:
    """The two clocks of a machine.

    :param wall: the one by which notes and drafts have their age
    :param steady: one that nobody sets
    """

    wall: Callable[[], datetime] = wall_clock
    steady: Callable[[], timedelta] = steady_clock


CLOCKS: Final = Clocks()


class PassingTime:
    """Sees time pass, from look to look, and remembers it in the database.

    Looks may be as far apart as a day.
    """

    def __init__(self, database: Database, clocks: Clocks) -> None:
        self._database = database
        self._clocks = clocks
        self._last: tuple[datetime, timedelta] | None = None

    async def is_sure(self) -> bool:
        """Look at the clocks; return whether the wall clock has been right for a day.

        It counts from the last jump on: from when the wall clock went otherwise than the steady
        one, or a look was more than a day later than the one before, of whatever process.

        :raises DatabaseUnusable: if it can't be read or written down
        """
        now, steady = self._clocks.wall(), self._clocks.steady()
        last, last_steady = self._last or (now, steady)
        passed = steady - last_steady
        jumped = abs(now - last - passed) > SLACK
        with self._database.snapshot() as connection:
            seen, due = _seen(connection, now, passed, jumped)
        if due:  # and not at each start, when others may be just about to write
            seen = await self._database.write(lambda writing: _see(writing, now, passed, jumped))
        self._last = now, steady  # and not where that failed: the jump is still to be told
        return seen >= DAY


def _see(connection: Connection, now: datetime, passed: timedelta, jumped: bool) -> timedelta:
    seen, _ = _seen(connection, now, passed, jumped)
    connection.execute(delete(NoteClock))
    connection.execute(insert(NoteClock).values(id=1, seen_at=now, steady=seen.total_seconds()))
    return seen


def _seen(
    connection: Connection, now: datetime, passed: timedelta, jumped: bool
) -> tuple[timedelta, bool]:
    """How much time was seen to pass since the last jump, and whether to write that down."""
    row = connection.execute(select(*CLOCK)).first()
    since = now - row.seen_at if row else passed
    if jumped or not -SLACK <= since <= DAY:
        return timedelta(0), True
    before = timedelta(seconds=row.steady) if row else timedelta(0)
    # Of several processes on one file each sees the same time pass.
    return min(before + max(min(passed, since), timedelta(0)), DAY), since >= REMEMBERED
