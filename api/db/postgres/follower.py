"""Follows what is committed, by `NOTIFY` as a hint, and by asking now and then."""

import asyncio
import logging
from collections.abc import Callable
from typing import Final

import psycopg
from psycopg import sql

from api.db.postgres.database import Database
from api.db.postgres.engine import CONNECT_SECONDS, name_of

CHANNEL: Final = "notes"
PACE: Final = 0.1
"""seconds after which it asks without a hint: of several transactions that commit at the same
moment, only one sends a hint, and a pooler of transactions passes none on"""
LONGEST_PAUSE: Final = 2.0
"""seconds between two attempts to connect"""
SLOWEST: Final = 5.0
"""seconds that an answer may take; a dead connection reports nothing by itself"""
AWAY: Final = (
    "The database server can't be reached. Until it is back nothing can be read or written."
)
WHERE: Final = "SELECT note_number(), database, unannounced FROM note_epoch"
logger = logging.getLogger(__name__)


class Follower:
    """Numbers what others have committed, and reports that there is something new.

    :param moved: called on the event loop when there may be something new
    """

    def __init__(self, database: Database, *, moved: Callable[[], object]) -> None:
        self._database, self._moved = database, moved
        self._place: tuple[object, ...] | None = None

    async def run(self) -> None:
        """Listen until cancelled; connect again whenever the connection is lost."""
        pause = 0.0
        while True:
            try:
                await self._listen()
            except (psycopg.Error, OSError, TimeoutError) as error:
                pause = self._wait(error, pause)
            except Exception:
                logger.exception("Could not follow the database; trying again")
                pause = LONGEST_PAUSE
            await asyncio.sleep(pause)

    def _wait(self, error: Exception, pause: float) -> float:
        if self._place is not None:  # it was connected until now
            self._place = None
            self._database.lose(AWAY)
            logger.warning("The connection to the database is lost: %s", error)
            return PACE
        return min(pause * 2 or PACE, LONGEST_PAUSE)

    async def _listen(self) -> None:
        async with await self._connect() as connection:  # closed even if it is cancelled here
            await connection.execute(
                sql.SQL("SET search_path = {}, pg_temp").format(
                    sql.Identifier(self._database.schema)
                )
            )
            await connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(CHANNEL)))
            self._place = ()
            self._database.find()
            while True:
                await self._look(connection)
                # All are taken in: what is left in a loop that is ended early is lost.
                async for _ in connection.notifies(timeout=PACE, stop_after=1):
                    pass

    async def _look(self, connection: psycopg.AsyncConnection) -> None:
        async with asyncio.timeout(SLOWEST):
            found = await (await connection.execute(WHERE)).fetchone()
        if found != self._place:
            self._place = found or ()
            self._database.move()
            self._moved()

    async def _connect(self) -> psycopg.AsyncConnection:
        address = self._database.url.set(drivername="postgresql")
        async with asyncio.timeout(CONNECT_SECONDS):
            return await psycopg.AsyncConnection.connect(
                address.render_as_string(hide_password=False),
                autocommit=True,
                prepare_threshold=None,
                application_name=name_of(self._database.schema),
            )
