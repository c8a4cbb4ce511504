"""Keeps a pressed note in its place for a moment: a second press meets it, and no other note."""

import asyncio
import math
import time
from collections.abc import Callable, Collection, Mapping
from typing import Any, Final

BEAT: Final = 0.7
"""seconds: longer than between two clicks of a shaking hand, and shorter than anybody waits"""


class RemovalDelay:
    """The notes of one page that somebody has just pressed. While there are any, nothing moves.

    :param over: called when the last of them may go
    """

    def __init__(self, over: Callable[[], None]) -> None:
        self._over = over
        self._until: dict[int, float] = {}
        self._values: dict[int, Mapping[str, Any]] = {}

    def __bool__(self) -> bool:
        return bool(self._until)

    def press(self, note_id: int, **values: Any) -> None:
        """Have the note stay where it is, at least until `settle` or `stay` is called.

        :param values: the fields of the note that the press changes; the card shows them meanwhile
        """
        self._until[note_id] = math.inf
        self._values[note_id] = values

    def settle(self, note_id: int) -> None:
        """Let the note go after `BEAT` seconds: what was asked for has been done."""
        if note_id in self._until:
            self._until[note_id] = time.monotonic() + BEAT * 0.99  # a timer may be early by a hair
            asyncio.get_running_loop().call_later(BEAT, self._end)

    def stay(self, note_id: int) -> None:
        """Stop holding the note: nothing came of the press, so the note stays by itself."""
        if self._until.pop(note_id, None) is not None and not self._until:
            self._over()

    def forget(self) -> None:
        """Stop holding all notes: another view is to be shown."""
        self._until.clear()

    def among(self, note_ids: Collection[int]) -> Mapping[int, Mapping[str, Any]]:
        """Those of the notes that are held, with the fields that their cards are to show."""
        return {each: self._values[each] for each in note_ids if each in self._until}

    def _end(self) -> None:
        now = time.monotonic()
        ended = [each for each, until in self._until.items() if until <= now]
        for note_id in ended:
            del self._until[note_id]
        if ended and not self._until:
            self._over()
