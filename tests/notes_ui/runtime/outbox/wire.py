"""The two ends of an outbox: the page that it sends for, and the wire that it sends over."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from nicegui import Client
from nicegui.outbox import Outbox


class Wire:
    """Takes what outboxes send, and loses what it is told to lose."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, Any, str]] = []
        self.loses = ""

    async def emit(self, kind: str, data: Any, *, room: str) -> None:
        if kind == self.loses:
            raise ConnectionError("the wire is cut")
        if room in {"the page", "another"}:  # the open page itself goes on sending, too
            self.sent.append((kind, dict(data), room))


class Listener:
    """A client as an outbox sees it, whose browser comes and goes."""

    def __init__(self, client: Client) -> None:
        self.id = "the page"
        self.elements = client.elements
        self.page = client.page
        self.has_socket_connection = True

    def check_existence(self) -> None: ...


@contextmanager
def outbox_of(kind: type[Outbox], listener: Listener) -> Iterator[Outbox]:
    made = kind(listener)  # type: ignore[arg-type]
    try:
        yield made
    finally:
        made.stop()
