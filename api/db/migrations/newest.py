"""The newest revision, for those who need no Alembic to know whether it is there."""

from typing import Final

NEWEST: Final = "0006"
