"""The line that tests speak over swallows, cuts and refuses, and is sound again."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import closing

import pytest

from tests.network.echo import Echo, calling, echoing
from tests.network.line import HOST, Line, in_background, line_to
from tests.support.waiting import eventually


@pytest.fixture
async def echo() -> AsyncIterator[Echo]:
    async with echoing() as made:
        yield made


@pytest.fixture
async def line(echo: Echo) -> AsyncIterator[Line]:
    async with line_to(echo.port) as made:
        yield made


async def test_swallowed_bytes_vanish_and_the_connection_stays_open(line: Line, echo: Echo) -> None:
    async with calling(line) as caller:
        line.swallow()
        caller.say(b"hello\n")
        await eventually(lambda: line.up.vanished == len(b"hello\n"))
        assert (line.open, echo.heard, echo.ended) == (1, [], 0)


async def test_the_way_back_alone_can_be_swallowed(line: Line, echo: Echo) -> None:
    async with calling(line) as caller:
        line.swallow("down")
        caller.say(b"hello\n")
        await eventually(lambda: line.down.vanished == len(b"hello\n"))
        assert (echo.heard, line.up.vanished) == ([b"hello\n"], 0)


async def test_a_connection_with_a_gap_is_dead_and_a_new_one_is_sound(
    line: Line, echo: Echo
) -> None:
    async with calling(line) as dead, calling(line) as silent:
        await silent.asks(b"first\n")
        line.swallow("up")
        dead.say(b"vanishes\n")
        await eventually(lambda: line.up.vanished > 0)
        line.mend()
        dead.say(b"vanishes too\n")
        await eventually(lambda: line.up.vanished == len(b"vanishes\nvanishes too\n"))
        await silent.asks(b"nothing of this was lost\n")
        async with calling(line) as new:
            await new.asks(b"hello\n")
    assert echo.heard == [b"first\n", b"nothing of this was lost\n", b"hello\n"]


async def test_a_connection_that_heals_goes_on_behind_a_gap(line: Line, echo: Echo) -> None:
    async with calling(line) as caller:
        line.swallow("up", heals=True)
        caller.say(b"vanishes\n")
        await eventually(lambda: line.up.vanished > 0)
        line.mend()
        await caller.asks(b"hello\n")
    assert echo.heard == [b"hello\n"]


async def test_a_cut_is_a_reset_at_both_ends(line: Line, echo: Echo) -> None:
    async with calling(line) as caller:
        await caller.asks(b"hello\n")
        line.cut()
        with pytest.raises(ConnectionResetError):
            await caller.hears()
        await eventually(lambda: echo.heard == [b"hello\n", b"reset"])


async def test_a_cut_can_be_an_orderly_end_at_both_ends(line: Line, echo: Echo) -> None:
    async with calling(line) as caller:
        await caller.asks(b"hello\n")
        line.cut(reset=False)
        assert await caller.hears() == b""
        await eventually(lambda: echo.ended == 1)
    assert echo.heard == [b"hello\n"]


async def test_after_a_cut_a_new_connection_is_sound(line: Line) -> None:
    line.cut()
    async with calling(line) as caller:
        await caller.asks(b"hello\n")


async def test_a_refusing_line_keeps_connections_and_makes_no_new_ones(line: Line) -> None:
    async with calling(line) as caller:
        await caller.asks(b"hello\n")
        line.refuse()
        with pytest.raises(ConnectionRefusedError):
            await asyncio.open_connection(HOST, line.port)
        await caller.asks(b"still here\n")
        port = line.port
        line.mend()
        async with calling(line) as other:
            await other.asks(b"hello\n")
        assert line.port == port


async def test_a_lost_line_has_no_connection_and_makes_none(line: Line) -> None:
    async with calling(line) as caller:
        await caller.asks(b"hello\n")
        line.lose()
        with pytest.raises(ConnectionResetError):
            await caller.hears()
        with pytest.raises(ConnectionRefusedError):
            await asyncio.open_connection(HOST, line.port)


async def test_a_reset_by_one_end_reaches_the_other(line: Line, echo: Echo) -> None:
    async with calling(line) as caller:
        await caller.asks(b"hello\n")
        caller.reset()
        await eventually(lambda: echo.heard == [b"hello\n", b"reset"])


async def test_a_line_without_a_server_breaks_a_connection_off() -> None:
    async with line_to(1) as line, calling(line) as caller:
        with pytest.raises(ConnectionResetError):
            await caller.hears()


async def test_a_line_in_a_thread_is_switched_from_another_one(echo: Echo) -> None:
    """And has done what it was told when it has been told: selenium waits for nothing."""
    with closing(in_background(echo.port)) as line:
        async with calling(line) as caller:
            await caller.asks(b"hello\n")
            line.lose()
            with pytest.raises(ConnectionResetError):
                await caller.hears()
            with pytest.raises(ConnectionRefusedError):
                await asyncio.open_connection(HOST, line.port)
            line.mend()
        async with calling(line) as caller:
            await caller.asks(b"hello\n")
