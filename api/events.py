"""`/ws`: every change, from whatever source, once and in commit order."""

from typing import Final

import anyio
from fastapi import APIRouter, WebSocket, WebSocketDisconnect, status

from api.backend import Backend
from api.changes import ChangeFeed, ChangesForgotten
from api.cors import may_listen
from api.database import DatabaseUnusable

router = APIRouter()
LONGEST_REASON: Final = 100  # RFC 6455 leaves 123 bytes
TOO_FAR_BEHIND: Final = "You are too far behind. Connect again and read /api/notes."


@router.websocket("/ws")
async def follow_changes(websocket: WebSocket) -> None:
    """Send each change that is committed from the moment of the connection on.

    A listener reads the feed at its own pace from its own position: a slow one neither fills the
    memory nor holds up the others. One that falls behind all that is kept is disconnected (1013).
    """
    if not _same_origin(websocket):
        await websocket.close(status.WS_1008_POLICY_VIOLATION, "Another site's page may not listen")
        return
    backend: Backend = websocket.app.state.backend
    feed = backend.feed
    revision = feed.catch_up()  # before the handshake ends: what comes after it is not missed
    await websocket.accept()
    with backend.metrics.listening("ws"):
        await _serve(websocket, feed, revision)


async def _serve(websocket: WebSocket, feed: ChangeFeed, revision: int) -> None:
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(_send_changes, websocket, feed, revision)
        while (await websocket.receive())["type"] != "websocket.disconnect":
            pass  # nothing that a listener says is of interest, only that it leaves
        tasks.cancel_scope.cancel()


async def _send_changes(websocket: WebSocket, feed: ChangeFeed, revision: int) -> None:
    try:
        while True:
            await feed.wait_beyond(revision)
            for change in feed.since(revision):
                await websocket.send_text(change.json)
                revision = change.revision
    except ChangesForgotten:
        await websocket.close(status.WS_1013_TRY_AGAIN_LATER, TOO_FAR_BEHIND)
    except DatabaseUnusable as error:
        await websocket.close(status.WS_1011_INTERNAL_ERROR, str(error)[:LONGEST_REASON])
    except WebSocketDisconnect:
        return  # the loop that receives has heard of it too


def _same_origin(websocket: WebSocket) -> bool:
    headers, allowed = websocket.headers, websocket.app.state.backend.settings.cors_origins
    return may_listen(headers.get("origin"), headers.get("host"), allowed)
