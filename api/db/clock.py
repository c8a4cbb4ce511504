"""Decides whether the wall clock is trusted for deletion by age, which can't be undone.

A wall clock may be set wrong, for one start or for a moment. So it is compared with a monotonic
clock, and with the last time that any process has stored in this database. Nothing is deleted by
age until a day has passed without a contradiction.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import delete, insert, select
from sqlalchemy.engine import Connection
from sqlmodel import col

from api.db.storage import Storage
from api.db.tables import NoteClock

DAY: Final = timedelta(days=1)
SLACK: Final = timedelta(minutes=5)
"""how far the clocks may differ between two checks, or a start may be before the stored time"""
REMEMBERED: Final = timedelta(minutes=30)
"""the stored time is updated only when it is older than this"""
CLOCK: Final = (col(NoteClock.seen_at), col(NoteClock.steady))


def wall_clock() -> datetime:
    """The machine's current time."""
    return datetime.now(UTC)


def steady_clock() -> timedelta:
    """A monotonic clock; one that also runs while the machine sleeps, if there is one."""
    if hasattr(time, "CLOCK_BOOTTIME"):
        return timedelta(seconds=time.clock_gettime(time.CLOCK_BOOTTIME))
    return timedelta(seconds=time.monotonic())


@dataclass(frozen=True, slots=True)
class Clocks:
    """The two clocks of a machine.

    :param wall: the clock that dates notes and drafts
    :param steady: a monotonic clock
    """

    wall: Callable[[], datetime] = wall_clock
    steady: Callable[[], timedelta] = steady_clock


CLOCKS: Final = Clocks()


class PassingTime:
    """Measures the time that passes between checks, and stores it in the database.

    Checks may be up to a day apart.
    """

    def __init__(self, database: Storage, clocks: Clocks) -> None:
        self._database = database
        self._clocks = clocks
        self._last: tuple[datetime, timedelta] | None = None

    async def is_sure(self) -> bool:
        """Compare the clocks; return whether the wall clock has been right for a day.

        The day starts at the last jump: when the two clocks differed, or when a check was more than
        a day after the previous one, of any process.

        :raises DatabaseUnusable: if the time can't be read or stored
        """
        now, steady = self._clocks.wall(), self._clocks.steady()
        last, last_steady = self._last or (now, steady)
        passed = steady - last_steady
        jumped = abs(now - last - passed) > SLACK
        with self._database.snapshot() as connection:
            seen, due = _seen(connection, now, passed, jumped)
        if due:  # not at each start, when others may be about to write
            seen = await self._database.write(lambda writing: _see(writing, now, passed, jumped))
        self._last = now, steady  # not if that failed: the jump must still be stored
        return seen >= DAY


def _see(connection: Connection, now: datetime, passed: timedelta, jumped: bool) -> timedelta:
    seen, _ = _seen(connection, now, passed, jumped)
    connection.execute(delete(NoteClock))
    connection.execute(insert(NoteClock).values(id=1, seen_at=now, steady=seen.total_seconds()))
    return seen


def _seen(
    connection: Connection, now: datetime, passed: timedelta, jumped: bool
) -> tuple[timedelta, bool]:
    """The time that has passed since the last jump, and whether to store it."""
    row = connection.execute(select(*CLOCK)).first()
    since = now - row.seen_at if row else passed
    if jumped or not -SLACK <= since <= DAY:
        return timedelta(0), True
    before = timedelta(seconds=row.steady) if row else timedelta(0)
    # Several processes on one file measure the same time.
    return min(before + max(min(passed, since), timedelta(0)), DAY), since >= REMEMBERED
