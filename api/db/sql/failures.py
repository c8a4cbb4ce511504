"""What an engine raises, by the names of `api.db.errors`."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy.exc import SQLAlchemyError

from api.db.errors import DatabaseBusy, DatabaseUnusable

Translated = Callable[[Exception], Exception]
"""makes an exception of `api.db.errors` of an engine's; any other is returned unchanged"""


@contextmanager
def translating_by(translated: Translated) -> Iterator[None]:
    """Translate the exceptions of the block.

    :raises DatabaseUnusable: or one of its kinds, for what the engine has raised
    """
    try:
        yield
    except Exception as error:
        known = translated(error)
        if known is error:
            raise
        raise known from error


@contextmanager
def blaming(
    name: str, translated: Translated, reason: Callable[[Exception], str]
) -> Iterator[None]:
    """Name the database that can't be used, where there are two of them.

    :param reason: makes a sentence of an exception
    :raises DatabaseBusy: if another program is in the way
    :raises DatabaseUnusable: if the database fails otherwise, or was refused by a `ValueError`
    """
    try:
        yield
    except (SQLAlchemyError, ValueError) as error:
        if isinstance(known := translated(error), DatabaseBusy):
            raise known from error
        raise DatabaseUnusable(f"{name} can't be used: {reason(error)}") from error
