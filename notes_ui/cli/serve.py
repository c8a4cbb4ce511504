"""`notes serve`, and `notes` alone: serves REST and the page on a port of this machine."""

import asyncio
import socket
from collections.abc import Mapping
from typing import Any, Final

import uvicorn
from pydantic import ValidationError

from api.db.errors import DatabaseUnusable
from api.settings import Settings
from api.telemetry import logs
from notes_ui.application import create_app
from notes_ui.cli.exit_codes import Failure, WrongUse
from notes_ui.cli.output.streams import put
from notes_ui.runtime import gc_policy
from notes_ui.runtime.sockets.compression import WebSocketProtocol

OPTIONS: Final = frozenset({"host", "port", "database_url"})
SERVER_LEVELS: Final = {"debug": "info", "info": "warning"}
"""Uvicorn's log levels: this module itself reports the start, in one line"""
GRACE: Final = 1
"""seconds that open pages get to disconnect during a shutdown"""


def run(options: Mapping[str, Any]) -> None:
    """Serve until the process gets a signal to end.

    :param options: the settings from the command line
    :raises WrongUse: if a setting is invalid
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
    """Open the database once in advance: the server would bury an error in a traceback."""
    if settings.api_url:
        return  # whose process may start later than this one
    from api.backend import Backend

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
        access_log=False,  # that of `RequestMiddleware` logs more
        log_config=None,
        log_level=SERVER_LEVELS.get(settings.log_level, settings.log_level),
        timeout_graceful_shutdown=GRACE,
        ws=WebSocketProtocol,
        ws_per_message_deflate=False,  # that of Uvicorn compresses small messages, too
    )
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    port = listening.getsockname()[1]
    put(f"Notes: http://{host}:{port}/front/notes (Ctrl-C ends it)\n")
    uvicorn.Server(config).run(sockets=[listening])
