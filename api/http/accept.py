"""Reads `Accept` (RFC 9110, 12.5.1), for which neither FastAPI nor Starlette has a parser."""

import re
from email.message import Message
from typing import Final
from urllib.request import parse_http_list

WEIGHT: Final = re.compile(r"0(\.[0-9]{0,3})?|1(\.0{0,3})?")


def prefers(accept: str, named: str, usual: str) -> bool:
    """Whether an `Accept` names a media type, and gives no greater weight to the usual one."""
    given = _weights(accept)
    ranges = (usual, f"{usual.partition('/')[0]}/*", "*/*")
    of_usual = next((given[each] for each in ranges if each in given), 0.0)
    weight = given.get(named, 0.0)
    return weight > 0 and weight >= of_usual


def _weights(accept: str) -> dict[str, float]:
    """The weight of each media range, without its parameters; 0 means that it is refused."""
    found: dict[str, float] = {}
    for each in parse_http_list(accept):
        told = Message()
        told["Content-Type"] = each
        weight = WEIGHT.fullmatch(str(told.get_param("q", "1")))
        if weight:
            found[told.get_content_type()] = float(weight[0])
    return found
