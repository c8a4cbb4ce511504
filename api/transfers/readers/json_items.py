"""Decodes one item of JSON, and refuses items that can't be a row."""

import re
from collections import Counter
from itertools import accumulate
from json import JSONDecodeError, JSONDecoder
from typing import Any, Final

from api.notes.validation_messages import TWICE, blame

SIGN: Final = re.compile(r'"(?:[^"\\]++|\\.)*+"|([\[\]{},])', re.DOTALL)
"""a string, or a bracket or comma"""
DEPTH: Final = {"[": 1, "{": 1, "]": -1, "}": -1, ",": 0, "": 0}


class ItemRefused(Exception):
    """An item that is JSON but is refused; the text says why."""


def decoded(text: str, at: int = 0) -> tuple[object, int]:
    """The value that begins at a position of the text, and the position behind it.

    :raises JSONDecodeError: if it is not JSON
    :raises ItemRefused: if it is nested too deep, names a field twice, or has too long a number
    """
    try:
        return DECODER.raw_decode(text, at)
    except RecursionError as error:
        raise ItemRefused("This is nested too deep.") from error
    except JSONDecodeError:
        raise
    except ValueError as error:  # its message is for programmers
        raise ItemRefused("A number here has too many digits.") from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        ((name, _),) = Counter(name for name, _ in pairs).most_common(1)
        raise ItemRefused(blame(name, TWICE))
    return found


DECODER: Final = JSONDecoder(object_pairs_hook=_once)


def end_of_item(run: str, depth: int) -> tuple[int | None, int]:
    """The position in a run of JSON where the item ends, if it does, and the depth at its end.

    :param run: JSON in which every string is complete
    :param depth: the depth of brackets at its beginning
    """
    steps = [DEPTH[sign] for sign in SIGN.findall(run)]
    if depth + min(accumulate(steps), default=0) > 0:
        return None, depth + sum(steps)
    for found in SIGN.finditer(run):
        sign = found[1] or ""
        if depth == 0 and sign and sign in ",]}":
            return found.start(), 0
        depth += DEPTH[sign]
    return None, depth
