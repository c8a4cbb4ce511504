"""Limits the ids that an import may assign, so that later notes always have ids left."""

from dataclasses import dataclass
from typing import Final

from api.notes.reading.query import HIGHEST

LAST: Final = HIGHEST - 2**32
"""the highest id that an import may choose freely; it leaves 2**32 ids for later notes"""
LEAP: Final = 1_000_000
NONE_LEFT: Final = (
    "id: This id is too close to the highest possible id. Leave it out, and the note gets"
    " the next free id."
)


@dataclass(slots=True)
class Numbering:
    """Decides which ids an import may assign.

    A new note gets the highest id plus one, so nobody can create a note after SQLite's last id. An
    id among the last 2**32 is therefore refused, unless it is at most a million above the highest
    id of an existing note: an export of such notes can still be imported.

    :param highest: the highest id of all notes
    """

    highest: int

    def takes(self, note_id: int) -> bool:
        """Whether a note may get this id; if so, the id counts as assigned."""
        if note_id > max(LAST, self.highest + LEAP):
            return False
        self.highest = max(self.highest, note_id)
        return True
