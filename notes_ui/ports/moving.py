"""Moving all notes between databases. Import it only to move: it needs the database."""

from api.db.moving.databases import movable
from api.db.moving.moving import COMMITTING, Moved, move

__all__ = ["COMMITTING", "Moved", "movable", "move"]
