"""Reads `Accept` (RFC 9110, 12.5.1), for which neither FastAPI nor Starlette has a parser."""

import re
from collections.abc import Iterable
from typing import Final

LONGEST: Final = 8192
"""characters of a header that is read; browsers send some 150"""
NAME: Final = r"[!#$%&'*+.^_`|~0-9A-Za-z-]++"
QUOTED: Final = r'"(?:[^"\\]|\\.)*+"'
WEIGHT: Final = r"0(?:\.[0-9]{0,3}+)?+|1(?:\.0{0,3}+)?+"
PARAMETER: Final = rf"q=(?P<weight>{WEIGHT})|(?!q=){NAME}=(?:{NAME}|{QUOTED})"
# Nothing is given back once it is matched (`++`), so that the time grows only with the length.
ELEMENT: Final = re.compile(
    rf"[ \t]*+(?P<range>{NAME}/{NAME})(?:[ \t]*+;[ \t]*+(?:{PARAMETER})?+)*+[ \t]*+(?=,|\Z)"
    r'|(?:[^",]|"(?:[^"\\]|\\.)*+(?:"|\\?\Z))++',  # what is malformed, up to the next comma
    re.IGNORECASE | re.DOTALL | re.ASCII,
)


def prefers(accept: Iterable[str], named: str, usual: str) -> bool:
    """Whether an `Accept` names a media type, and gives no greater weight to the usual one.

    :param accept: the lines of the header, which form one list (RFC 9110, 5.3)
    """
    given = _weights(", ".join(accept))
    ranges = (usual, f"{usual.partition('/')[0]}/*", "*/*")
    of_usual = next((given[each] for each in ranges if each in given), 0.0)
    weight = given.get(named, 0.0)
    return weight > 0 and weight >= of_usual


def _weights(accept: str) -> dict[str, float]:
    """The weight of each media range, without its parameters; 0 means that it is refused.

    What is malformed does not count, and neither does a header that is too long.
    """
    found = ELEMENT.finditer(accept) if len(accept) <= LONGEST else ()
    return {each["range"].lower(): float(each["weight"] or 1) for each in found if each["range"]}
