"""The notes over REST: sent once more where the answer was lost, and never done twice."""

import json

import httpx
import pytest

from notes_ui.cli.client.notes import NotesClient
from notes_ui.cli.exit_codes import Conflict, Failure, NotFound, OutOfReach, Refused, Unanswered
from tests.notes_ui.cli.conftest import served
from tests.notes_ui.cli.support.notes import note
from tests.notes_ui.cli.support.shell import Shell
from tests.notes_ui.cli.support.stand_in import BREAK, HOLD, Answer, StandIn

LOST = Answer([BREAK])
"""done, as far as anybody knows; but the answer never comes"""


def told(body: object, status: int = 200, **headers: str) -> Answer:
    return Answer([json.dumps(body).encode()], status, headers)


def problem(status: int, **more: object) -> Answer:
    document = {"status": status, "title": "Wrong", "detail": "It is wrong.", **more}
    return Answer(
        [json.dumps(document).encode()], status, {"content-type": "application/problem+json"}
    )


def soon(answer: Answer) -> Answer:
    """An answer that asks for another attempt at once."""
    return Answer(answer.pieces, answer.status, {**answer.headers, "retry-after": "0"})


def test_a_lost_answer_is_asked_for_again_under_the_same_key() -> None:
    server = StandIn(LOST, LOST, told(note(), 201))
    with served(server) as url, NotesClient(url) as client:
        assert client.create("milk", "", "a-key") == note()
    assert [asked.headers["idempotency-key"] for asked in server.asked] == ["a-key"] * 3
    assert len({asked.body for asked in server.asked}) == 1


def test_a_lost_answer_makes_one_note(shell: Shell) -> None:
    """Between the two stands something that loses the first answer."""
    losing = LosingTransport()
    with NotesClient(shell.url, transport=losing) as client:
        made = client.create("milk", "", "a-key")
    assert losing.lost == 1
    assert [found["id"] for found in httpx.get(f"{shell.url}/api/notes").json()] == [made["id"]]


class LosingTransport(httpx.HTTPTransport):
    """Hands on each request, and loses the first answer."""

    lost = 0

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        answer = super().handle_request(request)
        if not self.lost:
            self.lost += 1
            raise httpx.ReadError("lost", request=request)
        return answer


def test_a_request_is_given_up_after_three_attempts() -> None:
    server = StandIn(LOST)
    with served(server) as url, NotesClient(url) as client, pytest.raises(Unanswered):
        client.get(1)
    assert len(server.asked) == 3


def test_a_delete_or_conditional_change_is_never_sent_again() -> None:
    """A second DELETE would find no note; a second PATCH under a condition would be refused."""
    server = StandIn(LOST)
    with served(server) as url, NotesClient(url) as client:
        with pytest.raises(Unanswered):
            client.delete(1)
        with pytest.raises(Unanswered):
            client.change(1, {"title": "bread"}, '"1-a"')
    assert len(server.asked) == 2
    assert server.asked[1].headers["if-match"] == '"1-a"'


def test_a_busy_server_is_asked_again_when_it_says() -> None:
    busy = Answer(status=503, headers={"retry-after": "0"})
    server = StandIn(busy, busy, told(note()))
    with served(server) as url, NotesClient(url) as client:
        assert client.delete(1) == note()  # nothing was done before
    assert len(server.asked) == 3


@pytest.mark.parametrize("status", [500, 502, 504])
def test_a_gateway_may_have_handed_the_request_on(status: int) -> None:
    """Asked again, it would say that the note is not there; which it is, in the trash."""
    server = StandIn(Answer(status=status), problem(404))
    with served(server) as url, NotesClient(url) as client:
        with pytest.raises(Unanswered, match=rf"^http://\S+ answered {status} "):
            client.delete(1)
        assert len(server.asked) == 1
        server.answers.insert(0, soon(Answer(status=status)))
        with pytest.raises(NotFound):
            client.get(1)  # it may be asked as often as one likes


def test_a_silent_server_is_out_of_reach() -> None:
    with (
        served(StandIn(Answer([HOLD]))) as url,
        NotesClient(url, patience=0.1) as client,
        pytest.raises(OutOfReach, match="does not answer"),
    ):
        client.delete(1)


