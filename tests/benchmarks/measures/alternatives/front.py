"""What one change costs a front for one open page, against a page in the process of its notes."""

import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Final

from tests.benchmarks.clients.audience import audience
from tests.benchmarks.clients.browser import Browser
from tests.benchmarks.clients.changes import toggles
from tests.benchmarks.data.seed import seed
from tests.benchmarks.figures import Figure
from tests.benchmarks.measures.page_cost import NOTES, PAGES, SHOWN, compared
from tests.benchmarks.servers import Server, the_app

ROUNDS: Final = 5
TICKED: Final = range(NOTES - SHOWN + 1, NOTES + 1)


async def front_toggle() -> Sequence[Figure]:
    """`done` is changed over REST: the front's processor time, without that of its API."""
    with ExitStack() as stack:
        front, api, whole = _servers(stack)
        async with (
            audience(front, Browser.open, PAGES, shows=SHOWN) as pages,
            audience(whole, Browser.open, PAGES, shows=SHOWN) as its,
        ):
            ours = replace(pages, changed_at=api.port)
            found = await compared(ours, toggles(TICKED), its, toggles(TICKED), rounds=ROUNDS)
    detail = f"{found.ours:.3f} ms a page; in one process: {found.peer:.3f} ms ({PAGES} pages each)"
    return [Figure("front-toggle", found.ratio, 1.3, "at most", detail)]


def _servers(stack: ExitStack) -> tuple[Server, Server, Server]:
    """A front, its API, and page and API in one process; all before the first page is open.

    A start takes seconds, in which no page would answer the server's pings.
    """
    folders = [Path(stack.enter_context(tempfile.TemporaryDirectory())) for _ in range(2)]
    api, whole = (stack.enter_context(the_app(folder)) for folder in folders)
    for folder in folders:
        seed(folder / "notes.db", NOTES)
    address = f"http://127.0.0.1:{api.port}"
    front = the_app(folders[0], asked="/healthz", NOTES_API_URL=address)
    return stack.enter_context(front), api, whole
