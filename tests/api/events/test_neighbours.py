"""The processes on one database know of each other's pages, by messages that nobody stores."""

import json

import pytest

from api.events.neighbours import HEARTBEAT, MOST_EDITED, SILENCE, Neighbours


class Time:
    """A clock that stands still, until a test moves it."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def time() -> Time:
    return Time()


def processes(time: Time, count: int) -> list[Neighbours]:
    return [Neighbours("public", clock=time) for _ in range(count)]


def deliver(*those: Neighbours) -> int:
    """Hand all messages on, to their senders as well, until none is due; return their number."""
    sent = 0
    while said := [message for each in those if (message := each.due())]:
        sent += len(said)
        for message in said:
            for each in those:
                each.take(message)
    return sent


def test_processes_know_the_pages_of_all_others(time: Time) -> None:
    one, two, three = processes(time, 3)
    one.tell(2, {7})
    two.tell(1, {7, 9})
    deliver(one, two, three)
    assert [each.pages for each in (one, two, three)] == [1, 2, 3]
    assert one.editing == {7, 9}
    assert two.editing == {7}


def test_a_process_that_comes_later_is_answered(time: Time) -> None:
    one, two = processes(time, 2)
    one.tell(2, {7})
    deliver(one)
    time.now += 100
    deliver(one, two)
    assert (two.pages, two.editing) == (2, {7})


def test_a_process_alone_sends_one_message(time: Time) -> None:
    (one,) = processes(time, 1)
    sent = deliver(one)
    for pages in range(1, 5):
        time.now += HEARTBEAT
        one.tell(pages, ())
        sent += deliver(one)
    assert sent == 1


def test_a_silent_process_counts_no_more(time: Time) -> None:
    one, two = processes(time, 2)
    two.tell(3, {7})
    deliver(one, two)
    told: list[int] = []
    one.on_change(lambda: told.append(one.pages))
    time.now += SILENCE + 1
    one.due()
    assert (one.pages, one.editing, told) == (0, set(), [0])


def test_a_process_that_lives_counts_for_ever(time: Time) -> None:
    one, two = processes(time, 2)
    two.tell(3, ())
    deliver(one, two)
    for _ in range(20):
        time.now += HEARTBEAT
        deliver(one, two)
    assert one.pages == 3


def test_a_process_that_ends_says_so(time: Time) -> None:
    one, two = processes(time, 2)
    two.tell(3, ())
    deliver(one, two)
    one.take(two.farewell())
    assert one.pages == 0


def test_a_lost_message_is_asked_for_on_a_new_connection(time: Time) -> None:
    one, two = processes(time, 2)
    deliver(one, two)
    two.tell(3, ())
    two.due()  # lost
    one.connect()
    deliver(one, two)
    assert one.pages == 3


def test_news_of_others_are_reported_and_heartbeats_are_not(time: Time) -> None:
    one, two = processes(time, 2)
    deliver(one, two)
    told: list[int] = []
    one.on_change(lambda: told.append(one.pages))
    for pages in (1, 1, 2):
        time.now += HEARTBEAT
        two.tell(pages, ())
        deliver(one, two)
    assert told == [1, 2]


def test_notes_of_another_schema_are_others(time: Time) -> None:
    one, two = Neighbours("public", clock=time), Neighbours("private", clock=time)
    two.tell(3, ())
    deliver(one, two)
    assert one.pages == 0


@pytest.mark.parametrize("said", ["", "{", "[]", '{"place": "public", "process": "x"}'])
def test_a_message_of_a_stranger_is_ignored(time: Time, said: str) -> None:
    (one,) = processes(time, 1)
    one.take(said)
    assert one.pages == 0


def test_a_message_is_short_enough_for_postgresql(time: Time) -> None:
    (one,) = processes(time, 1)
    one.tell(10**6, range(2**63 - 10 * MOST_EDITED, 2**63 - 1))
    said = one.due()
    assert said
    assert len(said) < 8000
    assert len(json.loads(said)["editing"]) == MOST_EDITED
