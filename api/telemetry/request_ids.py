"""The id of the current request: in its response, its problem, and each line of the log."""

import re
from collections.abc import Iterable
from contextvars import ContextVar
from random import getrandbits
from typing import Final

HEADER: Final = b"x-request-id"
SANE: Final = re.compile(rb"[A-Za-z0-9._:+/=@-]{1,128}")
"""characters that are safe in a log: no blanks, line breaks or quotes"""
BITS: Final = 64
"""random bits of an id: among a billion requests, two are equal with a chance of 3 %"""

request_id: Final[ContextVar[str | None]] = ContextVar("request_id", default=None)
"""None outside a request"""


def id_of(headers: Iterable[tuple[bytes, bytes]]) -> str:
    """The id in the caller's `X-Request-ID`, if it is valid; else a new one."""
    for name, value in headers:
        if name == HEADER and SANE.fullmatch(value):
            return value.decode("ascii")
    return f"{getrandbits(BITS):016x}"  # not a secret, so no system call for it
