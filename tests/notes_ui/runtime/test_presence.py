"""Who is here, and what they are editing right now."""

from api.events.neighbours import Neighbours
from notes_ui.runtime.presence import Presence
from tests.notes_ui.conftest import OpenPage
from tests.notes_ui.support.editor import Editor
from tests.notes_ui.support.reader import eventually


def test_news_are_told_once() -> None:
    told: list[int] = []
    presence = Presence(lambda: told.append(1), Neighbours())
    presence.arrive("a")
    presence.arrive("a")
    presence.edit("a", 7)
    presence.edit("a", 7)
    presence.edit("a", None)
    presence.edit("a", None)
    presence.leave("a")
    presence.leave("a")
    assert len(told) == 4
    assert len(presence) == 0


def test_one_sees_what_others_edit_and_not_what_oneself_does() -> None:
    presence = Presence(lambda: None, Neighbours())
    for page, note_id in (("a", 1), ("b", 2), ("c", 2)):
        presence.arrive(page)
        presence.edit(page, note_id)
    assert presence.edited(but_by="a") == {2}
    assert presence.edited(but_by="b") == {1, 2}
    presence.leave("b")
    presence.leave("c")
    assert presence.edited(but_by="a") == set()


def test_a_tab_that_is_not_present_edits_nothing() -> None:
    presence = Presence(lambda: None, Neighbours())
    presence.edit("a", 1)
    assert presence.edited(but_by="b") == set()


async def test_the_page_tells_how_many_are_here_as_they_come_and_go(open_page: OpenPage) -> None:
    first, second = await open_page(), await open_page()
    await eventually(lambda: first.here() == second.here() == "2 here")
    third = await open_page()
    await eventually(lambda: first.here() == second.here() == third.here() == "3 here")
    third.disconnect()
    await eventually(lambda: first.here() == second.here() == "2 here")
    await third.reconnect()
    await eventually(lambda: first.here() == third.here() == "3 here")
    second.client.delete()
    third.disconnect()
    await eventually(lambda: first.here() == "")


async def test_others_see_that_a_note_is_edited_until_it_is_closed(open_page: OpenPage) -> None:
    first, second = await open_page(), await open_page()
    await first.add("Milk")
    await first.sees("Milk")
    await second.sees("Milk")
    editor = await Editor.of(first, "Milk")
    await eventually(lambda: second.marked("data-edited") == ["Milk"])
    assert second.card("Milk").props["data-edited"] == "Someone is editing"
    assert first.marked("data-edited") == []
    late = await open_page()
    await eventually(lambda: late.marked("data-edited") == ["Milk"])
    editor.press("Discard my changes")
    await eventually(lambda: second.marked("data-edited") == late.marked("data-edited") == [])


async def test_the_mark_ends_with_the_connection_and_comes_back_with_it(
    open_page: OpenPage,
) -> None:
    first, second = await open_page(), await open_page()
    await first.add("Milk")
    await first.sees("Milk")
    await second.sees("Milk")
    editor = await Editor.of(first, "Milk")
    await eventually(lambda: second.marked("data-edited") == ["Milk"])
    first.disconnect()
    await eventually(lambda: second.marked("data-edited") == [])
    await first.reconnect()
    assert editor.is_open
    await eventually(lambda: second.marked("data-edited") == ["Milk"])


async def test_the_mark_goes_with_the_note_when_cards_are_used_again(open_page: OpenPage) -> None:
    first, second = await open_page(), await open_page()
    for title in ("Milk", "Bread"):
        await first.add(title)
        await second.sees(*(["Milk"] if title == "Milk" else ["Bread", "Milk"]))
    await first.sees("Bread", "Milk")
    await Editor.of(first, "Milk")
    await eventually(lambda: second.marked("data-edited") == ["Milk"])
    second.search("bread")
    await second.sees("Bread")
    assert second.marked("data-edited") == []
    second.search("milk")
    await second.sees("Milk")
    assert second.marked("data-edited") == ["Milk"]
