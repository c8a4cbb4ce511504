"""The client's side of Socket.IO over a WebSocket, in the few frames that are needed here."""

from collections.abc import AsyncIterator, Mapping
from typing import Final
from urllib.parse import urlencode

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.extensions.permessage_deflate import ClientPerMessageDeflateFactory

PING, PONG, CONNECT, EVENT = b"2", "3", "40", b"42"
PROTOCOL: Final = {"EIO": "4", "transport": "websocket"}


async def open_socket(port: int, path: str, query: Mapping[str, str]) -> ClientConnection:
    """Connect and wait until the server has accepted; compression is offered as browsers do."""
    socket = await connect(
        f"ws://127.0.0.1:{port}{path}/?{urlencode({**query, **PROTOCOL})}",
        compression=None,
        extensions=[ClientPerMessageDeflateFactory(client_max_window_bits=True)],
        max_size=None,
        ping_interval=None,  # it is the server who pings
    )
    await socket.recv()
    await socket.send(CONNECT)
    accepted = await socket.recv()
    assert str(accepted).startswith(CONNECT), accepted
    return socket


async def events(socket: ClientConnection) -> AsyncIterator[bytes]:
    """The events as they come, until the connection is closed; pings are answered meanwhile."""
    try:
        while True:
            frame = await socket.recv(decode=False)
            if frame == PING:
                await socket.send(PONG)
            elif frame.startswith(EVENT):
                yield frame
    except ConnectionClosed:
        return
