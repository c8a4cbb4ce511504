"""Endless changes to measure with, each with what tells that it has arrived at a page."""

from collections.abc import Iterator, Sequence
from itertools import count, cycle
from typing import Final

from tests.benchmarks.clients import http
from tests.benchmarks.clients.audience import Change
from tests.benchmarks.data.seed import description

CHECKBOX: Final = (b'"model-value":"%d open"', b'"model-value":"%d done"')
"""what our page is sent of a note that is open or done: the new value of its checkbox"""
ITEM: Final = (b'id="note-%d" class="open"', b'id="note-%d" class="done"')
"""what a page of the other frameworks is sent: the whole item"""


def toggles(ids: Sequence[int], told: tuple[bytes, bytes] = CHECKBOX) -> Iterator[Change]:
    """Set `done` of one note after the other, then unset it, and so on."""
    for done in cycle((True, False)):
        for note_id in ids:
            request = http.request("PATCH", f"/api/notes/{note_id}", {"done": done})
            yield Change(request, told[done] % note_id)


def additions() -> Iterator[Change]:
    """Add notes. A page is sent the title."""
    for number in count():
        title = f"Note {number} that was added while somebody was looking"
        body = {"title": title, "description": description(number)}
        yield Change(http.request("POST", "/api/notes", body), title.encode())


def emits() -> Iterator[Change]:
    """Have the raw floor emit one numbered message to each socket."""
    for number in count():
        yield Change(http.request("POST", f"/emit/{number}"), b'"number":%d,' % number)


def edits(ids: Sequence[int]) -> Iterator[Change]:
    """Change the text of one note after the other. A page is sent all of it."""
    for number, note_id in enumerate(cycle(ids)):
        text = f"Stored at pause {number}. {description(number)}"
        content = b"Stored at pause %d." % number
        yield Change(http.request("PATCH", f"/api/notes/{note_id}", {"description": text}), content)
