"""Where a word that somebody has typed can be found afterwards: stored, drafted or shown."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import httpx

from tests.browser.support.window import Window
from tests.support.foreign import another_program, url_of

FIELDS: Final = "return [...document.querySelectorAll('input, textarea')].map(one => one.value)"
NO_TEXT_OF_MINE: Final = {"base"}
"""columns of a draft that hold what was there before"""
PAGE: Final = 1000


def stored(rest: httpx.Client) -> str:
    """The texts of all notes, those in the trash too."""
    return "\n".join(
        f"{note['title']}\n{note['description']}"
        for trashed in (False, True)
        for note in all_notes(rest, trashed=trashed)
    )


def drafted(database: Path | str) -> str:
    """The texts of all drafts in the database."""
    with another_program(url_of(database)) as connection:
        found = connection.execute("select * from note_draft")
        columns = [column[0] for column in found.description]
        rows = found.fetchall()
    return "\n".join(
        str(value)
        for row in rows
        for column, value in zip(columns, row, strict=True)
        if column not in NO_TEXT_OF_MINE
    )


def shown(window: Window) -> str:
    """What stands in the fields of the page."""
    return "\n".join(window.run(FIELDS))


def all_notes(rest: httpx.Client, *, trashed: bool = False) -> Iterator[dict[str, str]]:
    """All notes of that kind, in the order in which they were made."""
    last = 0
    while notes := rest.get(
        "/api/notes", params={"trashed": trashed, "sort": "id", "limit": PAGE, "after": last}
    ).json():
        yield from notes
        last = notes[-1]["id"]
