"""A new note is seen: it gets the tag of the view; there is a way to one that is out of sight."""

import httpx
import pytest

from api.notes.models import DESCRIPTION_LENGTH
from notes_ui import theme
from notes_ui.page.cards import marks
from notes_ui.ports.notes import NotesGateway
from tests.notes_ui.conftest import OpenPage
from tests.notes_ui.support.composer import line
from tests.notes_ui.support.failures import busy
from tests.notes_ui.support.reader import PAGE, Reader, eventually


async def adds(reader: Reader, title: str, description: str = "") -> None:
    """Add a note, and wait until that is told."""
    await reader.add(title, description)
    await eventually(lambda: reader.snackbar()[:1] == ["Note added"])
    await eventually(lambda: reader.focused() is line(reader))


def way(reader: Reader) -> list[str]:
    """The classes of the button that leads to the new note."""
    line = reader.elements(reader.styled(theme.SNACKBAR))
    (button,) = (one for one in line if "Show" in reader.texts(one) and one.tag == "button")
    return list(button.classes)


@pytest.mark.parametrize(
    ("written", "kept"),
    [("", "#shop"), ("two litres", "two litres\n#shop"), ("for #Shop", "for #Shop")],
)
async def test_a_note_that_is_added_in_the_view_of_a_tag_gets_the_tag(
    open_page: OpenPage, rest: httpx.AsyncClient, written: str, kept: str
) -> None:
    first, second = await open_page("?tag=shop"), await open_page()
    await adds(first, "Milk", written)
    for reader in (first, second):
        await reader.sees("Milk")
    assert (await rest.get("/api/notes/1")).json()["description"] == kept
    assert way(first) == theme.SHOW_IF_SCROLLED.split()


@pytest.mark.parametrize("suffix", ["?tag=shop", "?tag=two+words", "?tag=7"])
async def test_a_note_that_can_t_take_the_tag_is_added_and_can_be_shown(
    open_page: OpenPage, rest: httpx.AsyncClient, suffix: str
) -> None:
    """Its text has no room left for it, or what the address names is no tag."""
    first, second = await open_page(suffix), await open_page()
    text = "x" * (DESCRIPTION_LENGTH - 3)
    await adds(first, "Long", text)
    assert first.titles() == []
    assert way(first) == [theme.SHOW]
    assert (await rest.get("/api/notes/1")).json()["description"] == text
    first.press("Show")
    await first.sees("Long")
    assert first.address == PAGE
    await second.sees("Long")


@pytest.mark.parametrize(
    "suffix", ["?done=true", "?trashed=true", "?q=nothing", "?done=true&tag=a"]
)
async def test_show_leads_to_a_note_that_the_view_does_not_hold(
    open_page: OpenPage, rest: httpx.AsyncClient, suffix: str
) -> None:
    first, second = await open_page(suffix), await open_page()
    await adds(first, "Milk")
    assert way(first) == [theme.SHOW]
    assert first.titles() == []
    first.press("Show")
    await first.sees("Milk")
    assert first.address == (f"{PAGE}?tag=a" if "tag=a" in suffix else PAGE)
    assert first.search_field().value == ""
    await eventually(lambda: first.focused() is first.card("Milk"))
    assert first.marked("data-found") == ["Milk"]
    assert second.marked("data-found") == []
    await first.back()
    await first.sees()


async def test_show_leads_to_a_note_below_pinned_ones_and_marks_it_briefly(
    open_page: OpenPage, rest: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(marks, "MOMENT", 0.1)
    first, second = await open_page(), await open_page()
    await rest.post("/api/notes", json={"title": "Tall"})
    await rest.patch("/api/notes/1", json={"pinned": True})
    await eventually(lambda: first.marked("data-pinned") == ["Tall"])
    await adds(first, "Milk")
    await first.sees("Tall", "Milk")
    assert way(first) == [theme.SHOW]
    first.press("Show")
    card = first.card("Milk")
    await eventually(lambda: (card.id, "scrollIntoView") in first.methods)
    await eventually(lambda: first.focused() is card)
    await eventually(lambda: first.marked("data-found") == [])
    await second.sees("Tall", "Milk")


async def test_beyond_more_pinned_notes_than_are_shown_it_is_found_as_well(
    open_page: OpenPage, rest: httpx.AsyncClient
) -> None:
    first, second = await open_page(), await open_page()
    many = [{"title": f"Pinned {n}", "pinned": True} for n in range(51)]
    await rest.post("/api/import", json=many)
    await eventually(lambda: len(first.titles()) == 50)
    await adds(first, "Milk")
    first.press("Show")
    await first.sees("Milk")
    await eventually(lambda: second.count() == "52 notes")


async def test_a_note_that_comes_first_offers_show_only_when_scrolled(open_page: OpenPage) -> None:
    first, second = await open_page(), await open_page()
    await adds(first, "Milk")
    assert way(first) == theme.SHOW_IF_SCROLLED.split()
    await second.sees("Milk")
    assert second.snackbar() == []


async def test_a_way_to_what_can_t_be_read_just_now_is_told_in_words(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch, gateway: type[NotesGateway]
) -> None:
    first, second = await open_page("?done=true"), await open_page()
    await adds(first, "Milk")
    await second.sees("Milk")
    with monkeypatch.context() as patch:
        patch.setattr(gateway, "window", busy)
        first.press("Show")
        await first.reads("This can’t be shown just now.")
