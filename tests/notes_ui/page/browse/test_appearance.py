"""Light or dark, as chosen and remembered."""

import asyncio
from typing import Final

from nicegui import ui

from notes_ui import theme
from notes_ui.page.browse.appearance import COOKIE
from tests.notes_ui.conftest import OpenPage
from tests.notes_ui.support.reader import Reader, eventually

AS_THE_SYSTEM: Final = "const dark = None;"
DARK: Final = "const dark = True;"


def face(reader: Reader) -> str:
    """What the button for light and dark is called."""
    return str(reader.styled(theme.FACE).props["aria-label"])


async def press(reader: Reader) -> None:
    """Press the button, and wait until it tells the next choice."""
    before = face(reader)
    reader.send(reader.styled(theme.FACE), "click", {})
    await eventually(lambda: face(reader) != before)


def setters(reader: Reader) -> list[ui.element]:
    """The elements of NiceGUI that have the browser change."""
    return [one for one in reader.client.elements.values() if one.tag == "nicegui-dark_mode"]


async def served(reader: Reader) -> str:
    """The page as this browser would get it now."""
    return (await reader.user.http_client.get("/front/notes")).text


async def test_the_button_cycles_system_light_and_dark_on_this_page(open_page: OpenPage) -> None:
    first, second = await open_page(), await open_page()
    first.is_away = True
    assert face(first) == "Light or dark: Like the system"
    for name, value in (("Light", False), ("Dark", True), ("Like the system", None)):
        await press(first)
        assert face(first) == f"Light or dark: {name}"
        assert [setter.props["value"] for setter in setters(first)] == [value]
    assert face(second) == "Light or dark: Like the system"
    assert setters(second) == []


async def test_elements_that_set_the_style_are_removed_afterwards(open_page: OpenPage) -> None:
    reader = await open_page()
    assert setters(reader) == []
    reader.is_away = True
    await press(reader)
    (first,) = setters(reader)
    await eventually(lambda: bool(reader.questions))
    await press(reader)
    (second,) = setters(reader)
    await eventually(lambda: len(reader.questions) > 1)
    reader.answer_question(first, False)
    reader.answer_question(second, True)
    await eventually(lambda: setters(reader) == [])


async def test_a_late_answer_removes_nothing_that_is_still_needed(open_page: OpenPage) -> None:
    reader = await open_page()
    reader.is_away = True
    await press(reader)
    (first,) = setters(reader)
    await eventually(lambda: bool(reader.questions))
    await press(reader)
    handled = asyncio.all_tasks()
    reader.answer_question(first, False)
    await eventually(lambda: any(task.done() for task in handled))  # that of the first press
    assert [setter.props["value"] for setter in setters(reader)] == [True]


async def test_the_script_that_restyles_comes_with_the_page(open_page: OpenPage) -> None:
    reader = await open_page()
    assert "dark_mode.js" in await served(reader)


async def test_the_browser_remembers_its_choice_and_a_reload_starts_dark(
    open_page: OpenPage,
) -> None:
    first, second = await open_page(), await open_page()
    for _ in range(2):
        await press(first)
    (memory,) = (one for one in first.client.elements.values() if one.tag == "img")
    answer = await first.user.http_client.get(str(memory.props["src"]))
    assert answer.status_code == 204
    assert first.user.http_client.cookies[COOKIE] == "1"
    assert DARK in await served(first)
    await first.reload()
    assert face(first) == "Light or dark: Dark"
    assert AS_THE_SYSTEM in await served(second)


async def test_a_cookie_that_holds_anything_else_is_like_none(open_page: OpenPage) -> None:
    reader = await open_page()
    for value in ("2", "dark", "<script>", ""):
        answer = await reader.user.http_client.get("/front/remembered", params={"dark": value})
        assert answer.status_code == 204
        assert COOKIE not in reader.user.http_client.cookies or not (
            reader.user.http_client.cookies[COOKIE].strip('"')
        )
    reader.user.http_client.cookies[COOKIE] = "7"
    assert AS_THE_SYSTEM in await served(reader)
