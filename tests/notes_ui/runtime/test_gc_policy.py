"""Closed pages are collected when they are enough, at a quiet moment, and not before."""

import asyncio
import gc

import pytest

from notes_ui.runtime import gc_policy
from notes_ui.runtime.gc_policy import FEWEST_CLOSED, ClosedPages
from tests.notes_ui.support.reader import eventually


@pytest.fixture
def collections(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Counts the collections that are asked for, and looks often."""
    made: list[int] = []
    monkeypatch.setattr(gc_policy, "LOOK", 0.001)
    monkeypatch.setattr(gc, "collect", lambda: made.append(1))
    return made


async def test_a_few_closed_pages_are_left_alone(collections: list[int]) -> None:
    closed = ClosedPages(still_open=lambda: 0, busy=lambda: False)
    before = asyncio.all_tasks()
    for _ in range(FEWEST_CLOSED - 1):
        closed.add()
    assert asyncio.all_tasks() == before, "nothing waits for a quiet moment"


async def test_enough_closed_pages_are_collected_once(collections: list[int]) -> None:
    closed = ClosedPages(still_open=lambda: 0, busy=lambda: False)
    for _ in range(FEWEST_CLOSED + 1):
        closed.add()
    await eventually(lambda: collections == [1])
    before = asyncio.all_tasks()
    for _ in range(FEWEST_CLOSED - 1):
        closed.add()
    assert asyncio.all_tasks() == before, "they are counted anew"
    closed.add()
    await eventually(lambda: collections == [1, 1])


async def test_with_many_open_pages_a_quarter_of_them_is_enough(collections: list[int]) -> None:
    closed = ClosedPages(still_open=lambda: 400, busy=lambda: False)
    before = asyncio.all_tasks()
    for _ in range(99):
        closed.add()
    assert asyncio.all_tasks() == before
    closed.add()
    await eventually(lambda: collections == [1])


async def test_collection_waits_for_a_quiet_moment_but_not_for_ever(
    collections: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[bool] = []

    def busy() -> bool:
        looks.append(True)
        return True

    closed = ClosedPages(still_open=lambda: 0, busy=busy)
    for _ in range(FEWEST_CLOSED):
        closed.add()
    await eventually(lambda: collections == [1])
    assert len(looks) == gc_policy.PATIENCE
