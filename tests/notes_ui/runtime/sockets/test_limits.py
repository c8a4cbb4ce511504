"""A browser may bring at once what it has held back."""

import json
from collections.abc import Callable
from typing import Final

import httpx

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
