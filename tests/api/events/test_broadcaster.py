"""The broadcaster: everyone who listens is told, whatever happens to the others."""

import asyncio

import pytest

from api.events.broadcaster import Broadcaster
from tests.api.support.told import Page


async def test_everyone_is_told(broadcaster: Broadcaster, pages: list[Page]) -> None:
    broadcaster.announce()
    await pages[-1].hears()

    assert [page.told for page in pages] == [1, 1, 1]
    assert len(broadcaster) == 3


async def test_a_burst_costs_each_listener_one_call(
    broadcaster: Broadcaster, pages: list[Page]
) -> None:
    for _ in range(500):
        broadcaster.announce()
    await pages[-1].hears()
    broadcaster.announce()
    await pages[-1].hears()

    assert [page.told for page in pages] == [2, 2, 2]


async def test_one_failure_is_logged_and_the_others_are_told(
    broadcaster: Broadcaster, pages: list[Page], caplog: pytest.LogCaptureFixture
) -> None:
    broadcaster.unsubscribe(pages[2].refresh)

    async def fail() -> None:
        raise RuntimeError("no such element")

    broadcaster.subscribe(fail)
    broadcaster.subscribe(pages[2].refresh)
    for _ in range(2):
        broadcaster.announce()
        await pages[2].hears()

    assert [page.told for page in pages] == [2, 2, 2]
    assert [record.levelname for record in caplog.records] == ["ERROR", "ERROR"]
    assert "no such element" in caplog.text


async def test_one_that_failed_is_told_again_without_more_news(
    broadcaster: Broadcaster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.events.broadcaster.RETRY", 0.01)
    page = Page()

    async def fail_once() -> None:
        await page.refresh()
        if page.told == 1:
            raise RuntimeError("no such element")

    broadcaster.subscribe(fail_once)
    broadcaster.announce()
    for told in (1, 2):
        await page.hears()
        assert page.told == told


async def test_a_listeners_cancelled_task_does_not_end_the_rounds(
    broadcaster: Broadcaster,
) -> None:
    page = Page()

    async def await_what_was_cancelled() -> None:
        read = asyncio.get_running_loop().create_future()
        read.cancel()
        await read

    broadcaster.subscribe(await_what_was_cancelled)
    broadcaster.subscribe(page.refresh)
    broadcaster.announce()
    await page.hears()


async def test_one_who_leaves_is_told_no_more(broadcaster: Broadcaster, pages: list[Page]) -> None:
    broadcaster.unsubscribe(pages[0].refresh)
    broadcaster.unsubscribe(pages[0].refresh)
    broadcaster.announce()
    await pages[-1].hears()

    assert [page.told for page in pages] == [0, 1, 1]
    assert len(broadcaster) == 2


async def test_a_refresh_for_one_page_reaches_only_that_page(
    broadcaster: Broadcaster, pages: list[Page]
) -> None:
    broadcaster.announce_to(pages[1].refresh)
    await pages[1].hears()
    assert [page.told for page in pages] == [0, 1, 0]

    broadcaster.announce_to(pages[0].refresh)
    broadcaster.announce()
    await pages[-1].hears()
    assert [page.told for page in pages] == [1, 2, 1]

    broadcaster.unsubscribe(pages[0].refresh)
    broadcaster.announce_to(pages[0].refresh)
    broadcaster.announce_to(pages[2].refresh)
    await pages[-1].hears()
    assert [page.told for page in pages] == [1, 2, 2]
