"""`/api/events`: the change stream as Server-Sent Events (WHATWG HTML, section 9.2)."""

import logging
from collections.abc import Callable
from typing import Annotated, Any, Final

import anyio
from fastapi import APIRouter, Header, Query, Response
from pydantic import BeforeValidator, Field
from starlette.types import Receive, Scope, Send

from api.db.errors import DatabaseUnusable
from api.events.stream import ChangeStream, cutting_off
from api.events.subscriber import StreamEnded, Subscriber
from api.notes.reading.query import HIGHEST, NoteFilter
from api.routes.dependencies import BackendDep, operation_id
from api.routes.openapi.responses import problems

EVENT_STREAM: Final = "text/event-stream"
RETRY: Final = 2000
"""milliseconds until a browser reconnects"""
HEADERS: Final = {
    "Cache-Control": "no-store",
    "X-Accel-Buffering": "no",  # nginx would collect the events before it passes them on
}
CONTENT: Final = {
    "schema": {"type": "string"},
    "example": 'id: 1\nevent: create\ndata: {"id":1,"title":"Buy milk",…}\n\n',
}
ANSWERS: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": "The events, in a response that does not end",
        "content": {EVENT_STREAM: CONTENT},
    }
}
router = APIRouter(tags=["events"], generate_unique_id_function=operation_id)
logger = logging.getLogger(__name__)

Revision = Annotated[int, Field(ge=0, le=HIGHEST)]
LastEventId = Annotated[
    Annotated[Revision | None, BeforeValidator(lambda value: value or None)],
    Header(alias="Last-Event-ID", description="the `id` of the last event received"),
]


class Following(NoteFilter):
    """The query of a stream: a filter, and where to start."""

    since: Revision | None = Field(
        None, description="start after this revision; without it, start with the next change"
    )
    trash: bool = Field(
        False, description="`true`: also tell, by `trash`, that notes in the trash have changed"
    )

    @property
    def filter(self) -> NoteFilter:
        """The filter without the start."""
        return NoteFilter(q=self.q, done=self.done, tag=self.tag)


class EventStream(Response):
    """Sends a subscriber its batches, for as long as it is connected.

    The `EventSourceResponse` of FastAPI costs six times a bare loop per message, and that of
    sse-starlette nearly twice, because of their queues and tasks. Neither disconnects a subscriber
    that stops reading, and sse-starlette patches uvicorn when it is imported.
    """

    media_type = EVENT_STREAM

    def __init__(self, stream: ChangeStream, listener: Subscriber) -> None:
        self.status_code = 200
        self.background = None
        self.init_headers(HEADERS)
        self._stream = stream
        self._listener = listener

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the stream until the client leaves, is disconnected, or the server shuts down."""
        await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
        listening = scope["app"].state.backend.metrics.listening("events")
        async with anyio.create_task_group() as tasks:
            leave = tasks.cancel_scope.cancel
            with listening, self._stream.watched(self._listener, cutting_off(receive) or leave):
                tasks.start_soon(_when_gone, receive, leave)
                await self._tell(send)
            leave()

    async def _tell(self, send: Send) -> None:
        listener, start = self._listener, b"retry: %d\n" % RETRY
        try:
            while True:
                body = start + (await listener.next()).events
                message = {"type": "http.response.body", "body": body, "more_body": True}
                await listener.take(send(message))
                start = b""
        except StreamEnded:
            pass
        except DatabaseUnusable as error:
            logger.warning("The stream to a subscriber was closed; it can reconnect. %s", error)
        await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _when_gone(receive: Receive, leave: Callable[[], object]) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    leave()


@router.get(
    "/api/events",
    status_code=200,
    response_class=EventStream,
    responses=ANSWERS | problems(422, 503),
)
async def follow_events(
    following: Annotated[Following, Query()], backend: BackendDep, last: LastEventId = None
) -> Response:
    """Every change from now on, or after a revision, as Server-Sent Events.

    The `id` of an event is the revision, its `event` the action (`create`, `update`, `delete`), its
    `data` the note. After a `reset`, read the notes again: changes are missing, the revision is
    beyond this database, or a backup was restored. The changes after the `id` of the `reset`
    follow. With a filter, the stream is as if only the matching notes existed.

    `Last-Event-ID` overrides `since`: a browser that reconnects sends it, with the address that it
    used first.
    """
    stream = backend.stream
    since = following.since if last is None else last
    await backend.feed.reach(since or 0)  # another process may have told it
    return EventStream(stream, stream.listener(following.filter, since, trash=following.trash))
