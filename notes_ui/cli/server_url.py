"""Finds the server that a subcommand uses."""

from typing import Annotated, Final

import typer

from notes_ui.cli.client.connection import ATTEMPTS, PATIENCE
from notes_ui.cli.client.notes import NotesClient

LOCAL: Final = "http://127.0.0.1:8000"
FirstUrl = Annotated[str, typer.Option("--url", envvar="NOTES_URL", help="Address of the server.")]
Url = Annotated[
    str | None,
    typer.Option("--url", help=f"Address of the server. Default: NOTES_URL, or {LOCAL}."),
]


def connected(
    context: typer.Context,
    url: str | None,
    *,
    patience: float = PATIENCE,
    attempts: int = ATTEMPTS,
) -> NotesClient:
    """A client for the server: from `--url` after the subcommand, before it, or from NOTES_URL.

    :raises WrongUse: if the address is invalid
    """
    return NotesClient(url or context.find_root().params.get("url") or LOCAL, patience, attempts)
