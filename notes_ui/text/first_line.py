"""A note that was written without a title: its first line stands for it."""

import re
from typing import Final

from notes_ui.ports.notes import TITLE_LENGTH

MARKS: Final = re.compile(r"\s*(?:#{1,6}\s+|>\s*|(?:[-*+]|\d{1,9}[.)])\s+(?:\[[ xX]\]\s+)?)?")
"""what begins a heading, a quote, a list item or a task in Markdown"""


def titled(title: str, description: str) -> tuple[str, str]:
    """Title and description, where the first line with a text stands in for a blank title.

    The description keeps this line if it is an item of a list, or too long for a title.
    """
    if title.strip() or not description.strip():
        return title, description
    lines = description.lstrip().split("\n")
    marks = MARKS.match(lines[0])
    begun = marks[0] if marks else ""
    found = lines[0][len(begun) :].strip() or lines[0].strip()
    if len(found) > TITLE_LENGTH:
        return f"{found[: TITLE_LENGTH - 1].rstrip()}…", description
    of_a_list = bool(begun.strip(" #>\t"))
    rest = "\n".join(lines[1:]).lstrip("\n")
    return found, description if of_a_list else rest
