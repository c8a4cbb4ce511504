"""The head of the page: the search."""

import pytest

from tests.notes_ui.conftest import OpenPage
from tests.notes_ui.support.reader import eventually


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


@pytest.mark.parametrize("told", [{"isComposing": True, "keyCode": 27}, {"keyCode": 229}])
async def test_escape_of_an_input_method_does_not_empty_the_search(
    open_page: OpenPage, told: dict[str, object]
) -> None:
    page = await open_page("?q=milk")
    await page.reads("Nothing found")
    field = page.search_field()
    page.send(field, "keydown.esc", told)
    page.search("mil")
    await eventually(lambda: page.address.endswith("?q=mil"))
    assert field.value == "mil"
    assert (field.id, "blur") not in page.methods
