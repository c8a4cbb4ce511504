"""`/ws`: every change, from any source, once and in commit order."""

from typing import Final

import anyio
from fastapi import APIRouter, WebSocket, WebSocketDisconnect, status
from pydantic import ValidationError

from api.backend import Backend
from api.db.errors import DatabaseUnusable
from api.events.stream import ChangeStream, cutting_off
from api.events.subscriber import StreamEnded, Subscriber
from api.http.cors import may_use
from api.http.problems import in_words
from api.routes.dependencies import BackendDep
from api.routes.sse import Following

router = APIRouter()
LONGEST_REASON: Final = 100
"""characters: RFC 6455 leaves 123 bytes"""
TOO_FAR_BEHIND: Final = "Changes were missed. Reconnect and read /api/notes again."


@router.websocket("/ws")
async def follow_changes(websocket: WebSocket, backend: BackendDep) -> None:
    """Send each change that is committed after the connection.

    With `?since=`, send each change after that revision, `reset` if changes are missing, and the
    position now and then while no change matches. Filters work as in `/api/events`. Without
    `since`, a subscriber that falls behind the stored changes is disconnected (1013).
    """
    if not _same_origin(websocket, backend):
        await websocket.close(
            status.WS_1008_POLICY_VIOLATION, "Pages of other sites may not connect"
        )
        return
    try:
        following = Following.model_validate(dict(websocket.query_params))
        await backend.feed.reach(following.since or 0)  # another process may have told it
        listener = backend.stream.listener(following.filter, following.since, trash=following.trash)
    except ValidationError as error:
        await _refuse(websocket, status.WS_1008_POLICY_VIOLATION, in_words(error.errors()))
    except DatabaseUnusable as error:
        await _refuse(websocket, status.WS_1011_INTERNAL_ERROR, str(error))
    else:
        await websocket.accept()
        with backend.metrics.listening("ws"):
            await _follow(websocket, backend.stream, listener, resumes=following.since is not None)


async def _follow(
    websocket: WebSocket, stream: ChangeStream, listener: Subscriber, *, resumes: bool
) -> None:
    receive = websocket._receive  # noqa: SLF001  # it alone leads to the server's transport
    async with anyio.create_task_group() as tasks:
        leave = tasks.cancel_scope.cancel
        with stream.watched(listener, cutting_off(receive) or leave):
            tasks.start_soon(_send_changes, websocket, listener, resumes)
            while (await websocket.receive())["type"] != "websocket.disconnect":
                pass  # messages from the client are ignored: only its disconnect counts
            leave()


async def _send_changes(websocket: WebSocket, listener: Subscriber, resumes: bool) -> None:
    try:
        code, reason = await _send_until_it_ends(websocket, listener, resumes=resumes)
        await websocket.close(code, _short(reason))
    except (StreamEnded, WebSocketDisconnect):
        return  # the receiving loop gets the disconnect too


async def _send_until_it_ends(
    websocket: WebSocket, listener: Subscriber, *, resumes: bool
) -> tuple[int, str]:
    """Send the subscriber's batches; return the code and the reason with which to close."""
    try:
        while (part := await listener.next()).reset is False or resumes:
            for message in part.messages if part.changes or part.trash or resumes else ():
                await listener.take(websocket.send_text(message))
    except DatabaseUnusable as error:
        return status.WS_1011_INTERNAL_ERROR, str(error)
    return status.WS_1013_TRY_AGAIN_LATER, TOO_FAR_BEHIND


async def _refuse(websocket: WebSocket, code: int, reason: str) -> None:
    """Accept and close with a reason: closing before accepting would be a bare 403."""
    await websocket.accept()
    await websocket.close(code, _short(reason))


def _short(reason: str) -> str:
    return reason.encode()[:LONGEST_REASON].decode(errors="ignore")


def _same_origin(websocket: WebSocket, backend: Backend) -> bool:
    headers, allowed = websocket.headers, backend.settings.cors_origins
    return may_use(headers.get("origin"), headers.get("host"), allowed)
