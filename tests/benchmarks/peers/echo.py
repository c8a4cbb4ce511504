"""Peer (e): a bare Socket.IO server that echoes an event, with the JSON encoder of NiceGUI."""

from typing import Any

import socketio
from fastapi import FastAPI

from tests.benchmarks.peers.floor import Json

server = socketio.AsyncServer(async_mode="asgi", json=Json)
app = socketio.ASGIApp(server, other_asgi_app=FastAPI())


@server.on("event")  # type: ignore[untyped-decorator]
async def event(sid: str, message: dict[str, Any]) -> None:
    await server.emit("event", message, to=sid)
