"""The broadcaster's rounds: what happens during one, and what comes between two listeners."""

import asyncio
import time

from api.events.broadcaster import Broadcaster
from tests.api.support.told import Page
from tests.support.waiting import PATIENCE, eventually


def busy_for(seconds: float) -> None:
    """Take the processor, as repainting does."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        pass


async def test_news_during_a_round_make_one_more_round(
    broadcaster: Broadcaster, pages: list[Page]
) -> None:
    """Those told before the news came in would otherwise miss them."""

    async def bring_news() -> None:
        broadcaster.unsubscribe(bring_news)
        for _ in range(10):
            broadcaster.announce()

    broadcaster.subscribe(bring_news)
    for rounds in (2, 3):
        broadcaster.announce()
        await eventually(lambda: pages[-1].told == rounds)  # noqa: B023  # awaited within the loop

    assert [page.told for page in pages] == [3, 3, 3]


async def test_news_that_keep_coming_leave_the_event_loop_its_turn(
    broadcaster: Broadcaster,
) -> None:
    """A page that reads may find the next commit, and so bring news itself, again and again."""
    turns = told = 0

    async def bring_more() -> None:
        nonlocal told
        told += 1
        busy_for(0.0001)
        if told < 200:
            broadcaster.announce()

    broadcaster.subscribe(bring_more)
    broadcaster.announce()
    async with asyncio.timeout(PATIENCE):
        while told < 200:
            turns += 1
            await asyncio.sleep(0)

    assert turns >= 10


async def test_one_who_leaves_during_a_round_is_told_no_more(broadcaster: Broadcaster) -> None:
    first, gone, last = Page(), Page(), Page()

    async def close_the_other() -> None:
        broadcaster.unsubscribe(gone.refresh)

    for listener in (first.refresh, close_the_other, gone.refresh, last.refresh):
        broadcaster.subscribe(listener)
    broadcaster.announce()
    await last.hears()

    assert (first.told, gone.told, last.told) == (1, 0, 1)


async def test_one_who_comes_during_a_round_is_told_of_the_next_news(
    broadcaster: Broadcaster, pages: list[Page]
) -> None:
    late = Page()

    async def open_another() -> None:
        broadcaster.unsubscribe(open_another)
        broadcaster.subscribe(late.refresh)

    broadcaster.subscribe(open_another)
    for _ in range(2):
        broadcaster.announce()
        await pages[-1].hears()
    await late.hears()

    assert late.told == 1


async def test_the_event_loop_has_its_turn_while_pages_repaint(broadcaster: Broadcaster) -> None:
    """Else a thousand pages repaint in one go, and a REST caller waits for all of them."""
    turns = 0
    told_in_turn: list[int] = []

    def open_page() -> None:
        async def repaint_for_3_ms() -> None:
            told_in_turn.append(turns)
            busy_for(0.003)

        broadcaster.subscribe(repaint_for_3_ms)

    for _ in range(10):
        open_page()
    broadcaster.announce()
    async with asyncio.timeout(PATIENCE):
        while len(told_in_turn) < 10:
            turns += 1
            await asyncio.sleep(0)

    assert told_in_turn == sorted(set(told_in_turn)), "each was told in another turn"


async def test_listeners_pause_while_requests_wait() -> None:
    waiting = ["a request"] * 3
    broadcaster = Broadcaster(gives_way=lambda: bool(waiting and waiting.pop()))
    await broadcaster.breathe()
    assert waiting == []


async def test_a_pause_is_bounded_even_if_requests_wait() -> None:
    broadcaster = Broadcaster(gives_way=lambda: True)
    async with asyncio.timeout(PATIENCE):
        await broadcaster.breathe()


async def test_rounds_that_are_cancelled_end_whatever_a_listener_waits_for() -> None:
    broadcaster, told = Broadcaster(), asyncio.Event()

    async def wait_for_ever() -> None:
        told.set()
        await asyncio.Event().wait()

    broadcaster.subscribe(wait_for_ever)
    rounds = asyncio.create_task(broadcaster.run())
    broadcaster.announce()
    await told.wait()
    rounds.cancel()
    await asyncio.wait({rounds}, timeout=PATIENCE)
    assert rounds.cancelled()


async def test_the_duration_of_a_round_is_reported_if_anybody_listens() -> None:
    taken: list[float] = []
    broadcaster, page = Broadcaster(made=taken.append), Page()
    assert (broadcaster.rounds, broadcaster.at_work) == (0, False)
    rounds = asyncio.create_task(broadcaster.run())
    broadcaster.announce()
    await eventually(lambda: broadcaster.rounds == 1 and not broadcaster.at_work)
    assert taken == []

    broadcaster.subscribe(page.refresh)
    broadcaster.announce()
    await eventually(lambda: len(taken) == 1)
    assert taken[0] >= 0
    rounds.cancel()
