"""Several notes get a tag at once: those that lack it, where there is room, and nothing unseen."""

import asyncio
import sqlite3
from pathlib import Path

import httpx
import pytest

from api.events.broadcaster import Broadcaster
from notes_ui import theme
from notes_ui.components.fields.entry_field import EntryField
from tests.notes_ui.conftest import OpenPage
from tests.notes_ui.page.cards.test_note_list import fill
from tests.notes_ui.support.pairs import two_who_see
from tests.notes_ui.support.reader import Reader, eventually
from tests.notes_ui.support.simulation import Simulation

CTRL, SHIFT = "ctrlKey", "shiftKey"


@pytest.fixture
async def pair(open_page: OpenPage, rest: httpx.AsyncClient) -> tuple[Reader, Reader]:
    """Two who see five notes, from E at the top to A."""
    return await two_who_see(open_page, rest, *"EDCBA")


def type_tag(reader: Reader, tag: str) -> None:
    field = tag_field(reader)
    reader.write(field, tag)
    reader.enter(field)


def tag_field(reader: Reader) -> EntryField:
    field = reader.styled(theme.SELECTION_TAG)
    assert isinstance(field, EntryField)
    return field


async def test_several_get_a_tag_but_for_those_that_have_it(
    pair: tuple[Reader, Reader], rest: httpx.AsyncClient
) -> None:
    first, second = pair
    await rest.patch("/api/notes/1", json={"description": "weekly #Shop"})
    await rest.patch("/api/notes/2", json={"description": "two"})
    await eventually(
        lambda: first.shown()[3:] == [("B", "two", False), ("A", "weekly #Shop", False)]
    )
    for title in "CBA":
        first.click(title, CTRL)
    type_tag(first, "#shop")
    tagged = [("C", "#shop", False), ("B", "two\n#shop", False), ("A", "weekly #Shop", False)]
    await eventually(lambda: first.shown()[2:] == second.shown()[2:] == tagged)
    assert first.snackbar() == ["Tag #shop added to 2 notes", "Undo"]
    first.press("Undo")
    await eventually(lambda: second.shown()[2] == ("C", "", False))


@pytest.mark.parametrize(
    "wrong", ["two words", "2026", "#", "a!#b", "done!", f"{'x' * 50} y", "7" * 51]
)
async def test_an_invalid_tag_is_refused_in_words(pair: tuple[Reader, Reader], wrong: str) -> None:
    first, second = pair
    first.click("A", CTRL)
    type_tag(first, wrong)
    await eventually(lambda: first.notified == ["A tag is one word, and not only digits"])
    await eventually(lambda: tag_field(first).text == tag_field(first).value == wrong)
    await second.add("Afterwards")
    await first.sees("Afterwards", *"EDCBA")
    assert second.shown()[-1] == ("A", "", False)


@pytest.mark.parametrize("mark", ["", "#"])
async def test_a_tag_that_is_too_long_is_refused_in_words(
    pair: tuple[Reader, Reader], mark: str
) -> None:
    first, second = pair
    first.click("A", CTRL)
    long = mark + "x" * 51
    type_tag(first, long)
    await eventually(lambda: first.notified == ["At most 50 characters: this text has 51"])
    await eventually(lambda: tag_field(first).text == tag_field(first).value == long)
    type_tag(first, long[:-1])
    await eventually(lambda: second.shown()[-1] == ("A", f"#{'x' * 50}", False))


async def test_a_tag_that_would_be_too_much_for_a_note_is_refused(
    pair: tuple[Reader, Reader], rest: httpx.AsyncClient
) -> None:
    first, second = pair
    await rest.patch("/api/notes/1", json={"description": "x" * 19_999})
    await eventually(lambda: first.cards()[-1].note.version == 2)
    first.click("A", CTRL)
    type_tag(first, "shop")
    await first.reads("“A” has no room for it, since a note holds 20,000 characters at most")
    await eventually(lambda: tag_field(first).text == tag_field(first).value == "shop")
    assert (await rest.get("/api/notes/1")).json()["version"] == 2
    assert second.cards()[-1].note.version == 2


async def test_a_tag_overwrites_no_text_that_was_not_seen(
    pair: tuple[Reader, Reader], database: Path
) -> None:
    first, second = pair
    first.click("A", CTRL)
    first.click("B", CTRL)
    with sqlite3.connect(database) as foreign:
        foreign.execute("update note set description = 'theirs' where title = 'A'")
    foreign.close()
    type_tag(first, "shop")  # before their news have arrived
    shown = [("B", "#shop", False), ("A", "theirs", False)]
    await eventually(lambda: first.shown()[3:] == second.shown()[3:] == shown)
    await first.reads("1 note was left as it is")


async def test_selecting_all_during_a_repaint_takes_only_the_seen_notes(
    simulation: Simulation, monkeypatch: pytest.MonkeyPatch, rest: httpx.AsyncClient
) -> None:
    built: list[Reader] = []
    pressed: list[Reader] = []

    async def breathe(_: Broadcaster) -> None:
        if len(built) == 2 and len(built[0].cards()) > 3 and built[0] not in pressed:
            pressed.append(built[0])
            built[0].press("Select all")
            type_tag(built[0], "shop")
            await asyncio.sleep(0)

    monkeypatch.setattr(Broadcaster, "breathe", breathe)
    for title in "ABC":
        await rest.post("/api/notes", json={"title": title})
    first, second = await simulation.open_page(), await simulation.open_page()
    await first.sees(*"CBA")
    await second.sees(*"CBA")
    first.click("B", CTRL)
    first.click("A", CTRL)
    built.extend([first, second])
    fill(simulation.url, 20)
    await eventually(lambda: len(first.cards()) == len(second.cards()) == 23)
    assert pressed == [first]
    await eventually(
        lambda: [title for title, text, _ in second.shown() if text == "#shop"] == list("CBA")
    )
    assert first.marked("data-selected") == list("CBA")
    assert "3 selected" in first.bar()


async def asked_for_its_tag(reader: Reader) -> EntryField:
    """Select A, lose the connection, come back, and be asked which tags were entered."""
    reader.click("A", CTRL)
    reader.is_away = True
    await reader.comes_back()
    field = tag_field(reader)
    await eventually(lambda: any(f"({field.id}, " in asked for asked in reader.questions))
    return field


async def test_a_tag_whose_enter_was_lost_is_there_after_the_reconnect(
    pair: tuple[Reader, Reader],
) -> None:
    first, second = pair
    first.answer_question(await asked_for_its_tag(first), ["shop"])
    await eventually(lambda: second.shown()[-1] == ("A", "#shop", False))


async def test_a_late_tag_is_for_the_notes_that_were_selected_then(
    pair: tuple[Reader, Reader],
) -> None:
    first, second = pair
    field = await asked_for_its_tag(first)
    for title in "EA":
        first.click(title, CTRL)
    first.answer_question(field, ["shop"])
    await eventually(lambda: second.shown()[-1] == ("A", "#shop", False))
    assert second.shown()[0] == ("E", "", False)
