"""Clicks that race: somebody else was faster, and the page says so and is right."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from api.events.feed import ChangeFeed
from notes_ui.page.cards.card_parts import DoneCheckbox
from tests.notes_ui.conftest import OpenPage
from tests.notes_ui.support.reader import Reader, eventually, part


@pytest.fixture
def unseen(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Nobody has noticed what others did yet: what a click races with, drawn out."""
    monkeypatch.setattr(ChangeFeed, "catch_up", lambda feed: feed.revision)
    return monkeypatch


def delete_elsewhere(database: Path) -> None:
    foreign = sqlite3.connect(database)
    with foreign:
        foreign.execute("delete from note")
    foreign.close()


@pytest.mark.parametrize("press", [Reader.delete, Reader.tick])
async def test_a_click_on_a_note_somebody_just_deleted_is_told_in_words(
    open_page: OpenPage,
    database: Path,
    request: pytest.FixtureRequest,
    press: Callable[[Reader, str], None],
) -> None:
    first, second = await open_page(), await open_page()
    await first.add("Wanted by two")
    await first.sees("Wanted by two")
    patched = request.getfixturevalue("unseen")
    delete_elsewhere(database)
    press(first, "Wanted by two")
    await first.reads("Someone has already deleted this note.")
    patched.undo()
    await first.sees()
    await second.sees()


async def test_two_who_tick_at_once_both_mean_done(
    open_page: OpenPage, rest: httpx.AsyncClient
) -> None:
    first, second = await open_page(), await open_page()
    await first.add("Milk")
    await second.sees("Milk")
    await first.sees("Milk")
    first.tick("Milk")
    second.tick("Milk")  # before the first one's click has come back to it
    await rest.patch("/api/notes/1", json={"description": "written after both"})
    shown = [("Milk", "written after both", True)]
    await eventually(lambda: first.shown() == second.shown() == shown)
    assert (await rest.get("/api/notes/1")).json()["version"] == 3


async def test_a_tick_that_failed_is_taken_back(
    open_page: OpenPage, database: Path, rest: httpx.AsyncClient
) -> None:
    first, second = await open_page(), await open_page()
    await first.add("Milk")
    await first.sees("Milk")
    foreign = sqlite3.connect(database)
    foreign.execute(
        "create trigger full before update on note begin select raise(abort, 'disk full'); end"
    )
    first.tick("Milk")
    await first.reads("This was not saved, but your text is kept. ")
    await eventually(lambda: first.shown() == second.shown() == [("Milk", "", False)])
    foreign.execute("drop trigger full")
    foreign.close()


async def test_a_click_whose_card_goes_while_it_is_written_harms_nobody(
    open_page: OpenPage,
) -> None:
    first, second = await open_page(), await open_page()
    await first.add("Milk")
    await first.sees("Milk")
    first.tick("Milk")
    first.delete("Milk")
    await first.sees()
    await second.sees()


async def test_a_tick_that_meets_somebody_elses_means_what_was_seen(
    open_page: OpenPage, rest: httpx.AsyncClient
) -> None:
    """Both saw the note open and meant done: the later click is no untick."""
    first, second = await open_page(), await open_page()
    await first.add("Milk")
    await first.sees("Milk")
    await second.sees("Milk")
    first.tick("Milk")
    await eventually(lambda: second.shown() == [("Milk", "", True)])
    box = part(second.card("Milk"), DoneCheckbox)
    meant = box.props["true-value"]
    second.send(box, "update:modelValue", meant)  # before its browser had painted the tick
    await rest.patch("/api/notes/1", json={"description": "written after both"})
    await eventually(lambda: first.shown() == [("Milk", "written after both", True)])
    assert (await rest.get("/api/notes/1")).json()["version"] == 3


async def test_a_press_meant_for_the_note_that_was_there_meets_no_other(
    open_page: OpenPage, rest: httpx.AsyncClient
) -> None:
    first, second = await open_page(), await open_page()
    for number in range(50):
        await rest.post("/api/notes", json={"title": f"Note {number}"})
    await first.sees(*(f"Note {number}" for number in range(49, -1, -1)))
    card = first.card("Note 0")
    await second.add("One more")
    await eventually(lambda: first.titles()[0] == "One more")
    first.press_cross(card)  # sent before the browser had painted
    await first.reads("The list has just changed. Check it, then press again.")
    await second.add("Afterwards")
    await eventually(lambda: first.count() == "52 notes")
