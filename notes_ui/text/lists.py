"""Lists that go on: what Enter at the end of a list item begins. Pure functions."""

import re
from typing import Final

ITEM: Final = re.compile(
    r"(?P<indent>[ \t]*)(?:(?P<bullet>[-*+])|(?P<number>\d{1,9})(?P<after>[.)]))"
    r"(?P<gap>[ \t]+)(?P<box>\[[ xX]\][ \t]+)?(?P<text>.*)"
)
"""a list item of Markdown (CommonMark 5.2), or a task (GitHub Flavored Markdown 5.3)"""


def continued(before: str, after: str) -> str | None:
    """The text with the next item begun, if somebody has just pressed Enter behind the last one.

    Behind an empty item the list ends: the item goes, and a blank line parts what follows from
    the list, as Markdown has it (CommonMark 5.2: else it would be a part of the last item).

    :return: None if there is nothing to go on with
    """
    if after != f"{before}\n":
        return None
    line = before.rpartition("\n")[2]
    item = ITEM.fullmatch(line)
    if item is None:
        return None
    if not item["text"].strip():
        kept = before[: len(before) - len(line)]
        return f"{kept}\n" if kept else kept
    box = "[ ] " if item["box"] else ""
    return f"{after}{item['indent']}{_next(item)}{item['gap']}{box}"


def _next(item: re.Match[str]) -> str:
    if item["bullet"]:
        return item["bullet"]
    return f"{int(item['number']) + 1}{item['after']}"
