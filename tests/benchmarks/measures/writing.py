"""Writing over REST at 16 connections: durable POSTs a second, against the tutorial's design.

Nothing is tied to a core here: both servers write in threads beside their event loop, and both
wait for the same disk.
"""

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tests.benchmarks.clients import http
from tests.benchmarks.clients.load import Load
from tests.benchmarks.data.seed import description, title
from tests.benchmarks.figures import Figure, compare
from tests.benchmarks.servers import peer, the_app

ROUND: Final = 1.5  # seconds
ROUNDS: Final = 5
NEW: Final = http.request("POST", "/api/notes", {"title": title(0), "description": description(0)})


async def post() -> Sequence[Figure]:
    """POST a note, durable when it is answered. Only answers of success count."""
    with (
        tempfile.TemporaryDirectory() as mine,
        tempfile.TemporaryDirectory() as its,
        the_app(Path(mine)) as ours,
        peer("tutorial", Path(its)) as tutorial,
    ):
        notes, peer_notes = Load(ours, [NEW], ROUND), Load(tutorial, [NEW], ROUND)
        found = await compare(notes.rate, peer_notes.rate, rounds=ROUNDS)
    detail = f"{_told(found.ours, notes)}; the tutorial: {_told(found.peer, peer_notes)}"
    return [Figure("post", found.ratio, 5, "at least", detail)]


def _told(rate: float, load: Load) -> str:
    refused = f", {load.refused} refused" if load.refused else ""
    return f"{rate:,.0f} notes/s ({load.cpu_each:.0f} µs of CPU each{refused})"
