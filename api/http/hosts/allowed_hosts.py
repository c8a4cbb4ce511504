"""Checks the `Host` of requests (RFC 9110, 7.2) against the allowed names, to stop DNS rebinding.

In DNS rebinding, a site's owner points the site's name to this machine after a browser has loaded a
page from it. The browser then takes this server for a part of that site, so checks of the origin do
not help. Only the host name is wrong, and a browser always sends it.
"""

import re
import socket
from collections.abc import Collection
from functools import lru_cache
from ipaddress import ip_address
from typing import Final

ANY: Final = "*"
HOST: Final = re.compile(r"(?:\[([0-9a-f:.]+)\]|([^\s:\[\]]+?)\.?)(?::[0-9]*)?")
LONGEST: Final = 300
"""bytes: 253 of a name, and a port"""
VERDICTS: Final = 256
"""cached results, at most 0.2 MB; every request needs one"""
LOCAL: Final = "localhost"


# Starlette's TrustedHostMiddleware knows only names, and so can't allow all IP addresses.
class AllowedHosts:
    """The accepted names: any IP address, this machine's own names, and the given ones.

    IP addresses are safe, because nobody can point them elsewhere.

    :param names: other accepted names; ``*.example.org`` is any name with that ending, ``*`` any
    """

    def __init__(self, names: Collection[str]) -> None:
        given = {name.lower() for name in names}
        self._any = ANY in given
        self._names = _own_names() | given
        self._endings = tuple(name[1:] for name in given | {f"*.{LOCAL}"} if name.startswith("*."))
        self._verdict = lru_cache(VERDICTS)(self._judge)

    def take(self, host: bytes) -> bool:
        """Whether a `Host` header is accepted."""
        return self._verdict(host) if len(host) <= LONGEST else self._judge(host)

    def _judge(self, host: bytes) -> bool:
        name = name_in(host)
        return self._any or name in self._names or name.endswith(self._endings) or _is_address(name)


def name_in(host: bytes) -> str:
    """The name or the address in a `Host` header; empty if it is malformed."""
    found = HOST.fullmatch(host.decode("latin-1").lower()) if len(host) <= LONGEST else None
    return (found[1] or found[2]) if found else ""


def _own_names() -> set[str]:
    own = socket.gethostname().lower()
    return {LOCAL, own, f"{own.partition('.')[0]}.local"} - {""}  # `.local`: on the local network


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
