"""A second press on a note that is not repainted yet takes the first back."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from notes_ui import theme
from notes_ui.page.cards.card_parts import DoneCheckbox
from notes_ui.ports.notes import NotesGateway
from tests.notes_ui.conftest import OpenPage
from tests.notes_ui.support.editor import Editor
from tests.notes_ui.support.failures import busy
from tests.notes_ui.support.held import Held
from tests.notes_ui.support.pairs import two_who_see
from tests.notes_ui.support.reader import Reader, eventually, part

CTRL = "ctrlKey"
Press = Callable[[Reader], None]


@pytest.fixture
async def first(open_page: OpenPage, rest: httpx.AsyncClient) -> Reader:
    """Somebody who sees C, B and A, and whose focus is on B."""
    first, _ = await two_who_see(open_page, rest, *"CBA")
    first.focus("B")
    return first


async def stored(rest: httpx.AsyncClient) -> dict[str, tuple[bool, bool, int]]:
    """What is stored of each note: done, pinned, and how many times it was written."""
    notes = (await rest.get("/api/notes")).json()
    return {each["title"]: (each["done"], each["pinned"], each["version"]) for each in notes}


async def shows(first: Reader, title: str, version: int) -> None:
    """Wait until the page shows this version of the note."""
    await eventually(lambda: first.card(title).note.version == version)


def press_space(first: Reader) -> None:
    first.card_key("B", " ")


def press_p(first: Reader) -> None:
    first.key("p")


@pytest.mark.parametrize("press", [press_space, press_p])
async def test_a_key_pressed_twice_changes_nothing_in_the_end(
    first: Reader, rest: httpx.AsyncClient, press: Press
) -> None:
    for versions in (3, 5):
        press(first)
        press(first)
        await shows(first, "B", versions)
        assert (await stored(rest))["B"] == (False, False, versions)
    press(first)
    press(first)
    press(first)
    await shows(first, "B", 8)
    assert (await stored(rest))["B"] in {(True, False, 8), (False, True, 8)}


async def test_each_note_has_its_own_last_press(first: Reader, rest: httpx.AsyncClient) -> None:
    for title in "BCB":
        first.focus(title)
        first.key("p")
        first.card_key(title, " ")
    await shows(first, "B", 5)
    await shows(first, "C", 3)
    assert await stored(rest) == {
        "A": (False, False, 1),
        "B": (False, False, 5),
        "C": (True, True, 3),
    }


@pytest.mark.parametrize("button", [False, True], ids=["P", "the button Pin"])
async def test_selected_notes_pinned_twice_are_not_pinned(
    first: Reader, rest: httpx.AsyncClient, button: bool
) -> None:
    for title in "AB":
        first.click(title, CTRL)
    for _ in range(2):
        if button:
            first.press("Pin", first.styled(theme.SELECTION))
        else:
            first.key("p")
    await shows(first, "A", 3)
    await shows(first, "B", 3)
    assert await stored(rest) == {
        "A": (False, False, 3),
        "B": (False, False, 3),
        "C": (False, False, 1),
    }


async def test_pin_in_an_editor_pressed_twice_does_not_pin(
    first: Reader, rest: httpx.AsyncClient
) -> None:
    editor = await Editor.of(first, "B")
    for _ in range(2):
        editor.press("Pin")
    await shows(first, "B", 3)
    assert (await stored(rest))["B"] == (False, False, 3)


async def test_space_takes_back_what_the_circle_or_the_bar_meant(
    first: Reader, rest: httpx.AsyncClient
) -> None:
    first.tick("B")
    first.card_key("B", " ")
    await shows(first, "B", 3)
    assert (await stored(rest))["B"] == (False, False, 3)
    first.click("B", CTRL)
    first.press("Done", first.styled(theme.SELECTION))
    first.card_key("B", " ")
    await shows(first, "B", 5)
    assert (await stored(rest))["B"] == (False, False, 5)


async def test_space_is_carried_out_behind_the_presses_on_the_circle(
    first: Reader, rest: httpx.AsyncClient
) -> None:
    box = part(first.card("B"), DoneCheckbox)
    for value in ("true-value", "false-value"):
        first.send(box, "update:modelValue", box.props[value])
    first.card_key("B", " ")
    await shows(first, "B", 4)
    assert (await stored(rest))["B"] == (True, False, 4)


@pytest.mark.parametrize(
    ("press", "made"), [(press_space, (True, False, 2)), (press_p, (False, True, 2))]
)
async def test_a_press_that_failed_is_pressed_again(
    first: Reader,
    rest: httpx.AsyncClient,
    monkeypatch: pytest.MonkeyPatch,
    press: Press,
    made: tuple[bool, bool, int],
    *,
    gateway: type[NotesGateway],
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(gateway, "apply", busy)
        press(first)
        await first.reads("Another program is writing to the database.")
    press(first)
    await shows(first, "B", 2)
    assert (await stored(rest))["B"] == made


async def test_a_press_after_a_change_of_others_acts_on_the_shown_state(
    first: Reader, rest: httpx.AsyncClient
) -> None:
    first.key("p")
    await shows(first, "B", 2)
    await rest.patch("/api/notes/2", json={"pinned": False})
    await shows(first, "B", 3)
    first.key("p")
    await eventually(lambda: first.marked("data-pinned") == ["B"])


@pytest.mark.parametrize("press", [press_space, press_p])
@pytest.mark.parametrize("undone", [True, False], ids=["before the write", "behind the write"])
async def test_a_repaint_for_others_does_not_make_a_press_a_first_one(
    first: Reader,
    rest: httpx.AsyncClient,
    monkeypatch: pytest.MonkeyPatch,
    press: Press,
    undone: bool,
    *,
    gateway: type[NotesGateway],
) -> None:
    held = Held(monkeypatch, gateway, "apply", undone=undone)
    press(first)
    await held.begins()
    await rest.patch("/api/notes/2", json={"description": "of others"})
    await shows(first, "B", 2 if undone else 3)
    press(first)
    held.release()
    await shows(first, "B", 4)
    assert (await stored(rest))["B"] == (False, False, 4)


async def test_a_press_counts_until_its_own_version_is_shown(
    first: Reader,
    rest: httpx.AsyncClient,
    monkeypatch: pytest.MonkeyPatch,
    gateway: type[NotesGateway],
) -> None:
    write = Held(monkeypatch, gateway, "apply", undone=True)
    first.key("p")
    await write.begins()
    await rest.patch("/api/notes/2", json={"description": "of others"})
    await shows(first, "B", 2)
    read = Held(monkeypatch, gateway, "window")
    write.release()
    await read.begins()
    first.key("p")
    read.release()
    await shows(first, "B", 4)
    assert (await stored(rest))["B"] == (False, False, 4)


async def test_a_press_that_fails_leaves_what_another_meant(
    first: Reader,
    rest: httpx.AsyncClient,
    monkeypatch: pytest.MonkeyPatch,
    gateway: type[NotesGateway],
) -> None:
    held = Held(monkeypatch, gateway, "window")
    first.key("p")
    await held.begins()
    with monkeypatch.context() as patch:
        patch.setattr(gateway, "apply", busy)
        first.key("p")
        await first.reads("Another program is writing to the database.")
    first.key("p")
    held.release()
    await shows(first, "B", 3)
    assert (await stored(rest))["B"] == (False, False, 3)


async def test_a_press_that_was_shown_counts_no_more(
    first: Reader, database: Path, rest: httpx.AsyncClient
) -> None:
    first.key("p")
    await shows(first, "B", 2)
    with sqlite3.connect(database) as foreign:  # as an import of an older file
        foreign.execute("delete from note where id = 2")
        foreign.execute("insert into note (id, title, version) values (2, 'B', 1)")
    foreign.close()
    await shows(first, "B", 1)
    first.key("p")
    await shows(first, "B", 2)
    assert (await stored(rest))["B"] == (False, True, 2)
