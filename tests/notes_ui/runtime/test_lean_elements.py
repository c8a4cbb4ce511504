"""A browser is told of lean elements what NiceGUI tells of its own."""

from nicegui.element import Element

from notes_ui.runtime.lean_elements import Bare
from tests.notes_ui.conftest import OpenPage


async def test_a_browser_is_told_of_a_bare_element_what_nicegui_tells(open_page: OpenPage) -> None:
    one, other = await open_page(), await open_page()
    await one.add("milk")
    await other.sees("milk")
    for page in (one, other):
        bare = [each for each in page.client.elements.values() if isinstance(each, Bare)]
        assert len(bare) > 20
        for element in bare:
            told = Element._to_dict(element)
            if (text := told.pop("text", None)) is not None:  # which a translator can't take away
                told["props"] = {**told.get("props", {}), "textContent": text}
            assert element._to_dict() == told


async def test_an_attribute_without_a_value_is_removed(open_page: OpenPage) -> None:
    page = await open_page()
    with page.client:
        element = Bare("p", "milk")
    element.attach("title", "two litres")
    assert element.props["title"] == "two litres"
    element.attach("title", None)
    assert "title" not in element.props
