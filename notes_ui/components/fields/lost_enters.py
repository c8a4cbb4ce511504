"""Which text each entry was typed over, when some of their Enters were lost with the connection.

Until the browser has reported its list of entries, the server does not know whether an Enter was
lost. So it keeps what it knew at each loss of the connection, and reads later reports in two ways.
"""

from collections.abc import Sequence
from typing import NamedTuple

from notes_ui.text.overlay import Overlay

Readings = Sequence[Overlay]
"""what was shown and what may have been meant, one for each possible reading"""


class Found(NamedTuple):
    """What the entries show."""

    entries: Sequence[tuple[str, Overlay]]
    """each entry, and the shown and the meant text over which it was typed"""
    reading: int
    """which reading of the later reports is right: 0 if no Enter was lost, otherwise the number of
    the loss of the connection with which the last one was lost, counted from 1"""


def found_late(entries: Sequence[str], before: Sequence[Readings]) -> Found:
    """Find what each entry was typed over whose Enter was lost with the connection.

    What the browser has reported since a loss was typed after the Enters that were lost with it.

    :param before: the readings at each loss of the connection; at least one
    """
    found: list[tuple[str, Overlay]] = []
    over, last, reading = before[0][0], 0, 0
    for entry in entries:
        if at := _goes_on(entry, before, last):
            over, last = before[at][reading], at
        found.append((entry, over))
        over, reading = Overlay(), last + 1
    return Found(found, reading)


def _goes_on(entry: str, before: Sequence[Readings], last: int) -> int | None:
    """The latest loss of the connection at which the field showed the beginning of the entry.

    :param last: the place of a loss in ``before``; only later losses count
    :return: the place of the loss in ``before``; None if there is none
    """
    later = range(len(before) - 1, last, -1)
    return next(
        (at for at in later if (shown := before[at][0].shown) and entry.startswith(shown)), None
    )
