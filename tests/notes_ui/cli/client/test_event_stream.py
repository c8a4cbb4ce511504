"""The change stream, resumed by itself: a server breaks off where the test wants it to."""

import json
from collections.abc import Iterator
from itertools import islice

import pytest

from notes_ui.cli.client import event_stream
from notes_ui.cli.client.event_stream import Following
from notes_ui.cli.client.notes import NotesClient
from notes_ui.cli.exit_codes import Failure, OutOfReach, Refused
from notes_ui.cli.types import Change, Note
from tests.notes_ui.cli.conftest import served
from tests.notes_ui.cli.support.notes import note
from tests.notes_ui.cli.support.stand_in import BREAK, HOLD, Answer, StandIn

STREAM = {"content-type": "text/event-stream"}
SOON = b"retry: 1\n\n"


def event(revision: int, action: str = "create", of: Note | None = None) -> bytes:
    return f"id: {revision}\nevent: {action}\ndata: {json.dumps(of or note())}\n\n".encode()


def stream(*pieces: bytes) -> Answer:
    return Answer(pieces, headers=STREAM)


def heard(stand_in: StandIn, count: int, **options: object) -> list[Change]:
    with served(stand_in) as url, NotesClient(url) as server:
        found: Iterator[Change] = Following(server, {}, **options).changes()  # type: ignore[arg-type]
        return list(islice(found, count))


def test_each_change_is_received_once_across_a_break(capfd: pytest.CaptureFixture[str]) -> None:
    """The piece that was cut off comes again, whole."""
    server = StandIn(
        stream(SOON, event(1), event(2, "update"), event(3)[:20], BREAK),
        stream(SOON, event(3, "delete"), HOLD),
    )
    assert [change[:2] for change in heard(server, 3)] == [
        (1, "create"),
        (2, "update"),
        (3, "delete"),
    ]
    first, second = server.asked
    assert "last-event-id" not in first.headers
    assert second.headers["last-event-id"] == "2"
    lost, found = capfd.readouterr().err.splitlines()[-2:]
    assert "Reconnecting" in lost
    assert found == "The server is back."


def test_a_place_without_a_change_is_a_place_to_go_on_from() -> None:
    server = StandIn(stream(SOON, b":\nid: 7\n\n", BREAK), stream(SOON, event(8), HOLD))
    assert [change.revision for change in heard(server, 1)] == [8]
    assert server.asked[1].headers["last-event-id"] == "7"


def test_a_break_before_anything_was_heard_tells_of_missing_changes(
    capfd: pytest.CaptureFixture[str],
) -> None:
    heard(StandIn(stream(SOON, BREAK), stream(event(8), HOLD)), 1)
    assert "made meanwhile are missing" in capfd.readouterr().err


def test_a_stream_begins_after_the_given_revision() -> None:
    server = StandIn(stream(event(5), HOLD))
    heard(server, 1, since=4)
    assert server.asked[0].headers["last-event-id"] == "4"


def test_a_server_that_is_away_for_long_is_lost_and_found_once(
    capfd: pytest.CaptureFixture[str],
) -> None:
    away = Answer(status=502, headers={"retry-after": "0"})
    server = StandIn(stream(SOON, event(1)), away, away, away, stream(event(2), HOLD))
    assert [change.revision for change in heard(server, 2)] == [1, 2]
    said = capfd.readouterr().err.splitlines()
    assert [line.partition(" ")[2][:10] for line in said] == ["closed the", "server is "]


def test_attempts_come_less_and_less_often(monkeypatch: pytest.MonkeyPatch) -> None:
    """And never in step: half of each pause is left to chance."""
    pauses: list[float] = []
    monkeypatch.setattr("time.sleep", pauses.append)
    away = Answer(status=503, headers={"retry-after": "0"})
    server = StandIn(stream(event(1)), *[away] * 9, stream(event(2)), stream(event(3), HOLD))
    heard(server, 3)
    longest = [0.5, 1, 2, 4, 8, 16, 30, 30, 30, 30, 0.5]
    assert len(pauses) == len(longest)
    for pause, most in zip(pauses, longest, strict=True):
        assert most / 2 <= pause <= most


def test_a_server_may_be_away_for_days(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each pause is one of at most half a minute, however many there were before."""
    pauses: list[float] = []

    def pause(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 1100:  # some nine hours of them
            raise KeyboardInterrupt

    monkeypatch.setattr("time.sleep", pause)
    with served(StandIn(stream(event(1), BREAK))) as url:
        changes = Following(NotesClient(url), {}).changes()
        assert next(changes).revision == 1
    with pytest.raises(KeyboardInterrupt):
        next(changes)
    assert max(pauses) <= 30


def test_a_server_with_nothing_to_tell_is_asked_again_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []
    monkeypatch.setattr("time.sleep", pauses.append)
    quiet = [stream(b":\nid: 7\n\n", BREAK)] * 6
    heard(StandIn(*quiet, stream(event(8), HOLD)), 1)
    assert max(pauses) <= 0.5


def test_a_server_may_ask_to_be_left_alone_for_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []
    monkeypatch.setattr("time.sleep", pauses.append)
    busy = Answer(status=503, headers={"retry-after": "20"})
    heard(StandIn(stream(SOON, event(1)), busy, stream(event(2), HOLD)), 2)
    assert pauses[-1] == 20


def test_a_silent_server_is_taken_to_be_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(event_stream, "SILENCE", 0.1)
    server = StandIn(stream(SOON, event(1), HOLD), stream(event(2), HOLD))
    assert [change.revision for change in heard(server, 2)] == [1, 2]


def test_a_reset_is_told_and_followed_by_what_comes_next() -> None:
    reset = b'id: 90\nevent: reset\ndata: {"revision":90}\n\n'
    server = StandIn(stream(SOON, reset, BREAK), stream(event(91), HOLD))
    assert heard(server, 2, since=4) == [Change(90, "reset", None), Change(91, "create", note())]
    assert server.asked[1].headers["last-event-id"] == "90"


def test_unknown_events_are_skipped() -> None:
    other = b"id: 1\nevent: presence\ndata: {}\n\n"
    assert [change.revision for change in heard(StandIn(stream(other, event(2), HOLD)), 1)] == [2]


def test_a_server_that_is_not_there_from_the_start_is_a_failure() -> None:
    with NotesClient("http://127.0.0.1:1") as server, pytest.raises(OutOfReach):
        next(Following(server, {}).changes())


def test_a_refusal_ends_the_stream() -> None:
    problem = Answer(
        [b'{"detail": "There is nothing at this address."}'],
        404,
        {"content-type": "application/problem+json"},
    )
    with pytest.raises(Refused):
        heard(StandIn(problem), 1)


def test_a_response_that_is_no_stream_is_reported() -> None:
    with pytest.raises(Failure, match="is not a notes server"):
        heard(StandIn(Answer([b"<h1>It works!</h1>"], headers={"content-type": "text/plain"})), 1)
