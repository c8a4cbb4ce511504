"""What a move needs of a database; each engine's package has a class of this kind."""

from contextlib import AbstractContextManager
from typing import Protocol

from sqlalchemy.engine import Connection


class Movable(Protocol):
    """A database that can be the source of a move, or its target."""

    @property
    def name(self) -> str:
        """Its address, as messages show it: without a password."""
        ...

    @property
    def place(self) -> object:
        """Two databases with equal places are the same one."""
        ...

    def source(self) -> AbstractContextManager[Connection]:
        """A connection with a snapshot, while others may write.

        :raises DatabaseUnusable: if there are no notes of this version of the program
        """
        ...

    def target(self) -> AbstractContextManager[Connection]:
        """A connection in one transaction, which is committed at the end of the block.

        The tables are made if there are none. Within the block no trigger of this program acts,
        and nobody else writes notes.

        :raises DatabaseUnusable: if it can't be written, or has tables of another version
        """
        ...

    def translating(self) -> AbstractContextManager[None]:
        """Name this database in the errors of the block, which become `DatabaseUnusable`."""
        ...

    def empty(self, connection: Connection) -> None:
        """Delete all rows that only this engine has."""
        ...

    def index(self, connection: Connection, first: int, last: int) -> None:
        """Make the words of all notes between two ids known to searches."""
        ...

    def counters(self, connection: Connection) -> tuple[int, int]:
        """The highest id that any note has had, and the number of the last change."""
        ...

    def set_counters(self, connection: Connection, highest_id: int, revision: int) -> None:
        """Continue with the next id and the next number."""
        ...
