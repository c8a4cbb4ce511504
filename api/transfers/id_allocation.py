"""Which ids an import may give: never one after which none are left for others."""

from dataclasses import dataclass
from typing import Final

from api.notes.reading.query import HIGHEST

LAST: Final = HIGHEST - 2**32
"""the last number that may be given out of the blue: what is counted on from it has no end soon"""
LEAP: Final = 1_000_000
NONE_LEFT: Final = (
    "id: This is so near to the last number there is that too few would be left for other notes."
    " Leave it out, and the note gets one of its own."
)


@dataclass(slots=True)
class Numbering:
    """Knows which ids may be given.

    The next note gets the highest id and one more, and after the last that SQLite has nobody can
    make another. So none of the last four billion is taken that lies further than a million behind
    the others: where there are such already, by whatever program, they come with their like.

    :param highest: the highest id there is
    """

    highest: int

    def takes(self, note_id: int) -> bool:
        """Whether a note may get this id; it counts as given then."""
        if note_id > max(LAST, self.highest + LEAP):
            return False
        self.highest = max(self.highest, note_id)
        return True
