"""Text that is typed over one text, applied to another: pure functions.

Each change of a field is one contiguous edit: what stood between the common beginning and the
common end was replaced.
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
    """The smallest contiguous edit that makes one text of the other."""
    start = _common(before, after)
    end = _common(before[start:][::-1], after[start:][::-1])
    return Change(start, before[start : len(before) - end], after[start : len(after) - end])


def rebase(before: str, after: str, onto: str) -> str:
    """Apply what was typed over ``before`` to ``onto``; nothing that was inserted is lost.

    Where both have changed the same place, what was typed stands behind what is there.
    """
    if before == onto:
        return after
    typed, others = change(before, after), change(before, onto)
    others_end = others.start + len(others.removed)
    if typed.start >= others_end:  # behind the others' change, or right at its end
        start = typed.start + len(others.inserted) - len(others.removed)
    elif typed.start + len(typed.removed) <= others.start:
        start = typed.start
    else:
        place = others.start + len(others.inserted)
        return onto[:place] + typed.inserted + onto[place:]
    return onto[:start] + typed.inserted + onto[start + len(typed.removed) :]


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
