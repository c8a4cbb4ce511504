"""Writes of one lane follow each other; others do not wait for them."""

import asyncio
from collections.abc import Hashable

import pytest

from notes_ui.ports.remote.lanes import Lanes


class Write:
    """A write that ends when it is told to."""

    def __init__(self, order: list[str], name: str) -> None:
        self._order, self._name = order, name
        self.may_end = asyncio.Event()

    async def __call__(self) -> str:
        self._order.append(self._name)
        await self.may_end.wait()
        return self._name


async def turns() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


async def test_a_write_waits_for_earlier_ones_of_its_lanes() -> None:
    lanes, order = Lanes(), list[str]()
    writes = [Write(order, name) for name in ("tab", "note", "both", "other")]
    keys: list[set[Hashable]] = [{"a"}, {1}, {"a", 1}, {"b"}]
    pairs = zip(keys, writes, strict=True)
    running = [asyncio.ensure_future(lanes.run(key, write)) for key, write in pairs]
    await turns()
    assert order == ["tab", "note", "other"]
    for write in writes:
        write.may_end.set()
    assert await asyncio.gather(*running) == ["tab", "note", "both", "other"]
    assert not lanes.busy


async def test_a_failed_write_does_not_hold_up_the_next() -> None:
    async def fail() -> None:
        raise ValueError

    lanes, order = Lanes(), list[str]()
    write = Write(order, "next")
    write.may_end.set()
    failing = asyncio.ensure_future(lanes.run({"a"}, fail))
    assert await lanes.run({"a"}, write) == "next"
    with pytest.raises(ValueError):  # noqa: PT011  # it has no words
        await failing


async def test_a_write_goes_on_if_its_caller_is_gone() -> None:
    lanes, order = Lanes(), list[str]()
    first, second = Write(order, "first"), Write(order, "second")
    caller = asyncio.ensure_future(lanes.run({"a"}, first))
    await turns()
    caller.cancel()
    following = asyncio.ensure_future(lanes.run({"a"}, second))
    await turns()
    assert order == ["first"]
    for write in (first, second):
        write.may_end.set()
    assert await following == "second"


async def test_a_lane_settles_when_its_writes_are_done() -> None:
    lanes, order = Lanes(), list[str]()
    write = Write(order, "tab")
    running = asyncio.ensure_future(lanes.run({"a"}, write))
    await lanes.settled("b")
    settled = asyncio.ensure_future(lanes.settled("a"))
    await turns()
    assert not settled.done()
    write.may_end.set()
    await settled
    assert await running == "tab"
