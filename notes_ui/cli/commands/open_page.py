"""`notes open`: the page, in a browser."""

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
        bool, typer.Option("--print", help="Print the page's address, and open nothing.")
    ] = False,
    url: Url = None,
) -> None:
    """Open the page in the browser that this machine prefers.

    notes open
    notes open --print
    """
    with connected(context, url) as server:
        page = f"{str(server.url).rstrip('/')}{PAGE}"
    if only_print:
        put(f"{page}\n")
    elif not webbrowser.open(page):
        raise Failure(f"There is no browser to open. The page is at {page}")
