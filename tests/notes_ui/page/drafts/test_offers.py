"""What was typed in a tab that is closed by now is offered in the next one of the same browser."""

from collections.abc import Awaitable, Callable, Collection, Sequence

import httpx
import pytest

from api.db.errors import DatabaseBusy
from api.notes.values import Draft
from notes_ui import theme
from tests.notes_ui.conftest import OpenPage
from tests.notes_ui.page.drafts.half_a_note import type_note
from tests.notes_ui.page.drafts.offered import close, left_behind, offered
from tests.notes_ui.support.editor import Editor
from tests.notes_ui.support.reader import Reader, eventually
from tests.notes_ui.support.simulation import Simulation


async def test_a_new_tab_offers_what_a_closed_one_has_left(simulation: Simulation) -> None:
    tab = await left_behind(simulation, "Dear all, the meeting")
    assert offered(tab) == ["You were writing “Dear all, the meeting”"]
    tab.press("Go on")
    await eventually(lambda: tab.typed() == ("Dear all, the meeting", ""))
    await eventually(lambda: offered(tab) == [])
    await tab.reload()
    await eventually(lambda: tab.typed() == ("Dear all, the meeting", ""))


async def test_several_are_listed_the_newest_first(simulation: Simulation) -> None:
    tab = await left_behind(simulation, "Milk", "Oats", "Rice")
    assert offered(tab) == [f"You were writing “{each}”" for each in ("Rice", "Oats", "Milk")]


async def test_five_are_listed_until_somebody_asks_for_all(simulation: Simulation) -> None:
    titles = ["Milk", "Oats", "Rice", "Salt", "Tea", "Jam", "Egg"]
    tab = await simulation.open_page()
    for title in titles:
        type_note(tab, title)
        await close(tab, simulation)
        tab = await simulation.open_page(beside=tab)
    await eventually(lambda: len(offered(tab)) == 5)
    tab.press("Show all 7")
    await eventually(lambda: len(offered(tab)) == len(titles))
    buttons = [one for one in tab.elements() if theme.UNFINISHED_GO_ON in one.classes]
    await eventually(lambda: tab.focused() is buttons[5])


async def test_drafts_are_offered_later_if_the_database_is_busy(
    simulation: Simulation, monkeypatch: pytest.MonkeyPatch
) -> None:
    tab, other = await left_behind(simulation, "Dear all"), await simulation.open_page()
    drafts = simulation.app.state.backend.drafts
    left_by: Callable[..., Awaitable[Sequence[Draft]]] = drafts.left_by
    tried: list[str] = []

    async def busy_at_first(browser: str, **others: Collection[str]) -> Sequence[Draft]:
        tried.append(browser)
        if tried.count(browser) == 1:
            raise DatabaseBusy("locked")
        return await left_by(browser, **others)

    monkeypatch.setattr(drafts, "left_by", busy_at_first)
    again = await simulation.open_page(beside=tab)
    await again.sees()
    await other.add("Bread")
    await eventually(lambda: offered(again) == ["You were writing “Dear all”"])


async def test_another_browser_is_offered_nothing(
    simulation: Simulation, open_page: OpenPage
) -> None:
    tab = await left_behind(simulation, "Dear all")
    other = await open_page()
    await tab.add("Meanwhile")
    await other.sees("Meanwhile")
    assert offered(other) == []


async def test_a_draft_of_an_open_tab_is_not_offered(simulation: Simulation) -> None:
    first = await simulation.open_page()
    type_note(first, "Half a")
    second = await simulation.open_page(beside=first)
    await second.add("Meanwhile")
    await first.sees("Meanwhile")
    assert offered(second) == []
    assert first.typed() == ("Half a", "")


async def test_continuing_a_draft_sets_the_typed_text_aside(simulation: Simulation) -> None:
    tab = await left_behind(simulation, "Milk")
    type_note(tab, "Oats", "rolled")
    tab.press("Go on")
    await eventually(lambda: tab.typed() == ("Milk", ""))
    await eventually(lambda: offered(tab) == ["You were writing “Oats rolled”"])
    tab.press("Go on")
    await eventually(lambda: tab.typed() == ("Oats", "rolled"))
    await eventually(lambda: offered(tab) == ["You were writing “Milk”"])


