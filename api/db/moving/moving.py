"""Moves all notes, and compares both sides before the commit."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Table, case, delete, func, insert, select, update
from sqlalchemy.engine import Connection

from api.db.errors import DatabaseUnusable
from api.db.moving.movable import Movable
from api.db.moving.rows import Rows, Sum, parts
from api.db.moving.tables import (
    COPIED,
    COUNT,
    DRAFT,
    EPOCH,
    NOTE,
    NOTE_TAG,
    SEARCH,
    TAG,
)

SAME: Final = "{name} is the source and the target. Name two databases."
TAKEN: Final = (
    "{name} already has {found}, and nothing of it may be lost. Name {new} as the target,"
    " or remove these first."
)
DIFFERS: Final = "The {words} in {target} differ from those in {source}, so nothing was copied."
COMMITTING: Final = "Committing"
"""the last step: before it nothing is in the target, after it all"""
STATES: Final = case((NOTE.c.trashed, "trashed"), (NOTE.c.done, "done"), else_="open")
Progress = Callable[[str, int, int], object]
"""gets what is being done, how many rows are done, and how many there are"""


@dataclass(frozen=True, slots=True)
class Moved:
    """What was copied.

    :param rows: the number of rows of each table, by the words of `COPIED`
    :param trashed: how many of the notes are in the trash
    :param revision: the number of the last change
    :param is_behind: whether the source has newer changes, which were not copied; None if it can't
        be read any more
    """

    rows: dict[str, int]
    trashed: int
    revision: int
    is_behind: bool | None


def move(source: Movable, target: Movable, progress: Progress) -> Moved:
    """Copy all notes and what belongs to them into an empty database, in one transaction.

    Takes seconds for thousands of notes, and some megabytes of memory for any number. If it raises,
    or is interrupted, nothing was copied.

    :param progress: called every few rows
    :raises DatabaseUnusable: if the target has notes, or differs in the end, or a database fails
    """
    if source.place == target.place:
        raise DatabaseUnusable(SAME.format(name=source.name))
    with source.source() as reading, target.target() as writing:
        one = _Move(source, reading, target, writing, progress)
        with target.translating():
            one.refuse_what_is_taken()
            one.empty()
        one.copy()
        with target.translating():
            one.derive()
        one.compare()
        progress(COMMITTING, one.rows, one.rows)
    # Nothing may fail from here on: the notes have been moved.
    rows = {words: one.sums[table].rows for table, words in COPIED.items()}
    return Moved(rows, one.trashed, one.counters[1], _is_behind(source, one.state))


def _state(source: Movable, connection: Connection) -> object:
    """What differs after each change of a note; changes in the trash have no numbers."""
    with source.translating():
        _, revision = source.counters(connection)
        return revision, *connection.execute(select(*EPOCH.c)).one()


def _is_behind(source: Movable, state: object) -> bool | None:
    try:
        with source.source() as reading:
            return _state(source, reading) != state
    except DatabaseUnusable:
        return None


class _Move:
    """One move, between two connections."""

    def __init__(
        self,
        source: Movable,
        reading: Connection,
        target: Movable,
        writing: Connection,
        progress: Progress,
    ) -> None:
        self._source, self._reading = source, reading
        self._target, self._writing = target, writing
        self._progress = progress
        with source.translating():
            self._counts = {table: reading.scalar(_count(table)) or 0 for table in COPIED}
            self.counters = source.counters(reading)
        self.state = _state(source, reading)
        self.rows = sum(self._counts.values())
        self.sums = {table: Sum() for table in COPIED}
        self.trashed = 0

    def refuse_what_is_taken(self) -> None:
        """Refuse a target where somebody has written anything."""
        for table in (NOTE, DRAFT):
            if found := self._writing.scalar(_count(table)):
                words = COPIED[table] if found > 1 else COPIED[table].removesuffix("s")
                new = "a new schema or another file"
                raise DatabaseUnusable(
                    TAKEN.format(name=self._target.name, found=f"{found:,} {words}", new=new)
                )

    def empty(self) -> None:
        """Delete what a start, or deleted notes, have left."""
        for table in (*COPIED, TAG):
            self._writing.execute(delete(table))
        self._target.empty(self._writing)

    def copy(self) -> None:
        """Copy the rows, some at a time, and make the notes known to searches."""
        done = 0
        for table, words in COPIED.items():
            with closing(parts(self._reading, table)) as rows:
                while part := self._next(rows):
                    self.sums[table].add(part)
                    with self._target.translating():
                        self._write(table, part)
                    done += len(part)
                    self._progress(f"Copying {words}", done, self.rows)

    def _next(self, rows: Iterator[Rows]) -> Rows | None:
        with self._source.translating():
            return next(rows, None)

    def _write(self, table: Table, part: Rows) -> None:
        self._writing.execute(insert(table), part)
        if table is NOTE:
            self._target.index(self._writing, part[0]["id"], part[-1]["id"])

    def derive(self) -> None:
        """Count notes and tags, and set the counters."""
        tags = select(NOTE_TAG.c.tag, func.count()).group_by(NOTE_TAG.c.tag)
        self._writing.execute(insert(TAG).from_select(["tag", "notes"], tags))
        states = select(STATES, func.count()).group_by(STATES)
        found = {row[0]: row[1] for row in self._writing.execute(states)}
        self.trashed = found.get("trashed", 0)
        for state in ("open", "done", "trashed"):
            counted = update(COUNT).where(COUNT.c.state == state)
            self._writing.execute(counted.values(notes=found.get(state, 0)))
        self._target.set_counters(self._writing, *self.counters)

    def compare(self) -> None:
        """Read all that was written, and compare it with what was read."""
        done = 0
        for table, words in COPIED.items():
            written = Sum()
            with self._target.translating():
                for part in parts(self._writing, table):
                    written.add(part)
                    done += len(part)
                    self._progress(f"Comparing {words}", done, self.rows)
            if written.whole != self.sums[table].whole or written.rows != self._counts[table]:
                self._refuse(words)
        with self._target.translating():
            indexed = self._writing.scalar(_count(SEARCH))
            counters = self._target.counters(self._writing)
        if indexed != self._counts[NOTE] or counters != self.counters:
            self._refuse("words of searches" if counters == self.counters else "counters")

    def _refuse(self, words: str) -> None:
        names = {"target": self._target.name, "source": self._source.name}
        raise DatabaseUnusable(DIFFERS.format(words=words, **names))


def _count(table: Table) -> Any:
    return select(func.count()).select_from(table)
