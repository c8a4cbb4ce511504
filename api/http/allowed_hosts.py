"""By which names this server is asked (RFC 9110, 7.2), so that no site can get in under its own.

Whoever owns a name can let it lead to this machine, once a browser has loaded a page from there
(DNS rebinding). To the browser, what is served here is then a part of that site, and what is said
of origins keeps nobody out. Only the name is wrong, and the browser can't be made to hide it.
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
"""that are remembered: 0.2 MB at most, and asked for with each request"""
LOCAL: Final = "localhost"


class AllowedHosts:
    """The names that are taken: any IP address, this machine's own names, and those that are given.

    An address is no name that anybody could let lead elsewhere.

    :param names: what is also taken; ``*.example.org`` is any name that ends so, ``*`` any at all
    """

    def __init__(self, names: Collection[str]) -> None:
        given = {name.lower() for name in names}
        self._any = ANY in given
        self._names = _own_names() | given
        self._endings = tuple(name[1:] for name in given | {f"*.{LOCAL}"} if name.startswith("*."))
        self._verdict = lru_cache(VERDICTS)(self._judge)

    def take(self, host: bytes) -> bool:
        """Whether this is taken in a `Host` header."""
        return self._verdict(host) if len(host) <= LONGEST else self._judge(host)

    def _judge(self, host: bytes) -> bool:
        name = name_in(host)
        return self._any or name in self._names or name.endswith(self._endings) or _is_address(name)


def name_in(host: bytes) -> str:
    """The name or the address in a `Host` header; nothing where there is none that can be one."""
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
