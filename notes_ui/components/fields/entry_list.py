"""The list of the texts that were entered in a field, as the browser reports it.

Each list contains the previous list, and one new entry after it.
"""

from collections.abc import Sequence
from typing import Any, Final

MOST_KEPT: Final = 100
"""entries after which the server empties the browser's list, because each Enter sends all of it"""
LARGEST: Final = 20_000
"""characters of all entries after which it does so, too: a message of 1,000,000 never arrives"""


class EntryList:
    """The browser's list, as far as the server knows it."""

    def __init__(self) -> None:
        self._known: Sequence[str] = ()
        self._is_reset = False
        """whether a message that empties the browser's list is on its way"""

    def new_in(self, entries: Sequence[str]) -> Sequence[str]:
        """Take in the browser's list; return the entries that the server did not know yet."""
        known = self._known
        if len(entries) < len(known):
            if not self._is_reset and entries == known[: len(entries)]:
                return []  # an older list that arrived after a newer one
            known, self._is_reset = [], False  # the browser has begun a new list
        self._known = entries
        return entries[len(known) :]

    def begins_anew(self) -> bool:
        """Whether the server must empty the browser's list now, because it has become long.

        This is true only once, until the browser has emptied the list.
        """
        is_long = len(self._known) >= MOST_KEPT or sum(map(len, self._known)) >= LARGEST
        is_due = is_long and not self._is_reset
        self._is_reset = self._is_reset or is_due
        return is_due


def flat(entries: Any) -> Sequence[str]:
    """The entries of the browser's list, in the order in which they were entered."""
    found: list[str] = []
    while isinstance(entries, list) and entries:
        *before, last = entries
        if isinstance(last, list):
            entries = last
            continue
        found.append(str(last))
        entries = before[0] if len(before) == 1 and isinstance(before[0], list) else before
    return found[::-1]
