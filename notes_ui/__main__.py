"""The `notes` command: REST and pages on a port of this machine."""

import asyncio
import socket
from typing import Annotated, Any, Final, NoReturn

import typer
import uvicorn
from pydantic import ValidationError

from api import __version__, logs
from api.backend import Backend
from api.database import DatabaseUnusable
from api.settings import Settings
from notes_ui import garbage
from notes_ui.main import create_app

CANNOT_RUN: Final = 1
WRONG_USE: Final = 2
GRACE: Final = 1
"""seconds that open pages get to say goodbye once the server is told to end"""
SERVER_LEVELS: Final = {"debug": "info", "info": "warning"}
"""how much Uvicorn says of itself: that it has started is said in one line here"""

command = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)


def main() -> None:
    """Run the command."""
    command()


@command.command()
def serve(
    host: Annotated[
        str | None, typer.Option(help="Address to listen on. Default: 127.0.0.1.")
    ] = None,
    port: Annotated[
        int | None, typer.Option(help="Port; 0 takes a free one. Default: 8000.")
    ] = None,
    database_url: Annotated[
        str | None, typer.Option(help="Where the notes are kept. Default: sqlite:///notes.db.")
    ] = None,
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    """Notes in every browser: a page that is the same everywhere, at once, with REST beside it.

    Each option can also be given as a variable: NOTES_HOST, NOTES_PORT, NOTES_DATABASE_URL.
    """
    if version:
        typer.echo(__version__)
        return
    settings = _settings(host=host, port=port, database_url=database_url)
    logs.set_up(settings)
    listening = _listen(settings)
    try:
        asyncio.run(_try_the_database(settings))
    except DatabaseUnusable as error:
        _stop(str(error), CANNOT_RUN)
    _serve(settings, listening)


def _settings(**options: Any) -> Settings:
    try:
        return Settings(**{name: value for name, value in options.items() if value is not None})
    except ValidationError as error:
        wrong = error.errors()[0]
        name = str(wrong["loc"][0])
        option = f"--{name.replace('_', '-')} or " if name in options else ""
        _stop(f"{option}NOTES_{name.upper()}: {wrong['msg']}", WRONG_USE)


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
        _stop(f"Can't listen on {settings.host} port {settings.port}: {reason}.", CANNOT_RUN)


def _serve(settings: Settings, listening: socket.socket) -> None:
    app = create_app(settings)
    garbage.collect_less_often()
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
    typer.echo(f"Notes: http://{host}:{port}/front/notes (Ctrl-C ends it)")
    uvicorn.Server(config).run(sockets=[listening])


def _stop(message: str, code: int) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(code)


if __name__ == "__main__":
    main()
