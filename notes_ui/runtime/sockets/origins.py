"""From which site a page may open its socket, and what becomes of a page whose site is hidden."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import parse_qs

from nicegui import Client, core

from notes_ui.runtime.browser_cookie import browser_of

DEFAULT_PORTS: Final = {"http": ":80", "https": ":443"}
MOST: Final = 1000
"""how many refusals are remembered for pages, and how many sites for the log"""
LONGEST: Final = 100
"""characters of a header that are logged"""
HIDDEN: Final = (
    "A page of %s was refused its socket, because its request names the host %s. A proxy in between"
    " must pass on the header Host as it comes, or X-Forwarded-Host."
)

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class HiddenSite:
    """A page of this server that the browser has from another site than the server knows."""

    site: str
    """where the browser has it from"""
    host: str
    """the host that the requests name here"""


class SocketOrigins:
    """Lets pages of this site open a socket, and no others: NiceGUI lets all.

    A site is a host and a port. The scheme may differ, because a proxy that ends TLS need not tell
    which one the browser uses. No page can set the headers that name the host (Fetch).
    """

    def __init__(self) -> None:
        self._hidden: dict[str, HiddenSite] = {}
        """the last refusals of pages of this server, by their browsers"""
        self._logged: set[HiddenSite] = set()

    def listen(self) -> None:
        """Decide for all sockets from now on."""
        core.sio.eio.cors_allowed_origins = self.is_own
        core.sio.eio.log_message_keys.add("bad-origin")  # its own line says less

    def is_own(self, origin: str | None, environ: Mapping[str, Any]) -> bool:
        """Whether a page of this origin may open a socket; scripts send no origin."""
        if origin is None:
            return True
        hosts = environ.get("HTTP_HOST", ""), environ.get("HTTP_X_FORWARDED_HOST", "")
        known = {host.partition(",")[0].strip().lower() for host in hosts} - {""}
        scheme, _, site = origin.lower().partition("://")
        port = DEFAULT_PORTS.get(scheme, "")
        if site in known or f"{site}{port}" in known:
            return True
        self._refuse(HiddenSite(site, hosts[0]), environ)
        return False

    def take(self, browser: str) -> HiddenSite | None:
        """Return why a page of this browser was refused its socket, once; None if none was."""
        return self._hidden.pop(browser, None)

    def _refuse(self, hidden: HiddenSite, environ: Mapping[str, Any]) -> None:
        if hidden not in self._logged and len(self._logged) < MOST:
            self._logged.add(hidden)
            logger.warning(HIDDEN, ascii(hidden.site[:LONGEST]), ascii(hidden.host[:LONGEST]))
        # Another site does not know the id of a page, so it can't make this server say anything.
        if page := Client.instances.get(_page_in(environ)):
            self._hidden[browser_of(page.request)] = hidden
            if len(self._hidden) > MOST:
                del self._hidden[next(iter(self._hidden))]


def _page_in(environ: Mapping[str, Any]) -> str:
    query: str = environ.get("QUERY_STRING", "")
    return parse_qs(query).get("client_id", [""])[0]