async def test_a_discarded_draft_can_be_brought_back(simulation: Simulation) -> None:
    tab = await left_behind(simulation, "Milk")
    tab.press("Discard")
    await eventually(lambda: offered(tab) == ["Discarded"])
    another = await simulation.open_page(beside=tab)
    await another.add("Meanwhile")
    await tab.sees("Meanwhile")
    assert offered(another) == []
    tab.press("Undo", tab.styled(theme.UNFINISHED))
    await eventually(lambda: offered(tab) == ["You were writing “Milk”"])


async def test_an_edit_that_could_not_be_stored_is_offered_too(
    simulation: Simulation, rest: httpx.AsyncClient
) -> None:
    first = await simulation.open_page()
    await first.add("Milk")
    await first.sees("Milk")
    (await Editor.of(first, "Milk")).type(title="  ")
    await close(first, simulation)
    second = await simulation.open_page(beside=first)
    await eventually(lambda: offered(second) == ["You were changing “Milk”"])
    second.press("Go on")
    editor = Editor(second)
    await eventually(lambda: editor.is_open and editor.typed()[0] == "  ")
    assert (await rest.get("/api/notes/1")).json()["title"] == "Milk"


async def edit_left_behind(simulation: Simulation) -> Reader:
    """A new tab of a browser, in whose other tab a title of Milk can't be stored."""
    first = await simulation.open_page()
    for title in ("Milk", "Bread"):
        await first.add(title)
    await first.sees("Bread", "Milk")
    (await Editor.of(first, "Milk")).type(title="  ")
    await close(first, simulation)
    second = await simulation.open_page(beside=first)
    await eventually(lambda: offered(second) == ["You were changing “Milk”"])
    return second


async def test_continuing_a_drafted_edit_stores_the_open_edit_first(
    simulation: Simulation, rest: httpx.AsyncClient
) -> None:
    tab = await edit_left_behind(simulation)
    (await Editor.of(tab, "Bread")).type(title="Rye bread")
    tab.press("Go on")
    editor = Editor(tab)
    await eventually(lambda: editor.is_open and editor.typed()[0] == "  ")
    assert (await rest.get("/api/notes/2")).json()["title"] == "Rye bread"
    await eventually(lambda: offered(tab) == [])


async def test_an_edit_is_still_offered_while_another_can_not_be_closed(
    simulation: Simulation,
) -> None:
    tab = await edit_left_behind(simulation)
    editor = await Editor.of(tab, "Bread")
    editor.type(title="")
    before = tab.styled(theme.UNFINISHED_ITEM)
    tab.press("Go on")
    await tab.reads("Finish the note that you are editing first. Then go on with this draft.")
    await eventually(lambda: before.is_deleted)  # until then, a press is taken for a double click
    await eventually(lambda: offered(tab) == ["You were changing “Milk”"])
    assert editor.typed()[0] == ""
    editor.type(title="Rye bread")
    tab.press("Go on")
    await eventually(lambda: editor.is_open and editor.typed()[0] == "  ")


async def test_a_change_set_aside_is_put_aside_for_another_of_its_note(
    simulation: Simulation, rest: httpx.AsyncClient
) -> None:
    tab = await edit_left_behind(simulation)
    editor = await Editor.of(tab, "Milk")
    editor.type(title="Oat milk")
    await rest.patch("/api/notes/1", json={"title": "Soy milk"})
    await editor.tells("Soy milk")
    editor.key("esc.stop")
    await editor.closes()
    before = tab.styled(theme.UNFINISHED_ITEM)
    tab.press("Go on")
    await eventually(lambda: editor.is_open and editor.typed()[0] == "  ")
    await eventually(lambda: before.is_deleted)
    await eventually(lambda: offered(tab) == ["You were changing “Milk”"])
    editor.press("Discard my changes")
    await editor.closes()
    tab.press("Go on")
    await eventually(lambda: editor.is_open and editor.typed()[0] == "Oat milk")
