"""Nothing goes for good by age because of a clock that is wrong."""

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from api import backend as parts
from api.backend import Backend
from api.db.clock import Clocks, steady_clock
from api.db.errors import DatabaseBusy
from api.settings import Settings
from tests.api.support.opened import sql, start, watch_the_clock
from tests.support.waiting import eventually

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


class Machine:
    """Its clocks stand still until they are moved."""

    def __init__(self) -> None:
        self.wall = datetime.now(UTC)
        self.steady = timedelta(0)
        self.asked = 0
        """how often somebody has asked for the wall clock"""

    def tell(self) -> datetime:
        self.asked += 1
        return self.wall

    def pass_by(self, time: timedelta) -> None:
        self.wall += time
        self.steady += time

    @asynccontextmanager
    async def running(self, file: Path, busy_timeout: float = 5) -> AsyncIterator[Backend]:
        clocks = Clocks(self.tell, lambda: self.steady)
        settings = Settings(database_url=f"sqlite:///{file}", busy_timeout=busy_timeout)
        backend = Backend(settings, clocks=clocks)
        async with backend.running():
            yield backend

    async def sure_after(self, backend: Backend, hours: int) -> bool:
        """Look each hour; return whether it is sure at the end, and was not before."""
        for _ in range(hours):
            assert not await backend.time.is_sure()
            self.pass_by(HOUR)
        return await backend.time.is_sure()


@pytest.fixture
def machine() -> Machine:
    return Machine()


@pytest.fixture
async def known(database: Path) -> Path:
    """A database whose last start was just now, by a clock that was right for long."""
    await start(database)
    with sql(database) as other:
        watch_the_clock(other)
    return database


@pytest.fixture
def bin_of_now(known: Path) -> Iterator[sqlite3.Connection]:
    """What was thrown away, typed and answered just now."""
    with sql(known) as other:
        other.execute("INSERT INTO note (title, trashed) VALUES ('milk', 1)")
        other.execute(
            "INSERT INTO note_draft (tab, note_id, title, description, base)"
            " VALUES ('tab', 0, 'typed', '', '')"
        )
        other.execute("INSERT INTO answered (key, asked, answer) VALUES ('key', '', '')")
        yield other


def kept(connection: sqlite3.Connection) -> tuple[int, int, int]:
    """How many notes, drafts and answers to requests there are."""
    (found,) = connection.execute(
        "SELECT (SELECT count(*) FROM note), (SELECT count(*) FROM note_draft),"
        " (SELECT count(*) FROM answered)"
    )
    notes, drafts, answers = found
    return notes, drafts, answers


async def test_a_start_31_days_ahead_empties_nothing(
    known: Path, bin_of_now: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The clock is asked before each of three deletions; the fourth time is of the next round."""
    monkeypatch.setattr(parts, "TIDY", 0.01)
    machine = Machine()
    machine.wall += 31 * DAY
    for module in ("store", "drafts.store", "idempotency"):
        monkeypatch.setattr(f"api.notes.{module}.datetime", ahead(machine))
    for _ in range(3):
        machine.asked = 0
        async with machine.running(known):
            await eventually(lambda: machine.asked > 3)  # for the trash, drafts and answers
        assert kept(bin_of_now) == (1, 1, 1)


def ahead(machine: Machine) -> type[datetime]:
    """What notes and drafts take for now, of the same clock."""

    class Ahead(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
            return machine.wall

    return Ahead


async def test_a_clock_that_was_right_last_time_is_trusted_at_once(
    known: Path, machine: Machine
) -> None:
    machine.wall += 23 * HOUR
    async with machine.running(known) as backend:
        assert await backend.time.is_sure()


@pytest.mark.parametrize("jump", [25 * HOUR, 31 * DAY, -1 * HOUR, -31 * DAY], ids=str)
async def test_after_a_jump_between_two_starts_a_day_must_pass(
    known: Path, machine: Machine, jump: timedelta
) -> None:
    machine.wall += jump
    async with machine.running(known) as backend:
        assert await machine.sure_after(backend, 24)


@pytest.mark.parametrize("jump", [10 * timedelta(minutes=1), 31 * DAY, -31 * DAY], ids=str)
async def test_after_a_jump_during_a_run_a_day_must_pass(
    known: Path, machine: Machine, jump: timedelta
) -> None:
    async with machine.running(known) as backend:
        assert await backend.time.is_sure()
        machine.pass_by(HOUR)
        machine.wall += jump
        assert await machine.sure_after(backend, 24)


async def test_a_jump_that_could_not_be_written_down_is_not_forgotten(
    known: Path, machine: Machine, bin_of_now: sqlite3.Connection
) -> None:
    async with machine.running(known, busy_timeout=0) as backend:
        assert await backend.time.is_sure()
        machine.wall += 12 * HOUR
        bin_of_now.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseBusy):
            await backend.time.is_sure()
        bin_of_now.execute("ROLLBACK")
        assert not await backend.time.is_sure()


async def test_a_clock_that_jumps_back_is_doubted_for_another_day(
    known: Path, machine: Machine
) -> None:
    machine.wall += 31 * DAY
    async with machine.running(known) as backend:
        for _ in range(23):
            machine.pass_by(HOUR)
            assert not await backend.time.is_sure()
    machine.wall -= 31 * DAY
    async with machine.running(known) as backend:
        assert await machine.sure_after(backend, 24)


async def test_the_day_may_be_seen_by_several_starts(known: Path, machine: Machine) -> None:
    machine.wall += 31 * DAY
    for _ in range(2):
        async with machine.running(known) as backend:
            for _ in range(12):
                assert not await backend.time.is_sure()
                machine.pass_by(HOUR)
            sure = await backend.time.is_sure()
        machine.wall += 12 * HOUR
    assert sure


async def test_a_machine_that_sleeps_for_weeks_is_a_day_late(known: Path, machine: Machine) -> None:
    async with machine.running(known) as backend:
        machine.pass_by(20 * DAY)
        assert await machine.sure_after(backend, 24)


async def test_several_programs_on_one_file_count_the_same_day_once(
    known: Path, machine: Machine
) -> None:
    machine.wall += 31 * DAY
    async with machine.running(known) as one, machine.running(known) as other:
        hours = 0
        while not await one.time.is_sure() and not await other.time.is_sure():
            machine.pass_by(HOUR)
            hours += 1
        assert hours >= 24, "the claim; each looks once an hour, so that it may be some hours more"


async def test_of_a_database_that_was_never_open_nothing_is_known(
    database: Path, machine: Machine
) -> None:
    async with machine.running(database) as backend:
        assert await machine.sure_after(backend, 24)


async def test_two_looks_may_be_as_far_apart_as_a_day(known: Path, machine: Machine) -> None:
    async with machine.running(known) as backend:
        machine.pass_by(HOUR)
        assert await backend.time.is_sure()
        machine.pass_by(DAY)
        assert await backend.time.is_sure()


def test_without_a_clock_of_the_boot_the_monotonic_one_is_steady(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delattr(time, "CLOCK_BOOTTIME", raising=False)
    before = timedelta(seconds=time.monotonic())
    assert before <= steady_clock() <= timedelta(seconds=time.monotonic())


async def test_the_steady_clock_goes_on() -> None:
    before = steady_clock()
    await asyncio.sleep(0)
    assert steady_clock() >= before
