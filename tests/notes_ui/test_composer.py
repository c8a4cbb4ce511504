"""The form for a new note."""

import sqlite3
from pathlib import Path

import httpx
import pytest
from nicegui import ElementFilter, ui

from tests.notes_ui.conftest import OpenPage
from tests.notes_ui.reader import Reader, eventually


def typed(reader: Reader) -> tuple[str, str]:
    with reader.user:
        title, description = sorted(ElementFilter(kind=ui.input), key=lambda field: field.id)
    return str(title.value), str(description.value)


async def test_enter_adds_and_clears_for_the_next_one(open_page: OpenPage) -> None:
    first, second = await open_page(), await open_page()
    for title in ("One", "Two"):
        first.user.find(kind=ui.input, content="Title").type(title).trigger("keydown.enter")
        await eventually(lambda: typed(first) == ("", ""))
    await second.sees("Two", "One")


async def test_enter_that_only_chooses_a_character_adds_nothing(
    open_page: OpenPage, rest: httpx.AsyncClient
) -> None:
    first, second = await open_page(), await open_page()
    title = first.user.find(kind=ui.input, content="Title").type("にほんご")
    title.trigger("keydown.enter", {"isComposing": True})
    await second.add("Afterwards")
    await first.sees("Afterwards")
    assert typed(first) == ("にほんご", "")


async def test_a_half_typed_note_survives_what_others_do(
    open_page: OpenPage, rest: httpx.AsyncClient
) -> None:
    first, second = await open_page(), await open_page()
    first.user.find(kind=ui.input, content="Title").type("Half a")
    await second.add("Done meanwhile")
    await first.sees("Done meanwhile")
    await rest.patch("/api/notes/1", json={"done": True})
    await eventually(lambda: first.shown() == [("Done meanwhile", "", True)])
    assert typed(first) == ("Half a", "")
    assert typed(second) == ("", "")


async def test_a_blank_title_is_refused_in_words_and_nothing_typed_is_lost(
    open_page: OpenPage,
) -> None:
    first, second = await open_page(), await open_page()
    await first.add("   ", "the text I wrote")
    await first.user.should_see("Give a title that can be seen")
    assert typed(first) == ("   ", "the text I wrote")
    await first.add("Now with a title")
    await second.sees("Now with a title")
    await first.user.should_not_see("Give a title that can be seen")


async def test_what_could_not_be_saved_comes_back_into_the_fields(
    open_page: OpenPage, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = await open_page(), await open_page()
    foreign = sqlite3.connect(database)
    foreign.execute(
        "create trigger full before insert on note begin select raise(abort, 'disk full'); end"
    )
    await first.add("Precious", "words")
    await first.user.should_see("disk full", retries=20)
    await eventually(lambda: typed(first) == ("Precious", "words"))
    foreign.execute("drop trigger full")
    foreign.close()
    first.press("Add note")
    await second.sees("Precious")
