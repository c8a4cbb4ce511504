"""Somebody who goes on while a view is still read gets what was chosen last, and that alone."""

from typing import Any

import pytest

from notes_ui.page.cards.note_list import NoteList
from notes_ui.ports.notes import NotesGateway
from tests.notes_ui.conftest import OpenPage
from tests.notes_ui.page.cards.test_note_list import fill
from tests.notes_ui.support.held import Held
from tests.notes_ui.support.reader import Reader, eventually


async def test_a_view_that_is_left_before_it_is_read_is_never_shown(
    pair: tuple[Reader, Reader], monkeypatch: pytest.MonkeyPatch, gateway: type[NotesGateway]
) -> None:
    first, _ = pair
    shown: list[list[str]] = []
    show = NoteList.show

    async def recorded(self: NoteList, window: Any, *args: Any, **kwargs: Any) -> Any:
        shown.append([note.title for note in window.notes])
        return await show(self, window, *args, **kwargs)

    monkeypatch.setattr(NoteList, "show", recorded)
    held = Held(monkeypatch, gateway, "window")
    first.search("milk")
    await held.begins()
    first.search("bread")
    await eventually(lambda: first.address.endswith("?q=bread"))
    held.release()
    await first.sees("Bread")
    assert ["Milk"] not in shown


async def test_the_previous_50_of_a_former_view_are_not_shown_in_another(
    open_page: OpenPage,
    database_url: str,
    monkeypatch: pytest.MonkeyPatch,
    gateway: type[NotesGateway],
) -> None:
    page = await open_page("?sort=title")
    fill(database_url, 160)
    expected = sorted(f"Note {number}" for number in range(1, 161))
    await page.sees(*expected[:50])
    for end in (100, 150):
        await page.reads("Show 50 more")
        page.press("Show 50 more")
        await page.sees(*expected[end - 100 : end])
    held = Held(monkeypatch, gateway, "start_before")
    page.press("Show the previous 50")
    await held.begins()
    await page.follow("Open")
    await page.sees(*expected[:50])
    held.release()
    await page.add("Zebra")
    await page.reads("161 notes")
    assert page.titles() == expected[:50]
