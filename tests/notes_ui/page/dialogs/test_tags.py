"""All tags in a dialog: what the toolbar has no room for can be reached all the same."""

import httpx
import pytest
from nicegui import ui

from notes_ui import theme
from notes_ui.page.browse.toolbar import MOST_TAGS
from notes_ui.ports.notes import NotesGateway
from tests.notes_ui.conftest import OpenPage
from tests.notes_ui.support.failures import busy
from tests.notes_ui.support.reader import PAGE, Reader, eventually

MORE = "More tags"


@pytest.fixture
async def pair(open_page: OpenPage, rest: httpx.AsyncClient) -> tuple[Reader, Reader]:
    """Two who see one note with more tags than the toolbar has room for: #a to #i."""
    await rest.post("/api/notes", json={"title": "Milk", "description": "#a #b #c #d #e #f #g #h"})
    first, second = await open_page(), await open_page("?tag=b")
    for reader in (first, second):
        await reader.sees("Milk")
        assert MORE not in reader.texts()
    await rest.post("/api/notes", json={"title": "Bread", "description": "#i"})
    await first.sees("Bread", "Milk")
    return first, second


async def test_tags_that_can_t_be_read_are_told_and_open_nothing(
    pair: tuple[Reader, Reader], monkeypatch: pytest.MonkeyPatch, gateway: type[NotesGateway]
) -> None:
    first, second = pair
    await first.reads(MORE)
    monkeypatch.setattr(gateway, "tags", busy)
    first.press(MORE)
    await first.reads("This can’t be shown just now. Another program is writing")
    assert listed(first) == []
    monkeypatch.undo()
    for reader in (first, second):
        await reader.reads(MORE)
        reader.press(MORE)
        await eventually(lambda reader=reader: "#i 1" in listed(reader))  # type: ignore[misc]


def listed(reader: Reader) -> list[str]:
    """The tags of the dialog; none while it is closed."""
    lists = [one for one in reader.elements() if theme.ALL_TAGS_LIST in one.classes]
    return [text for one in lists for text in reader.texts(one)]


async def test_all_tags_are_offered_only_if_they_exceed_the_toolbar(
    pair: tuple[Reader, Reader], rest: httpx.AsyncClient
) -> None:
    _, second = pair
    assert MOST_TAGS == 8
    for reader in pair:
        await reader.reads(MORE)
        assert not any(isinstance(one, ui.dialog) for one in reader.client.elements.values())
    await rest.patch("/api/notes/2", json={"description": ""})
    for reader in pair:
        await reader.reads_no_more(MORE)
    await second.follow("#b")
    await second.sees("Bread", "Milk")


async def test_each_tag_leads_to_its_notes_and_the_chosen_one_is_marked(
    pair: tuple[Reader, Reader],
) -> None:
    first, second = pair
    for reader in pair:
        await reader.reads(MORE)
        reader.press(MORE)
        await eventually(lambda reader=reader: listed(reader) == [f"#{c} 1" for c in "abcdefghi"])  # type: ignore[misc]
    marked = [
        [one.props["href"] for one in reader.elements(reader.styled(theme.ALL_TAGS)) if chosen(one)]
        for reader in pair
    ]
    assert marked == [[], [PAGE]]  # the chosen one leads back to all notes
    links = [one for one in first.elements(first.styled(theme.ALL_TAGS)) if one.tag == "a"]
    await first.navigate(str(links[-1].props["href"]))
    await first.sees("Bread")
    await eventually(lambda: listed(first) == [])
    assert listed(second)


async def test_the_list_of_tags_follows_changes_and_has_100_at_most(
    pair: tuple[Reader, Reader], rest: httpx.AsyncClient
) -> None:
    first, second = pair
    await first.reads(MORE)
    first.press(MORE)
    await eventually(lambda: len(listed(first)) == 9)
    await second.add("Cheese", "#i")  # in the view of #b
    await eventually(lambda: listed(first)[:2] == ["#b 2", "#i 2"])
    text = " ".join(f"#tag{number}" for number in range(100))
    await rest.post("/api/notes", json={"title": "Many", "description": text})
    await eventually(lambda: len(listed(first)) == 100)
    first.press("Close")
    await eventually(lambda: listed(first) == [])


def chosen(element: ui.element) -> bool:
    return "aria-current" in element.props
