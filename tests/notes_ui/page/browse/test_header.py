"""The head of the page: the search, and light or dark as chosen and remembered."""

from collections.abc import Callable

import httpx

from notes_ui import theme
from notes_ui.page.browse.header import COOKIE
from tests.notes_ui.conftest import OpenPage
from tests.notes_ui.support.reader import Reader, eventually


def face(reader: Reader) -> str:
    """What the button for light and dark is called."""
    return str(reader.styled(theme.FACE).props["aria-label"])


def dark(reader: Reader) -> bool | None:
    (mode,) = (one for one in reader.client.elements.values() if one.tag == "nicegui-dark_mode")
    value = mode.props["value"]
    assert value is None or isinstance(value, bool)
    return value


async def test_escape_empties_the_search_and_leaves_an_empty_one(open_page: OpenPage) -> None:
    first, second = await open_page(), await open_page()
    first.search("milk")
    await first.reads("Nothing found")
    field = first.search_field()

    def left() -> bool:
        return (field.id, "blur") in first.methods

    first.send(field, "keydown.esc", {})
    await first.reads("No notes yet")
    assert field.value == ""
    assert not left()
    first.send(field, "keydown.esc", {})
    await eventually(left)
    assert second.search_field().value == ""


async def test_the_button_cycles_system_light_and_dark_on_this_page_only(
    open_page: OpenPage,
) -> None:
    first, second = await open_page(), await open_page()
    for name, value in (("Like the system", None), ("Light", False), ("Dark", True)):
        assert (face(first), dark(first)) == (f"Light or dark: {name}", value)
        first.send(first.styled(theme.FACE), "click", {})
    assert (face(first), dark(first)) == ("Light or dark: Like the system", None)
    assert (face(second), dark(second)) == ("Light or dark: Like the system", None)


async def test_the_browser_remembers_its_choice_and_a_reload_starts_dark(
    open_page: OpenPage,
) -> None:
    first, second = await open_page(), await open_page()
    for _ in range(2):
        first.send(first.styled(theme.FACE), "click", {})
    (memory,) = (one for one in first.client.elements.values() if one.tag == "img")
    answer = await first.user.http_client.get(str(memory.props["src"]))
    assert answer.status_code == 204
    assert first.user.http_client.cookies[COOKIE] == "1"
    for reader in (first, second):
        await reader.reload()
    assert (face(first), dark(first)) == ("Light or dark: Dark", True)
    assert dark(second) is None


async def test_a_cookie_that_holds_anything_else_is_like_none(
    browse: Callable[..., httpx.AsyncClient], open_page: OpenPage
) -> None:
    first, second = await open_page(), await open_page()
    for value in ("2", "dark", "<script>", ""):
        answer = await first.user.http_client.get("/front/remembered", params={"dark": value})
        assert answer.status_code == 204
        assert COOKIE not in first.user.http_client.cookies or not (
            first.user.http_client.cookies[COOKIE].strip('"')
        )
    await first.reload()
    assert dark(first) is dark(second) is None


async def test_escape_clears_the_search_on_this_page_only(open_page: OpenPage) -> None:
    first, second = await open_page(), await open_page("?q=bread")
    await second.add("Milk")
    await first.sees("Milk")
    first.search("bread")
    await first.sees()
    first.send(first.search_field(), "keydown.esc", {})
    await first.sees("Milk")
    assert first.search_field().value == ""
    assert second.search_field().value == "bread"
    await eventually(lambda: second.empty() == "Nothing found")
