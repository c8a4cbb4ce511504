"""A browser with one page open, as far as a server can tell: no window, but the real handshake.

It loads the page, opens the Socket.IO connection that the page's script would open, and says every
three seconds what it has received, as `nicegui.js` does, so that the server need not keep it.
"""

import asyncio
import gzip
import json
import re
from typing import Final, Self
from uuid import uuid4

from websockets.asyncio.client import ClientConnection

from tests.benchmarks.clients import http
from tests.benchmarks.clients.page import Page
from tests.benchmarks.clients.socket_io import events, open_socket

PAGE: Final = "/front/notes"
CLIENT_ID: Final = re.compile(r"'client_id': '([^']+)'")
NEXT_MESSAGE: Final = re.compile(r"'next_message_id': (\d+)")
MESSAGE_ID: Final = re.compile(rb'"_id":(\d+)\}\]$')
ACK_INTERVAL: Final = 3.0  # seconds


class Browser(Page):
    """One open page, or one bare socket."""

    def __init__(self, socket: ClientConnection, *, html: str = "", client_id: str = "") -> None:
        super().__init__(html)
        self._socket = socket
        self._client_id = client_id
        self._nobody = str(uuid4())
        self._field: tuple[int, str] = (1000, str(uuid4()))
        self._next_message = self._acknowledged = 0

    @classmethod
    async def open(cls, port: int, page: str = PAGE) -> Self:
        """Load the page, or another view of it, and connect it."""
        headers = {"Accept-Encoding": "gzip, deflate, br"}
        async with http.connected(port) as connection:
            answer = await connection.ask_well(http.request("GET", page, headers=headers))
        html = (
            answer.body if b"html" in answer.body[:99] else gzip.decompress(answer.body)
        ).decode()
        query = {
            "client_id": _found(CLIENT_ID, html),
            "next_message_id": _found(NEXT_MESSAGE, html),
            "implicit_handshake": "true",
            "document_id": str(uuid4()),
            "tab_id": str(uuid4()),
        }
        socket = await open_socket(port, "/front/_nicegui_ws/socket.io", query)
        return cls(socket, html=html, client_id=query["client_id"])

    @classmethod
    async def open_bare(cls, port: int) -> Self:
        """Connect to a Socket.IO server that serves no pages."""
        return cls(await open_socket(port, "/socket.io", {}))

    async def run(self) -> None:
        """Take what the server sends until the connection is closed."""
        acks = asyncio.create_task(self._acknowledge_regularly())
        try:
            async for event in events(self._socket):
                self._take(event)
        finally:
            acks.cancel()

    async def press(self, element_id: int, listener_id: str) -> None:
        """Tell the server of a click on one of its elements."""
        clicked = {"id": element_id, "client_id": self._client_id, "listener_id": listener_id}
        await self._socket.send(f'42["event",{json.dumps({**clicked, "args": []})}]')

    def find_field(self, kind: str) -> None:
        """Type into the field of this class from now on."""
        found = re.search(rf'"(\d+)":(?={{"tag":"[^"]+","class":\["{kind})', self._html)
        assert found, f"the page has no {kind}"
        element, _ = json.JSONDecoder().raw_decode(self._html, found.end())
        telling = [each for each in element["events"] if each["type"] == "update:value"]
        self._field = int(found[1]), telling[0]["listener_id"]

    async def type(self, text: str) -> None:
        """Tell the server what is in the field; a bare socket says as much of one of its own."""
        element_id, listener_id = self._field
        said = {"id": element_id, "client_id": self._client_id or self._nobody}
        said |= {"listener_id": listener_id, "args": [json.dumps(text)]}
        await self._socket.send(f'42["event",{json.dumps(said)}]')

    async def acknowledge(self) -> None:
        """Tell the server which messages need not be kept any more."""
        if self._client_id and self._next_message > self._acknowledged:
            self._acknowledged = self._next_message
            body = f'{{"client_id":"{self._client_id}","next_message_id":{self._next_message}}}'
            await self._socket.send(f'42["ack",{body}]')

    async def close(self) -> None:
        """Close the connection, which ends `run`."""
        await self._socket.close()

    def _take(self, event: bytes) -> None:
        if number := MESSAGE_ID.search(event, len(event) - 24):
            self._next_message = int(number[1]) + 1
        super()._take(event)

    async def _acknowledge_regularly(self) -> None:
        while True:
            await asyncio.sleep(ACK_INTERVAL)
            await self.acknowledge()


def _found(pattern: re.Pattern[str], html: str) -> str:
    found = pattern.search(html)
    assert found, f"the page has no {pattern.pattern}"
    return found[1]
