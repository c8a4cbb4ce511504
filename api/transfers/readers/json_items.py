"""What a text of JSON holds, unless it is nothing that a row can be."""

import re
from collections import Counter
from itertools import accumulate
from json import JSONDecodeError, JSONDecoder
from typing import Any, Final

from api.notes.validation_messages import TWICE, blame

SIGN: Final = re.compile(r'"(?:[^"\\]++|\\.)*+"|([\[\]{},])', re.DOTALL)
"""a text, or something else that counts"""
DEPTH: Final = {"[": 1, "{": 1, "]": -1, "}": -1, ",": 0, "": 0}


class ItemRefused(Exception):
    """An item that is JSON, but none that is taken; the text says why."""


def decoded(text: str, at: int = 0) -> tuple[object, int]:
    """What a text holds from there on, and where that ends.

    :raises JSONDecodeError: if it is no JSON
    :raises ItemRefused: if it is nested too deep, names a field twice, or has endless numbers
    """
    try:
        return DECODER.raw_decode(text, at)
    except RecursionError as error:
        raise ItemRefused("This is nested too deep.") from error
    except JSONDecodeError:
        raise
    except ValueError as error:  # whose words are for programmers
        raise ItemRefused("A number here has too many digits.") from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        ((name, _),) = Counter(name for name, _ in pairs).most_common(1)
        raise ItemRefused(blame(name, TWICE))
    return found


DECODER: Final = JSONDecoder(object_pairs_hook=_once)


def end_of_item(run: str, depth: int) -> tuple[int | None, int]:
    """Where in a run of JSON an item ends, if it does, and how deep in brackets the run does.

    :param run: texts in it are whole
    :param depth: how deep in brackets of the item it begins
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
