"""`notes open`: opens the page in a browser."""

import webbrowser
from typing import Annotated

import typer

from notes_ui.cli.client.connection import PAGE
from notes_ui.cli.exit_codes import Failure
from notes_ui.cli.options import Url
from notes_ui.cli.output.streams import put
from notes_ui.cli.server_url import connected


def open_page(
    context: typer.Context,
    *,
    only_print: Annotated[
        bool, typer.Option("--print", help="Only print the page's address.")
    ] = False,
    url: Url = None,
) -> None:
    """Open the page in this machine's default browser.

    notes open
    notes open --print
    """
    with connected(context, url) as server:
        page = f"{str(server.url).rstrip('/')}{PAGE}"
    if only_print:
        put(f"{page}\n")
    elif not webbrowser.open(page):
        raise Failure(f"No browser could be opened. The page is at {page}")