@pytest.mark.parametrize(
    ("answer", "failure", "words"),
    [
        (problem(404), NotFound, r"It is wrong\."),
        (problem(412), Conflict, r"It is wrong\."),
        (problem(422), Failure, r"It is wrong\."),
        (problem(422, detail=None), Failure, r"422 Unprocessable"),
        (soon(problem(503)), OutOfReach, r"It is wrong\."),
        (Answer(status=404), Failure, "is not a notes server"),
        (Answer([b"<h1>It works!</h1>"]), Failure, "is not a notes server"),
        (told([]), Failure, "is not a notes server"),
        (told({"id": 1}), Failure, "is not a notes server"),
        (soon(Answer(status=503)), OutOfReach, "answered 503 Service Unavailable"),
        (soon(Answer(status=502)), OutOfReach, "answered 502 Bad Gateway"),
        (problem(500), Refused, r"It is wrong\."),
        (Answer([b"x"], headers={"content-encoding": "gzip"}), Failure, "is not a notes server"),
    ],
)
def test_an_answer_without_a_note_is_a_failure(
    answer: Answer, failure: type[Failure], words: str
) -> None:
    with (
        served(StandIn(answer)) as url,
        NotesClient(url) as client,
        pytest.raises(failure, match=words),
    ):
        client.get(1)


@pytest.mark.parametrize(
    ("location", "told"),
    [
        (
            "https://nas/api/notes?limit=100",
            "redirects to https://nas: use that address with --url.",
        ),
        (
            "https://me:secret@nas/my/api/notes/1",
            "redirects to https://nas/my: use that address with --url.",
        ),
        ("/my/api/notes", "redirects to {url}/my: use that address with --url."),
        (
            "https://sso/login?next=/api/notes",
            "redirects to https://sso/login: that is not a notes",
        ),
    ],
)
def test_a_redirect_is_reported_with_the_address_to_use(location: str, told: str) -> None:
    """What is told can be given as it is: the server's address, without what was asked there."""
    server = StandIn(Answer(status=301, headers={"location": location}))
    with served(server) as url, NotesClient(url) as client, pytest.raises(Failure) as failure:
        list(client.parts({}))
    assert told.format(url=url) in str(failure.value)


def test_a_server_without_the_address_has_not_lost_a_note() -> None:
    """As where a part of the address is missing, or too much."""
    with served(StandIn(problem(404))) as url, NotesClient(url) as client:
        for ask in (client.tags, lambda: list(client.parts({}))):
            with pytest.raises(Refused):
                ask()
        for note_id in (1, -5):
            with pytest.raises(NotFound):
                client.versions(note_id)


def test_a_conflict_brings_the_note_as_it_is_now() -> None:
    now = problem(412, note=note("bread"))
    tagged = Answer(now.pieces, now.status, {**now.headers, "etag": '"2-b"'})
    with (
        served(StandIn(tagged)) as url,
        NotesClient(url) as client,
        pytest.raises(Conflict) as conflict,
    ):
        client.change(1, {"title": "milk"}, '"1-a"')
    assert conflict.value.now == (note("bread"), '"2-b"')


def test_a_password_is_sent_and_not_told() -> None:
    server = StandIn(Answer(status=404))
    with (
        served(server) as url,
        NotesClient(url.replace("://", "://me:secret@")) as client,
        pytest.raises(Failure) as failure,
    ):
        client.get(1)
    assert server.asked[0].headers["authorization"].startswith("Basic ")
    assert "secret" not in str(failure.value)


def test_links_behind_a_proxy_lead_through_it() -> None:
    link = {"link": '</my/api/notes?after=1&limit=1000>; rel="next"', "x-total-count": "2"}
    server = StandIn(told([note()], 200, **link), told([note(note_id=2)]))
    with served(server) as url, NotesClient(f"{url}/my/") as client:
        parts = list(client.parts({"sort": "id"}))
    assert [(part.notes[0]["id"], part.total, part.is_last) for part in parts] == [
        (1, 2, False),
        (2, None, True),
    ]
    assert [(asked.path, asked.query) for asked in server.asked] == [
        ("/my/api/notes", {"sort": "id", "limit": "1000"}),
        ("/my/api/notes", {"after": "1", "limit": "1000"}),
    ]
