"""A browser may bring at once what it has held back, and no other site may open a socket."""

import json
from collections.abc import Callable
from typing import Final

import httpx
import pytest

A_PONG, CONNECT = "3", "40"
SOCKET: Final = "/front/_nicegui_ws/socket.io/"
POLLING: Final = {"EIO": "4", "transport": "polling"}
"""how a browser connects where a WebSocket has just failed: messages go in the body of a POST"""


async def test_many_letters_that_were_held_back_arrive_in_one_request(
    browse: Callable[[], httpx.AsyncClient],
) -> None:
    """With its own limit, python-engineio 4.15.1 loses the whole request, and answers "OK"."""
    async with browse() as http:
        opened = await http.get(SOCKET, params=POLLING)
        connection = POLLING | {"sid": json.loads(opened.text[1:])["sid"]}
        held_back = [*[A_PONG] * 1000, CONNECT]
        await http.post(SOCKET, params=connection, content="\x1e".join(held_back))
        answer = await http.get(SOCKET, params=connection)
        assert answer.text.startswith(CONNECT[0])  # not only the ping that comes in any case


@pytest.mark.parametrize(("origin", "status"), [("http://test", 200), ("http://other.test", 400)])
async def test_only_pages_of_this_origin_open_a_socket(
    browse: Callable[[], httpx.AsyncClient], origin: str, status: int
) -> None:
    async with browse() as http:
        own = {"Origin": origin.replace("http://test", str(http.base_url).rstrip("/"))}
        assert (await http.get(SOCKET, params=POLLING, headers=own)).status_code == status
