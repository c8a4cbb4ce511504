"""Merges the changes that two people make to one text, line by line.

`merge3` finds the regions that one person has changed, and those that both have changed. This
module merges the latter once more, line by line. Changes of neighbouring lines do not conflict. If
both people add lines at one place, the result has the lines of both. A tick of a task does not
conflict with a change of its words.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any, Final

from merge3 import Merge3

LINE_END: Final = re.compile(r"\r\n?")
TASK: Final = re.compile(r"([\s>\d.)*+-]*[-*+.)][ \t]+\[)([ xX])(\].*)")
MOST_COMPARED: Final = 1000
"""maximum lines of each text that are compared with each other; more would take seconds

Lines at the beginning and at the end that are equal in both texts do not count.
"""
Lines = Sequence[str]
Block = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Merged:
    """A text with the changes of both."""

    text: str
    """a line that both have changed is that of `theirs`, or that of `mine` with `prefer_mine`"""
    met: bool
    """whether both have changed the same line"""


def plain(text: str) -> str:
    """The text as a browser has it in a field: with one kind of line end."""
    return LINE_END.sub("\n", text)


def merge(base: str, mine: str, theirs: str, *, prefer_mine: bool = False) -> Merged:
    """Merge what was made of `base` by two people.

    :param prefer_mine: whether a line that both have changed is to be as mine, and not as theirs
    """
    before, first, second = (plain(text).split("\n") for text in (base, mine, theirs))
    merged: list[str] = []
    met = False
    for kind, *found in _groups(before, first, second):
        if kind == "conflict":
            lines, both = _merge_region(found[0], found[1], found[2], prefer_mine=prefer_mine)
            met |= both
        else:
            lines = found[0]
        merged += lines
    return Merged("\n".join(merged), met)


def _groups(before: Lines, mine: Lines, theirs: Lines) -> Iterator[tuple[Any, ...]]:
    found = Merge3(before, mine, theirs, sequence_matcher=_Blocks)
    return found.merge_groups()


def added(before: str, now: str) -> Lines:
    """The lines of a text that were not in it before, or not like this."""
    old, new = plain(before).split("\n"), plain(now).split("\n")
    found = _changes(old, new)
    lines = [*found.lines.values(), *(line for more in found.additions.values() for line in more)]
    return [line for line in lines if line and line.strip()]


class _Blocks:
    """What two texts have in common: where they begin and end alike that needs no search."""

    def __init__(self, _: object, a: Lines, b: Lines) -> None:
        self._old, self._new = a, b

    def get_matching_blocks(self) -> list[Block]:
        """Blocks of equal lines: where they begin in each text, and how many there are."""
        return list(_blocks(self._old, self._new))


def _blocks(old: Lines, new: Lines) -> Iterator[Block]:
    least = min(len(old), len(new))
    head = next((n for n in range(least) if old[n] != new[n]), least)
    least -= head
    tail = next((n for n in range(least) if old[-1 - n] != new[-1 - n]), least)
    old_midst, new_midst = old[head : len(old) - tail], new[head : len(new) - tail]
    yield 0, 0, head
    if max(len(old_midst), len(new_midst)) <= MOST_COMPARED:
        for a, b, size in SequenceMatcher(None, old_midst, new_midst).get_matching_blocks()[:-1]:
            yield a + head, b + head, size
    yield len(old) - tail, len(new) - tail, tail
    yield len(old), len(new), 0


@dataclass(slots=True)
class _Changes:
    """What somebody has made of some lines, by their places."""

    lines: dict[int, str | None]
    """instead of each line that was changed; None: it was deleted"""
    additions: dict[int, Lines]
    """in front of a line; also behind the last"""


def _changes(old: Lines, new: Lines) -> _Changes:
    found = _Changes({}, {})
    start = begin = 0
    for a, b, size in _blocks(old, new):
        instead = new[begin:b]
        for place, line in zip_longest(range(start, a), instead[: a - start]):
            found.lines[place] = line
        if more := instead[a - start :]:
            found.additions[a] = more
        start, begin = a + size, b + size
    return found


def _merge_region(
    before: Lines, mine: Lines, theirs: Lines, *, prefer_mine: bool
) -> tuple[Lines, bool]:
    """Merge line by line; return whether both have changed the same one as well."""
    first, second = _changes(before, mine), _changes(before, theirs)
    merged: list[str] = []
    met = False
    for place in range(len(before) + 1):
        merged += _both_added(first.additions.get(place, ()), second.additions.get(place, ()))
        if place < len(before):
            line = before[place]
            a, b = first.lines.get(place, line), second.lines.get(place, line)
            agreed, result = _merge_line(line, a, b)
            met |= not agreed
            chosen = result if agreed else a if prefer_mine else b
            merged += [] if chosen is None else [chosen]
    return merged, met


def _both_added(mine: Lines, theirs: Lines) -> Lines:
    return theirs if mine == theirs else [*theirs, *mine]


def _merge_line(before: str, mine: str | None, theirs: str | None) -> tuple[bool, str | None]:
    """Whether both can be had, and how."""
    if theirs in {mine, before}:
        return True, mine
    if mine == before:
        return True, theirs
    for one, other in ((mine, theirs), (theirs, mine)):
        if one is not None and (box := _only_ticked(before, one)):
            return True, _with_box(other, box)
    return False, None


def _only_ticked(before: str, now: str) -> str | None:
    """The box of a task line, if nothing else of it was changed."""
    old, new = TASK.fullmatch(before), TASK.fullmatch(now)
    return new[2] if old and new and old.group(1, 3) == new.group(1, 3) else None


def _with_box(line: str | None, box: str) -> str | None:
    """The line ticked or not; one that is no task any more stays as it is."""
    found = TASK.fullmatch(line) if line is not None else None
    return found[1] + box + found[3] if found else line
