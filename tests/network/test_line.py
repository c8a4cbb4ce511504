"""The line that tests speak over carries, delays and holds."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from websockets.extensions.permessage_deflate import PerMessageDeflate
from websockets.frames import Frame, Opcode

from tests.network.echo import Echo, calling, echoing
from tests.network.line import HOST, Line, line_to
from tests.network.messages import messages, says
from tests.support.waiting import PATIENCE, eventually

LATE = 0.2
"""seconds"""


@pytest.fixture
async def echo() -> AsyncIterator[Echo]:
    async with echoing() as made:
        yield made


@pytest.fixture
async def line(echo: Echo) -> AsyncIterator[Line]:
    async with line_to(echo.port) as made:
        yield made


async def test_a_sound_line_carries_both_ways_for_many_at_once(line: Line) -> None:
    async with calling(line) as one, calling(line) as other:
        for caller in (one, other, one):
            await caller.asks(b"hello\n")
        assert line.open == 2


async def test_a_large_message_arrives_whole(line: Line) -> None:
    async with calling(line) as caller:
        await caller.asks(b"x" * 60_000 + b"\n")


async def test_a_delay_is_taken_each_way(echo: Echo) -> None:
    async with line_to(echo.port, delay=LATE) as line, calling(line) as caller:
        assert await caller.asks(b"hello\n") >= 2 * LATE
        line.delay(LATE, "up")
        line.delay(0, "down")
        assert LATE <= await caller.asks(b"hello\n")


async def test_messages_travel_together_through_a_delay(echo: Echo) -> None:
    """A delay is a distance: a hundred messages take as long as one."""
    many = [b"%d\n" % number for number in range(100)]
    async with line_to(echo.port, delay=LATE) as line, calling(line) as caller:
        async with asyncio.timeout(100 * LATE):
            for said in many:
                caller.say(said)
                await asyncio.sleep(0)
            assert [await caller.hears() for _ in many] == many


async def test_the_order_is_kept_however_the_delay_varies(echo: Echo) -> None:
    many = [b"%d\n" % number for number in range(100)]
    async with line_to(echo.port, delay=(0.0, 0.05), seed=1) as line, calling(line) as caller:
        for said in many:
            caller.say(said)
            await asyncio.sleep(0)
        assert [await caller.hears() for _ in many] == many


async def test_held_bytes_arrive_when_the_line_is_mended(line: Line, echo: Echo) -> None:
    async with calling(line) as caller:
        await caller.asks(b"before\n")
        line.hold("up")
        caller.say(b"held\n")
        await eventually(lambda: line.up.waiting == len(b"held\n"))
        assert echo.heard == [b"before\n"]
        line.mend()
        assert await caller.hears() == b"held\n"


async def test_the_way_back_alone_can_be_held(line: Line, echo: Echo) -> None:
    async with calling(line) as caller:
        line.hold("down")
        caller.say(b"hello\n")
        await eventually(lambda: line.down.waiting == len(b"hello\n"))
        assert echo.heard == [b"hello\n"]
        line.mend()
        assert await caller.hears() == b"hello\n"


async def test_bytes_after_a_certain_piece_can_be_held(line: Line, echo: Echo) -> None:
    async with calling(line) as caller:
        line.hold_behind(lambda piece: b"last" in piece, "down")
        await caller.asks(b"first\n")
        await caller.asks(b"last\n")
        caller.say(b"held\n")
        await eventually(lambda: line.down.waiting == len(b"held\n"))
        line.mend()
        assert await caller.hears() == b"held\n"
        await caller.asks(b"last\n")
        await caller.asks(b"nothing is held any more\n")


@pytest.mark.parametrize("size", [5, 300, 70_000])
@pytest.mark.parametrize("compressed", [False, True])
def test_the_messages_of_a_websocket_can_be_read(size: int, compressed: bool) -> None:
    extension = PerMessageDeflate(True, True, 15, 15)
    texts = [(letter * size).encode() for letter in "ab"]
    frames = [Frame(Opcode.TEXT, text) for text in texts]
    used = [extension] if compressed else []
    piece = b"".join(frame.serialize(mask=False, extensions=used) for frame in frames)
    assert list(messages(piece)) == texts
    assert says("b")(piece)
    assert not says("c")(piece)


async def test_the_end_of_what_is_said_arrives_behind_it(echo: Echo) -> None:
    async with line_to(echo.port, delay=LATE) as line:
        reader, writer = await asyncio.open_connection(HOST, line.port)
        writer.write(b"hello\n")
        writer.write_eof()
        async with asyncio.timeout(PATIENCE):
            assert await reader.read() == b"hello\n"
        await eventually(lambda: line.open == 0)
        writer.close()
