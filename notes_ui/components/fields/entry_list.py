"""What was entered in a line, as its browser lists it: each list holds the one before it."""

from collections.abc import Sequence
from typing import Any, Final

MOST_KEPT: Final = 100
"""entries after which the browser's list begins anew: each Enter sends the whole list"""


class EntryList:
    """The browser's list as far as it is known."""

    def __init__(self) -> None:
        self._known: Sequence[str] = ()
        self._is_reset = False
        """whether a message that empties the browser's list is under way"""

    def new_in(self, entries: Sequence[str]) -> Sequence[str]:
        """Take in the browser's list; return what it holds, and was not yet known."""
        known = self._known
        if len(entries) < len(known):
            if not self._is_reset and entries == known[: len(entries)]:
                return []  # told before what is known, and arrived after it
            known, self._is_reset = [], False  # the list has begun anew
        self._known = entries
        return entries[len(known) :]

    def begins_anew(self) -> bool:
        """Whether the browser is to be told now to empty its list, for it has become long."""
        is_due = len(self._known) >= MOST_KEPT and not self._is_reset
        self._is_reset = self._is_reset or is_due
        return is_due


def flat(entries: Any) -> Sequence[str]:
    """The entries of the browser's list, in the order of their keys."""
    found: list[str] = []
    while isinstance(entries, list) and entries:
        *before, last = entries
        if isinstance(last, list):
            entries = last
            continue
        found.append(str(last))
        entries = before[0] if len(before) == 1 and isinstance(before[0], list) else before
    return found[::-1]
