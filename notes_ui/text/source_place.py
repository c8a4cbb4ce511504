"""Where something that is shown stands in what was written."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

LINK_END: Final = re.compile(r"\]\((?:[^()\\\n]|\\.|\([^()\n]*\))*\)")
"""where a link leads; it may hold the same words as the text behind it"""

MARKUP: Final = 40
"""characters at most that make one that is shown"""


@dataclass(frozen=True, slots=True)
class Place:
    """Between two letters of a field."""

    field: str
    at: int
    """how many characters come before"""
    text: str
    """what the field held"""


def source_place(written: str, shown: Sequence[str], offset: int) -> int:
    """How far into a text something stands that was made of it.

    :param shown: what is seen, from one tag to the next, up to the text where it stands
    :param offset: how far into that last one
    """
    *above, beside = shown[-1][:offset].split("\n")
    rest = shown[-1][offset:].partition("\n")[0]
    at = 0
    for line in chain.from_iterable((*(text.split("\n") for text in shown[:-1]), above)):
        at = _behind(written, line, line, at)
    return _behind(written, beside + rest, beside, at)


def _behind(written: str, line: str, part: str, at: int) -> int:
    """Where the part ends that begins a line; the line comes next."""
    if skipped := LINK_END.match(written, at):
        at = skipped.end()
    if (found := written.find(line, at)) >= 0:
        return found + len(part)
    for character in part:  # something in it is written in another way, as \\* or &amp;
        at = max(at, written.find(character, at, at + MARKUP) + 1)
    return at
