"""Peer (e): a bare Starlette loop of Server-Sent Events. Each listener has a queue of its own.

What it sends is there already, made once for all: it reads nothing, stores nothing and encodes
nothing, and nobody can resume.
"""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

EVENT = Path("event.txt").read_bytes()  # as long as what ours sends of a change
queues: set[asyncio.Queue[bytes]] = set()


async def listen(_: Request) -> Response:
    return StreamingResponse(events(), media_type="text/event-stream")


async def events() -> AsyncIterator[bytes]:
    queue: asyncio.Queue[bytes] = asyncio.Queue()
    queues.add(queue)
    try:
        yield b"retry: 2000\n\n"
        while True:
            yield await queue.get()
    finally:
        queues.discard(queue)


async def emit(_: Request) -> Response:
    for queue in queues:
        queue.put_nowait(EVENT)
    return Response(status_code=204)


app = Starlette(routes=[Route("/events", listen), Route("/emit", emit, methods=["POST"])])
