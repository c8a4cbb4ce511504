"""The databases that notes can be moved between, by their URLs."""

from api.db.errors import NO_DRIVER, DatabaseUnusable
from api.db.moving.movable import Movable
from api.db.sqlite.movable import MovableFile


def movable(url: str, *, busy_timeout: float = 5.0) -> Movable:
    """The database that a URL names; nothing is opened yet.

    :param busy_timeout: seconds to wait for another program's lock
    :raises DatabaseUnusable: if the URL is invalid, or its driver is not installed
    """
    if not url.startswith("postgres"):
        return MovableFile(url, busy_timeout=busy_timeout)
    try:
        from api.db.postgres.movable import MovableSchema
    except ImportError as error:
        raise DatabaseUnusable(NO_DRIVER) from error
    return MovableSchema(url, busy_timeout=busy_timeout)
