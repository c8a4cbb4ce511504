"""Where the database is: the parts of its URL, and what each connection says and sets."""

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import URL
from sqlalchemy.dialects.postgresql.psycopg import dialect

DRIVER: Final = "postgresql+psycopg"
SCHEMA: Final = "schema"
"""the part of the URL's query that names the schema"""
LONGEST_NAME: Final = 63
"""bytes: PostgreSQL cuts longer names"""
CONNECT_SECONDS: Final = 5
LONGEST_STATEMENT: Final = 60
"""seconds"""
READ_COMMITTED: Final = "read committed"
LINE: Final[dict[str, Any]] = {
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
}
"""parameters of a connection that notices within half a minute that its path is dead"""


@dataclass(frozen=True, slots=True)
class Patience:
    """For how long to wait, in seconds.

    :param connect: for a connection
    :param answer: for any answer; a server that works gives none later than `statement`
    :param statement: for the server to run a statement
    :param lock: for another program's lock
    """

    connect: int = CONNECT_SECONDS
    answer: float = LONGEST_STATEMENT + 5
    statement: float = LONGEST_STATEMENT
    lock: float = 1.0


def parts_of(url: URL) -> tuple[URL, str]:
    """The URL for the driver, and the name of the schema, which is `public` unless it is given.

    :raises ValueError: if the URL names another driver
    """
    if url.drivername not in {DRIVER, "postgresql"}:
        raise ValueError(f"write {DRIVER}://…: no other driver is supported")
    schema = url.query.get(SCHEMA, "public")
    if not isinstance(schema, str) or not schema:
        raise ValueError("name one schema")
    if len(schema.encode()) > LONGEST_NAME:
        raise ValueError(f"the schema's name has more than {LONGEST_NAME} bytes")
    return url.set(drivername=DRIVER).difference_update_query([SCHEMA]), schema


def name_of(schema: str) -> str:
    """The name by which `pg_stat_activity` shows the connections of this program."""
    return f"notes {schema}"


def arguments_of(url: URL, schema: str, patience: Patience) -> dict[str, Any]:
    """What psycopg needs to connect.

    :raises ArgumentError: if the URL contradicts itself
    """
    given: dict[str, Any] = dialect().create_connect_args(url)[1]  # type: ignore[no-untyped-call]
    # Prepared statements would meet others of the same name behind a pooler of transactions.
    own = {
        "prepare_threshold": None,
        "connect_timeout": patience.connect,
        "application_name": name_of(schema),
    }
    return LINE | given | own


def settings_of(schema: str, patience: Patience) -> dict[str, str]:
    """What each connection sets for itself, whatever the role or the database has as its own."""
    return {
        "TimeZone": "UTC",  # in other zones, two times of the autumn's repeated hour are equal
        "search_path": f'"{schema.replace(chr(34), chr(34) * 2)}", pg_temp',
        "default_transaction_isolation": READ_COMMITTED,  # whoever waits sees what it waited for
        "lock_timeout": _milliseconds(patience.lock),
        "statement_timeout": _milliseconds(patience.statement),
    }


def _milliseconds(seconds: float) -> str:
    return f"{int(seconds * 1000) or 1}ms"
