"""Reads the rows of a table in a form that is the same on both engines, and sums them up."""

from collections.abc import Generator, Mapping, Sequence
from hashlib import blake2b
from typing import Any, Final

from sqlalchemy import Table
from sqlalchemy.engine import Connection

from api.db.moving.tables import read
from api.db.tables import StoredTime

AT_ONCE: Final = 200
"""rows: some megabytes, if their texts are as long as the page allows"""
TIME: Final = len("2026-11-22 19:39:54.123")
SUM_BYTES: Final = 16
Rows = Sequence[Mapping[str, Any]]


class Sum:
    """The number of rows and a digest of them, whatever their order is."""

    def __init__(self) -> None:
        self.rows = self._digest = 0

    def add(self, rows: Rows) -> None:
        """Take in rows."""
        for row in rows:
            whole = repr(tuple(row.values())).encode("utf-8", "surrogatepass")
            digest = blake2b(whole, digest_size=SUM_BYTES).digest()
            self._digest = (self._digest + int.from_bytes(digest)) % (1 << 8 * SUM_BYTES)
        self.rows += len(rows)

    @property
    def whole(self) -> tuple[int, int]:
        """What is equal for the same rows, and differs for others."""
        return self.rows, self._digest


def parts(connection: Connection, table: Table) -> Generator[Rows]:
    """All rows, a few at a time."""
    times = {each.name for each in table.c if isinstance(each.type, StoredTime)}
    with connection.execute(read(table), execution_options={"yield_per": AT_ONCE}) as found:
        for rows in found.mappings().partitions():
            yield [
                {name: _value(value, is_time=name in times) for name, value in row.items()}
                for row in rows
            ]


def _value(value: Any, *, is_time: bool) -> Any:
    """The value as both engines can store it: without NUL, and to the millisecond."""
    if not isinstance(value, str):
        return value
    return value[:TIME] if is_time else value.replace("\0", "\ufffd")
