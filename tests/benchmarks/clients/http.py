"""HTTP over connections that stay open, lean enough to leave the time to the server."""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Final

LENGTH: Final = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
HEAD_END: Final = b"\r\n\r\n"
NONE: Final[Mapping[str, str]] = {}


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    head: bytes
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)


class HttpConnection(asyncio.Protocol):
    """One connection; one request at a time."""

    transport: asyncio.Transport

    def __init__(self) -> None:
        self._received = b""
        self._answer: asyncio.Future[Answer] | None = None

    async def ask(self, request: bytes) -> Answer:
        """Send a request and return what is answered, of any status."""
        self._answer = asyncio.get_running_loop().create_future()
        self.transport.write(request)
        return await self._answer

    async def ask_well(self, request: bytes) -> Answer:
        """Send a request that has to be answered with success."""
        answer = await self.ask(request)
        assert answer.status < 300, answer
        return answer

    def data_received(self, data: bytes) -> None:
        self._received += data
        end = self._received.find(HEAD_END)
        if end < 0:
            return
        head = self._received[:end]
        length = LENGTH.search(head)
        start = end + len(HEAD_END)
        stop = start + (int(length[1]) if length else 0)
        if len(self._received) >= stop and self._answer:
            body, self._received = self._received[start:stop], self._received[stop:]
            self._answer.set_result(Answer(int(head[9:12]), head, body))

    def connection_lost(self, exc: Exception | None) -> None:
        if self._answer and not self._answer.done():
            self._answer.set_exception(exc or ConnectionResetError("the server has hung up"))


@asynccontextmanager
async def connected(port: int) -> AsyncIterator[HttpConnection]:
    """A connection to a server of this machine, for as long as the block lasts."""
    loop = asyncio.get_running_loop()
    transport, connection = await loop.create_connection(HttpConnection, "127.0.0.1", port)
    connection.transport = transport
    try:
        yield connection
    finally:
        transport.close()


def request(
    method: str, path: str, body: object = None, headers: Mapping[str, str] = NONE
) -> bytes:
    """A request as it goes over the wire; a body goes as JSON."""
    content = b"" if body is None else json.dumps(body).encode()
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", f"Content-Length: {len(content)}"]
    if content:
        lines.append("Content-Type: application/json")
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + content
