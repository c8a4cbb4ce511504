"""A browser that connects again over a line that has held something back."""

import json
import re
from pathlib import Path
from typing import Final
from uuid import uuid4

import httpx
from websockets.asyncio.client import ClientConnection

from tests.benchmarks.clients.socket_io import open_socket
from tests.browser.support.found import drafted
from tests.notes_ui.support.reader import eventually
from tests.support.live import LiveServer, serving

SOCKETS: Final = "/front/_nicegui_ws/socket.io"
GOODBYE: Final = "41"
"""a Socket.IO packet of the type DISCONNECT (Socket.IO protocol, version 5)"""


def opened(server: LiveServer) -> tuple[dict[str, str], int]:
    """What a browser says when it connects, and the id of its page's title field."""
    html = httpx.get(server.page).text
    title = re.search(r'"(\d+)":\{"tag":"q-select"', html)
    client, message = (
        re.search(rf"'{name}': '?([\w-]+)", html) for name in ("client_id", "next_message_id")
    )
    assert title
    assert client
    assert message
    query = {"client_id": client[1], "next_message_id": message[1], "implicit_handshake": "true"}
    return query | {"document_id": str(uuid4()), "tab_id": str(uuid4())}, int(title[1])


async def types(socket: ClientConnection, query: dict[str, str], field: int, text: str) -> None:
    said = {"id": field, "client_id": query["client_id"], "listener_id": "typed:0:title"}
    await socket.send(f'42["event",{json.dumps({**said, "args": [json.dumps(text)]})}]')


async def test_a_late_message_over_a_replaced_socket_is_ignored(tmp_path: Path) -> None:
    with serving(tmp_path / "notes.db") as server:
        query, title = opened(server)
        left = await open_socket(server.port, SOCKETS, query)
        now = await open_socket(server.port, SOCKETS, query)
        while await left.recv() != GOODBYE:
            pass
        await types(now, query, title, "new")
        await eventually(lambda: "new" in drafted(server.database).splitlines())
        await types(left, query, title, "old")
        await types(now, query, title, "newer")
        await eventually(lambda: "newer" in drafted(server.database).splitlines())
        await left.close()
        await now.close()


async def test_two_documents_of_one_page_are_both_listened_to(tmp_path: Path) -> None:
    with serving(tmp_path / "notes.db") as server:
        query, title = opened(server)
        one = await open_socket(server.port, SOCKETS, query)
        other = await open_socket(server.port, SOCKETS, query | {"document_id": str(uuid4())})
        await types(one, query, title, "one")
        await eventually(lambda: "one" in drafted(server.database).splitlines())
        await one.close()
        await other.close()
