"""The whole program over real sockets: REST and `/ws` as other programs meet them."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from typing import Any

import httpx
import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import InvalidStatus

from tests.api.support.rest import NOTES, add, note, problem, read
from tests.support.foreign import another_program
from tests.support.live import LiveServer, serving
from tests.support.waiting import PATIENCE


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """One server for all tests here: none expects it to be empty."""
    with serving(tmp_path_factory.mktemp("live") / "notes.db") as server:
        yield server


def socket_url(live: LiveServer) -> str:
    return f"{live.url.replace('http', 'ws', 1)}/ws"


@pytest.fixture
async def socket(live: LiveServer) -> AsyncIterator[ClientConnection]:
    async with connect(socket_url(live)) as connection:
        yield connection


async def hear(socket: ClientConnection) -> dict[str, Any]:
    async with asyncio.timeout(PATIENCE):
        change: dict[str, Any] = json.loads(await socket.recv())
    return change


async def test_a_note_lives_and_dies_over_http(http: httpx.AsyncClient) -> None:
    made = await add(http, "milk 🥛")
    assert made["done"] is False

    changed = await http.patch(note(made["id"]), json={"done": True})
    assert changed.json() == await read(http, made["id"])
    assert (await http.delete(note(made["id"]))).json() == changed.json()
    problem(await http.get(note(made["id"])), 404)


async def test_a_listener_hears_of_rest_and_of_another_process_alike(
    live: LiveServer, http: httpx.AsyncClient, socket: ClientConnection
) -> None:
    made = await add(http, "milk")
    created = await hear(socket)
    assert (created["action"], created["note"]) == ("create", made)

    with another_program(live.database_url) as elsewhere:
        elsewhere.execute("UPDATE note SET done = TRUE WHERE id = ?", (made["id"],))
    updated = await hear(socket)
    assert updated == {
        "action": "update",
        "note": await read(http, made["id"]),
        "revision": created["revision"] + 1,
    }


async def test_subscribers_get_the_same_changes_in_the_same_order(
    live: LiveServer, http: httpx.AsyncClient, socket: ClientConnection
) -> None:
    def write_elsewhere() -> None:
        with another_program(live.database_url) as elsewhere:
            for _ in range(30):
                elsewhere.execute("INSERT INTO note (title) VALUES ('theirs')")

    async with connect(socket_url(live)) as other:
        await asyncio.gather(
            asyncio.to_thread(write_elsewhere), *(add(http, "ours") for _ in range(30))
        )
        heard = [[await hear(listener) for _ in range(60)] for listener in (socket, other)]

    assert heard[0] == heard[1]
    first = heard[0][0]["revision"]
    assert [change["revision"] for change in heard[0]] == list(range(first, first + 60))


async def test_a_page_of_another_site_may_not_listen(live: LiveServer) -> None:
    with pytest.raises(InvalidStatus, match="403"):
        await connect(socket_url(live), origin="http://evil.test")  # type: ignore[arg-type]
    async with connect(socket_url(live), origin=live.url):  # type: ignore[arg-type]
        pass


@pytest.mark.parametrize("path", ["/api", "/api/", "/api/other", "/api/notes/1/2"])
async def test_an_unknown_api_address_is_json_with_the_page_too(
    http: httpx.AsyncClient, path: str
) -> None:
    problem(await http.get(path, headers={"accept": "text/html"}), 404)


async def test_a_body_over_1_mib_is_a_413_on_the_wire(http: httpx.AsyncClient) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(20):
            yield b" " * 65_536

    headers = {"content-type": "application/json"}
    for content in (b" " * (1024 * 1024 + 1), chunks()):
        answer = await http.post(NOTES, content=content, headers=headers)
        assert answer.status_code == 413


async def test_the_root_leads_to_the_page(http: httpx.AsyncClient) -> None:
    answer = await http.get("/")

    assert answer.is_redirect
    assert answer.headers["location"].endswith("/front/notes")


async def test_many_callers_at_once_each_get_their_note(http: httpx.AsyncClient) -> None:
    made = await asyncio.gather(*(add(http, f"n{number}") for number in range(100)))

    assert [found["title"] for found in made] == [f"n{number}" for number in range(100)]
    assert len({found["id"] for found in made}) == 100
