"""`notes serve`, and `notes` with nothing else: REST and pages on a port of this machine."""

import asyncio
import socket
from collections.abc import Mapping
from typing import Any, Final

import uvicorn
from pydantic import ValidationError

from api.backend import Backend
from api.db.errors import DatabaseUnusable
from api.settings import Settings
from api.telemetry import logs
from notes_ui.application import create_app
from notes_ui.cli.exit_codes import Failure, WrongUse
from notes_ui.cli.output.streams import put
from notes_ui.runtime import gc_policy

OPTIONS: Final = frozenset({"host", "port", "database_url"})
SERVER_LEVELS: Final = {"debug": "info", "info": "warning"}
"""how much Uvicorn says of itself: that it has started is said in one line here"""
GRACE: Final = 1
"""seconds that open pages get to say goodbye once the server is told to end"""


def run(options: Mapping[str, Any]) -> None:
    """Serve until the process is told to end.

    :param options: the settings that were given on the command line
    :raises WrongUse: if a setting is of no use
    :raises Failure: if the port or the database can't be used
    """
    settings = _settings(options)
    logs.set_up(settings)
    listening = _listen(settings)
    try:
        asyncio.run(_try_the_database(settings))
    except DatabaseUnusable as error:
        raise Failure(str(error)) from error
    _serve(settings, listening)


def _settings(given: Mapping[str, Any]) -> Settings:
    try:
        return Settings(**given)
    except ValidationError as error:
        wrong = error.errors()[0]
        name = str(wrong["loc"][0])
        option = f"--{name.replace('_', '-')} or " if name in OPTIONS else ""
        raise WrongUse(f"{option}NOTES_{name.upper()}: {wrong['msg']}") from error


async def _try_the_database(settings: Settings) -> None:
    """Open it once before the server does, which would drown the reason in a traceback."""
    async with Backend(settings).running():
        pass


def _listen(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        return socket.create_server((settings.host, settings.port), family=family, backlog=2048)
    except OSError as error:
        reason = str(error.strerror or error).partition(" (while ")[0]
        raise Failure(f"Can't listen on {settings.host} port {settings.port}: {reason}.") from error


def _serve(settings: Settings, listening: socket.socket) -> None:
    app = create_app(settings)
    gc_policy.collect_less_often()
    config = uvicorn.Config(
        app,
        access_log=False,  # Reception's knows more
        log_config=None,
        log_level=SERVER_LEVELS.get(settings.log_level, settings.log_level),
        timeout_graceful_shutdown=GRACE,
        ws_per_message_deflate=False,  # 40 kB for each page, for messages of less than one
    )
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    port = listening.getsockname()[1]
    put(f"Notes: http://{host}:{port}/front/notes (Ctrl-C ends it)\n")
    uvicorn.Server(config).run(sockets=[listening])
