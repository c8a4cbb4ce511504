"""The task lines of a description: ``- [ ] milk``. They are counted from 0."""

import re
from collections import Counter
from itertools import islice
from typing import Final

from notes_ui.rendering.parser import is_task, read_blocks

LINE: Final = re.compile(r"[^\r\n]*(?:\r\n?|\n|\Z)")
BOX: Final = re.compile(r"\[[ xX]\](?=[ \t])")


def tasks(description: str) -> list[bool]:
    """Whether each task line is ticked, from top to bottom."""
    return [bool(token.meta["checked"]) for token in read_blocks(description) if is_task(token)]


def tick(description: str, index: int, ticked: bool) -> str:
    """The description with one task line ticked or unticked, and otherwise unchanged.

    :raises IndexError: if there is no such task line
    """
    if tasks(description)[_known(index)] == ticked:
        return description
    inside = _box(description, index).start() + 1
    return description[:inside] + ("x" if ticked else " ") + description[inside + 1 :]


def task_text(description: str, index: int) -> str:
    """The text behind the box of a task line, by which `same_task` finds the line after an edit.

    :raises IndexError: if there is no such task line
    """
    line = LINE.match(description, _box(description, index).end())
    return line[0].strip() if line else ""


def same_task(before: str, index: int, now: str) -> int | None:
    """The index of a task line in a changed text; None unless exactly one line has its text.

    :param before: the text before the change
    :param now: the changed text
    :raises IndexError: if there was no such task line
    """
    wanted = task_text(before, index)
    found = [place for place in range(len(tasks(now))) if task_text(now, place) == wanted]
    return found[0] if len(found) == 1 else None


def _box(description: str, index: int) -> re.Match[str]:
    """The box of a task line; only list markers and boxes of other tasks stand before it."""
    lines = [token.map[0] for token in read_blocks(description) if is_task(token) and token.map]
    line = lines[_known(index)]
    before = Counter(lines[:index])[line]
    start = next(islice(LINE.finditer(description), line, None)).start()
    return next(islice(BOX.finditer(description, start), before, None))


def _known(index: int) -> int:
    if index < 0:
        raise IndexError("task lines are counted from 0")
    return index
