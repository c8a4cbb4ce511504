"""A browser with one page open, as far as a server can tell: no window, but the real handshake.

It loads the page, opens the Socket.IO connection that the page's script would open, and says every
three seconds what it has received, as `nicegui.js` does, so that the server need not keep it.
"""

import asyncio
import gzip
import json
import re
from collections.abc import Awaitable, Callable
from typing import Final, Self
from uuid import uuid4

from websockets.asyncio.client import ClientConnection

from tests.benchmarks.clients import http
from tests.benchmarks.clients.socket_io import events, open_socket
from tests.benchmarks.data.seed import MARK

PAGE: Final = "/front/notes"
CLIENT_ID: Final = re.compile(r"'client_id': '([^']+)'")
NEXT_MESSAGE: Final = re.compile(r"'next_message_id': (\d+)")
MESSAGE_ID: Final = re.compile(rb'"_id":(\d+)\}\]$')
ACK_INTERVAL: Final = 3.0  # seconds
PATIENCE: Final = 60.0  # seconds
Watch = Callable[[bytes], object]


class Browser:
    """One open page, or one bare socket."""

    def __init__(self, socket: ClientConnection, *, html: str = "", client_id: str = "") -> None:
        self._socket = socket
        self._client_id = client_id
        self._html, self._nobody = html, str(uuid4())
        self._field: tuple[int, str] = (1000, str(uuid4()))
        self._shown = set(re.findall(MARK, html.encode()))
        self._next_message = self._acknowledged = 0
        self._awaited: tuple[Callable[[bytes], bool], asyncio.Future[None]] | None = None
        self._watches: list[Watch] = []

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

    def expect(self, content: bytes) -> Awaitable[None]:
        """What ends when an event that holds the content has come, from this call on."""
        return self._until(lambda event: content in event)

    async def filled(self, count: int) -> None:
        """Wait until the page has been sent so many different seeded notes."""
        if len(self._shown) < count:
            async with asyncio.timeout(PATIENCE):
                await self._until(lambda event: self._fill(event) >= count)

    def watch(self, watch: Watch) -> None:
        """Have a function called with each event from now on."""
        self._watches.append(watch)

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
        if self._awaited and self._awaited[0](event):
            self._awaited[1].set_result(None)
            self._awaited = None
        for watch in self._watches:
            watch(event)

    def _until(self, condition: Callable[[bytes], bool]) -> asyncio.Future[None]:
        ended = asyncio.get_running_loop().create_future()
        self._awaited = (condition, ended)
        return ended

    def _fill(self, event: bytes) -> int:
        self._shown.update(re.findall(MARK, event))
        return len(self._shown)

    async def _acknowledge_regularly(self) -> None:
        while True:
            await asyncio.sleep(ACK_INTERVAL)
            await self.acknowledge()


def _found(pattern: re.Pattern[str], html: str) -> str:
    found = pattern.search(html)
    assert found, f"the page has no {pattern.pattern}"
    return found[1]
