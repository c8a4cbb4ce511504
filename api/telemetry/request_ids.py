"""The id of the request that is being handled: in its answer, its problem, and each log line."""

import re
from collections.abc import Iterable
from contextvars import ContextVar
from random import getrandbits
from typing import Final

HEADER: Final = b"x-request-id"
SANE: Final = re.compile(rb"[A-Za-z0-9._:+/=@-]{1,128}")
"""what may stand in a log: no space, no end of a line, no end of a text"""
BITS: Final = 64
"""that are drawn for an id: of a billion requests two have the same with a chance of 3 %"""

request_id: Final[ContextVar[str | None]] = ContextVar("request_id", default=None)
"""None where no request is being handled"""


def id_of(headers: Iterable[tuple[bytes, bytes]]) -> str:
    """The id that the caller has given in `X-Request-ID`, if it is sane; else a new one."""
    for name, value in headers:
        if name == HEADER and SANE.fullmatch(value):
            return value.decode("ascii")
    return f"{getrandbits(BITS):016x}"  # no secret; the system's randomness is a call to it
