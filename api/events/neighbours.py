"""The other processes on the same database: how many pages they have, and what is edited there.

Processes tell each other by messages, which a database hands on that can do so. Nothing is stored.
"""

import time
import uuid
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Final

from pydantic import BaseModel, Field, ValidationError

HEARTBEAT: Final = 3.0
"""seconds between two messages of a process that knows others"""
SILENCE: Final = 10.0
"""seconds without a message after which a process counts as gone"""
MOST_EDITED: Final = 300
"""notes in a message: PostgreSQL hands on up to 8,000 bytes"""


class Message(BaseModel):
    """What a process says of itself."""

    place: str = Field(description="the schema of its notes: others may use the same channel")
    process: str
    pages: int = Field(ge=0)
    editing: list[int] = Field(max_length=MOST_EDITED)
    asks: bool = Field(False, description="whether the others shall say the same of themselves")
    ends: bool = Field(False, description="whether the process is ending")


@dataclass(frozen=True, slots=True)
class _Known:
    """The last message of another process, and when it came."""

    message: Message
    at: float


class Neighbours:
    """This process among the others. On the event loop only.

    Without somebody who calls `due` and `take`, this process is the only one.

    :param place: what distinguishes the notes of this database from others on the same channel
    :param clock: a monotonic clock, in seconds
    """

    def __init__(self, place: str = "", *, clock: Callable[[], float] = time.monotonic) -> None:
        self._place = place
        self._clock = clock
        self._process = uuid.uuid4().hex
        self._pages = 0
        self._editing: tuple[int, ...] = ()
        self._others: dict[str, _Known] = {}
        self._asks = True
        self._has_news = False
        self._told_at = 0.0
        self._listeners: list[Callable[[], object]] = []

    @property
    def pages(self) -> int:
        """The number of pages that the other processes have open."""
        return sum(each.pages for each in self._messages())

    @property
    def editing(self) -> Collection[int]:
        """The ids of the notes that are edited on these pages."""
        return {note_id for each in self._messages() for note_id in each.editing}

    def on_change(self, listener: Callable[[], object]) -> None:
        """Call the listener whenever `pages` or `editing` may have changed."""
        self._listeners.append(listener)

    def tell(self, pages: int, editing: Collection[int]) -> None:
        """Set how many pages this process has open, and which notes are edited on them."""
        said = pages, tuple(sorted(editing)[:MOST_EDITED])
        if said != (self._pages, self._editing):
            self._pages, self._editing = said
            self._has_news = True

    def connect(self) -> None:
        """Ask who is there, because messages may be lost with a connection."""
        self._asks = True

    def due(self) -> str | None:
        """Return the message that is to be sent now, if any; forget processes that are silent."""
        now = self._clock()
        silent = [name for name, known in self._others.items() if now - known.at > SILENCE]
        for name in silent:
            del self._others[name]
        if silent:
            self._report()
        is_time = self._has_news or now - self._told_at >= HEARTBEAT
        if not (self._asks or (self._others and is_time)):
            return None
        said = self._message(asks=self._asks)
        self._asks = self._has_news = False
        self._told_at = now
        return said

    def farewell(self) -> str:
        """The last message."""
        return self._message(ends=True)

    def take(self, said: str) -> None:
        """Take a message; one that is none is ignored, for anybody may use the channel."""
        try:
            message = Message.model_validate_json(said)
        except ValidationError:
            return
        name = message.process
        if message.place != self._place or name == self._process:
            return
        known = self._others.pop(name, None)
        if not message.ends:
            self._others[name] = _Known(message, self._clock())
            self._has_news |= message.asks or known is None
        if message.ends or known is None or known.message != message:
            self._report()

    def _messages(self) -> Iterable[Message]:
        return (known.message for known in self._others.values())

    def _message(self, *, asks: bool = False, ends: bool = False) -> str:
        return Message(
            place=self._place,
            process=self._process,
            pages=self._pages,
            editing=list(self._editing),
            asks=asks,
            ends=ends,
        ).model_dump_json(exclude_defaults=True)

    def _report(self) -> None:
        for listener in self._listeners:
            listener()
