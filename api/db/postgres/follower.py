"""Follows what is committed, by `NOTIFY` as a hint, and by asking now and then.

The same connection hands the messages of the processes on.
"""

import asyncio
import logging
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Final, Protocol

import psycopg
from psycopg import sql

from api.db.errors import DatabaseUnusable
from api.db.postgres.address import Patience, arguments_of, settings_of
from api.db.postgres.connections import BoundedAsync
from api.db.postgres.database import Database

CHANNEL: Final = "notes"
PROCESSES: Final = "notes_processes"
"""the channel of their messages"""
TELL: Final = "SELECT pg_notify(%s, %s)"
LAST_WORDS: Final = 1.0
"""seconds that the last message may take"""
PACE: Final = 0.1
"""seconds after which it asks without a hint: of several transactions that commit at the same
moment, only one sends a hint, and a pooler of transactions passes none on"""
LONGEST_PAUSE: Final = 2.0
"""seconds between two attempts to connect"""
PATIENCE: Final = Patience(answer=5.0, statement=4.0)
AT_ONCE: Final = 5_000
"""changes that it numbers at a time: others may have written many in one transaction"""
WHERE: Final = "SELECT note_number(%s), database, unannounced FROM note_epoch"
IN_THE_WAY: Final = (psycopg.errors.LockNotAvailable, psycopg.errors.QueryCanceled)
"""Somebody else numbers changes, and takes long. Reads go on, and see these changes later."""
logger = logging.getLogger(__name__)


class Messages(Protocol):
    """The messages between the processes on a database; `api.events.neighbours` has them."""

    def connect(self) -> None:
        """Begin anew, on a new connection."""
        ...

    def due(self) -> str | None:
        """Return the message that is to be sent now, if any."""
        ...

    def farewell(self) -> str:
        """Return the last message."""
        ...

    def take(self, said: str) -> None:
        """Take a message, which may be this process's own."""
        ...


class Follower:
    """Numbers what others have committed, and reports that there is something new.

    :param messages: those between the processes on the database
    :param moved: called on the event loop when there may be something new
    """

    def __init__(
        self, database: Database, messages: Messages, *, moved: Callable[[], object]
    ) -> None:
        self._database, self._messages, self._moved = database, messages, moved
        self._place: tuple[object, ...] = ()

    async def run(self) -> None:
        """Listen until cancelled; connect again whenever the connection is lost."""
        pause = 0.0
        while True:
            try:
                await self._listen()
            except (psycopg.Error, OSError, DatabaseUnusable) as error:
                pause = self._wait(error, pause)
            except Exception:
                logger.exception("Could not follow the database; trying again")
                pause = LONGEST_PAUSE
            await asyncio.sleep(pause)

    def _wait(self, error: Exception, pause: float) -> float:
        if not self._database.is_lost:
            self._database.lose(error)
            return PACE
        return min(pause * 2 or PACE, LONGEST_PAUSE)

    async def _listen(self) -> None:
        async with await self._connect() as connection:  # closed even if it is cancelled here
            for name, value in settings_of(self._database.schema, PATIENCE).items():
                await connection.execute("SELECT set_config(%s, %s, false)", (name, value))
            for channel in (CHANNEL, PROCESSES):
                await connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(channel)))
            self._place = ()
            self._messages.connect()
            try:
                await self._follow(connection)
            except asyncio.CancelledError:
                with suppress(psycopg.Error, OSError, TimeoutError):
                    async with asyncio.timeout(LAST_WORDS):
                        await connection.execute(TELL, (PROCESSES, self._messages.farewell()))
                raise

    async def _follow(self, connection: BoundedAsync) -> None:
        while True:
            await self._look(connection)
            if said := self._messages.due():
                await connection.execute(TELL, (PROCESSES, said))
            await self._hear(connection)

    async def _hear(self, connection: BoundedAsync) -> None:
        """Wait for a hint or a message. Hints of other schemas of the database are ignored."""
        is_ours, end = False, time.monotonic() + PACE
        while not is_ours and (left := end - time.monotonic()) > 0:
            # All are taken in: what is left in a loop that is ended early is lost.
            async for heard in connection.notifies(timeout=left, stop_after=1):
                if heard.channel == PROCESSES:
                    self._messages.take(heard.payload)
                is_ours |= heard.payload == self._database.schema or heard.channel == PROCESSES

    async def _look(self, connection: BoundedAsync) -> None:
        found: tuple[object, ...] | None = self._place
        with suppress(*IN_THE_WAY):
            found = await (await connection.execute(WHERE, [AT_ONCE])).fetchone()
        if self._database.is_lost:
            await self._database.find()
        if found != self._place:
            self._place = found or ()
            self._database.move()
            self._moved()

    async def _connect(self) -> BoundedAsync:
        arguments = arguments_of(self._database.url, self._database.schema, PATIENCE)
        connection = await BoundedAsync.connect(autocommit=True, **arguments)
        connection.longest = PATIENCE.answer
        return connection
