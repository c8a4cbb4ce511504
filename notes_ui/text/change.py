"""What has changed from one text of a field to the next: pure functions.

Each change of a field is one contiguous edit: it replaces what stands between the common beginning
and the common end.
"""

from typing import NamedTuple


class Change(NamedTuple):
    """One contiguous edit."""

    start: int
    removed: str
    inserted: str

    @property
    def size(self) -> int:
        """How many characters it removes and inserts."""
        return len(self.removed) + len(self.inserted)


def change(before: str, after: str) -> Change:
    """The smallest contiguous edit that turns one text into the other."""
    start = _common(before, after)
    end = _common(before[start:][::-1], after[start:][::-1])
    return Change(start, before[start : len(before) - end], after[start : len(after) - end])


def _common(one: str, other: str) -> int:
    """The length of the common beginning."""
    most = min(len(one), len(other))
    if one[:most] == other[:most]:
        return most
    low, high = 0, most  # they agree up to `low`, and not up to `high`
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if one[low:middle] == other[low:middle] else (low, middle)
    return low
