"""Databases that fail."""

from typing import NoReturn

from api.db.errors import DatabaseBusy


async def busy(*_: object, **__: object) -> NoReturn:
    """Stands for whatever reads or writes while another program writes, and does not end."""
    raise DatabaseBusy("Another program is writing to the database.")
