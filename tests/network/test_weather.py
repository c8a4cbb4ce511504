"""Bad weather over a line is that of its seed, and passes."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from tests.network.echo import Echo, calling, echoing
from tests.network.line import Line, line_to
from tests.network.weather import KINDS, LONGEST, blow, forecast
from tests.support.waiting import PATIENCE


@pytest.fixture
async def echo() -> AsyncIterator[Echo]:
    async with echoing() as made:
        yield made


@pytest.fixture
async def line(echo: Echo) -> AsyncIterator[Line]:
    async with line_to(echo.port) as made:
        yield made


def test_the_weather_is_that_of_its_seed() -> None:
    one, again, other = (list(forecast(seed, 600)) for seed in (1, 1, 2))
    assert one == again != other


def test_the_weather_fills_its_time_and_is_calm_between_the_faults() -> None:
    spells = list(forecast(3, 3600))
    assert sum(spell.seconds for spell in spells) == pytest.approx(3600)
    assert all(spell.kind == "calm" for spell in spells[::2])
    assert {spell.kind for spell in spells[1::2]} == set(KINDS)
    assert max(spell.seconds for spell in spells) <= LONGEST


async def test_after_the_weather_the_line_is_sound(line: Line) -> None:
    await blow(line, seed=4, seconds=2.0)
    async with calling(line) as caller:
        await caller.asks(b"hello\n")


async def test_weather_that_is_stopped_leaves_a_sound_line(line: Line) -> None:
    stop = asyncio.Event()
    weather = asyncio.create_task(blow(line, 5, 3600, stop))
    await asyncio.sleep(0)
    stop.set()
    async with asyncio.timeout(PATIENCE):
        await weather
    async with calling(line) as caller:
        await caller.asks(b"hello\n")
