"""What a page shows stands in its address: searched, filtered, sorted, shared and gone back to."""

import httpx
import pytest

from notes_ui import theme
from notes_ui.page.session import PageSession
from tests.notes_ui.conftest import OpenPage
from tests.notes_ui.page.cards.test_note_list import fill
from tests.notes_ui.support.reader import PAGE, Reader, eventually


@pytest.fixture
async def pair(open_page: OpenPage, rest: httpx.AsyncClient) -> tuple[Reader, Reader]:
    """Two who see four notes, of which one is done."""
    first, second = await open_page(), await open_page()
    for title, text in (
        ("Oat milk", "two #shop"),
        ("Crème brûlée", "with milk"),
        ("Bread", "#shop #today"),
        ("Milky Way", ""),
    ):
        await rest.post("/api/notes", json={"title": title, "description": text})
    await rest.patch("/api/notes/3", json={"done": True})
    for reader in (first, second):
        await reader.sees("Milky Way", "Bread", "Crème brûlée", "Oat milk")
        await eventually(lambda reader=reader: reader.shown()[1][2])  # type: ignore[misc]
    return first, second


async def test_a_search_finds_as_one_types_and_stands_in_the_address(
    pair: tuple[Reader, Reader],
) -> None:
    first, second = pair
    for text, titles in (
        ("m", {"Milky Way", "Crème brûlée", "Oat milk"}),
        ("mil oa", {"Oat milk"}),
        ("BRULEE", {"Crème brûlée"}),
        ('"oat*" AND (', set()),
        ("🥛", set()),
    ):
        first.search(text)
        await eventually(lambda titles=titles: set(first.titles()) == titles)  # type: ignore[misc]
    assert first.empty() == "Nothing found"
    first.search("brulee")
    await first.sees("Crème brûlée")
    assert "<mark>Crème</mark>" not in first.html("Crème brûlée")
    assert "<mark>brûlée</mark>" in first.html("Crème brûlée")
    await eventually(lambda: first.address == f"{PAGE}?q=brulee")
    assert first.count() == "1 note found"
    assert len(second.cards()) == 4
    first.search("")
    await eventually(lambda: first.address == PAGE and len(first.cards()) == 4)


async def test_a_search_is_one_step_back_however_many_letters(pair: tuple[Reader, Reader]) -> None:
    first, second = pair
    for text in ("o", "oa", "oat", "oat "):
        first.search(text)
        await first.sees("Oat milk")
    await eventually(lambda: first.history == [PAGE, f"{PAGE}?q=oat"])
    await first.back()
    await eventually(lambda: len(first.cards()) == 4)
    assert first.search_field().value == ""
    assert len(second.cards()) == 4


async def test_links_lead_to_views_and_back_leads_back(pair: tuple[Reader, Reader]) -> None:
    first, second = pair
    await first.follow("Open")
    await first.sees("Milky Way", "Crème brûlée", "Oat milk")
    await first.follow("#shop")
    await first.sees("Oat milk")
    assert first.address == f"{PAGE}?done=false&tag=shop"
    await first.follow("#shop")  # the same again takes it away
    await first.sees("Milky Way", "Crème brûlée", "Oat milk")
    await first.follow("Done")
    await first.sees("Bread")
    for titles in (
        ("Milky Way", "Crème brûlée", "Oat milk"),
        ("Oat milk",),
        ("Milky Way", "Crème brûlée", "Oat milk"),
        ("Milky Way", "Bread", "Crème brûlée", "Oat milk"),
    ):
        await first.back()
        await first.sees(*titles)
    assert len(second.cards()) == 4


async def test_a_shared_address_opens_the_same_view(
    pair: tuple[Reader, Reader], open_page: OpenPage
) -> None:
    first, _ = pair
    first.search("milk")
    await eventually(lambda: len(first.cards()) == 3)
    await first.follow("Open")
    await eventually(lambda: "aria-current" in first.link("Open").props)
    await first.follow("Title A–Z")
    await first.sees("Crème brûlée", "Milky Way", "Oat milk")
    await eventually(lambda: first.address == f"{PAGE}?q=milk&done=false&sort=title")
    other = await open_page(first.address.removeprefix(PAGE))
    await other.sees("Crème brûlée", "Milky Way", "Oat milk")
    assert other.search_field().value == "milk"
    assert other.texts(other.styled(theme.SORT)) == ["Title A–Z"]


async def test_a_note_that_is_ticked_moves_from_open_to_done_on_every_page(
    open_page: OpenPage, rest: httpx.AsyncClient
) -> None:
    open_notes, done_notes = await open_page("?done=false"), await open_page("?done=true")
    tagged, searched = await open_page("?tag=shop"), await open_page("?q=milk")
    await open_notes.add("Milk", "#shop")
    for reader in (open_notes, tagged, searched):
        await reader.sees("Milk")
    assert done_notes.empty() == "Nothing is done yet"
    open_notes.tick("Milk")
    await done_notes.sees("Milk")
    await open_notes.sees()
    await eventually(lambda: open_notes.empty() == "Nothing is open")
    await rest.patch("/api/notes/1", json={"title": "Bread", "description": ""})
    await tagged.sees()
    await searched.sees()
    await done_notes.sees("Bread")
    assert (tagged.empty(), searched.empty()) == ("No note has this tag", "Nothing found")


async def test_pinned_notes_come_first_in_every_sort(
    pair: tuple[Reader, Reader], open_page: OpenPage
) -> None:
    first, second = pair
    by_title = await open_page("?sort=title")
    first.focus("Oat milk")
    first.key("p")
    for reader in pair:
        await reader.sees("Oat milk", "Milky Way", "Bread", "Crème brûlée")
    await by_title.sees("Oat milk", "Bread", "Crème brûlée", "Milky Way")
    assert second.marked("data-pinned") == ["Oat milk"]


async def test_windows_work_in_every_view(open_page: OpenPage, database_url: str) -> None:
    first, second = await open_page("?sort=title&done=false"), await open_page()
    fill(database_url, 120)
    await first.reads("Show 50 more")
    expected = sorted((f"Note {number}" for number in range(1, 121)), key=str.lower)
    assert first.titles() == expected[:50]
    first.press("Show 50 more")
    await eventually(lambda: first.titles() == expected[:100])
    first.press("Show 50 more")
    await eventually(lambda: first.titles() == expected[50:])
    first.press("Show the previous 50")
    await eventually(lambda: first.titles() == expected[:100])
    second.delete("Note 120")
    expected.remove("Note 120")
    await eventually(lambda: first.titles() == expected[:100])


async def test_letters_typed_before_the_answer_arrives_stay_in_the_field(
    pair: tuple[Reader, Reader], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, _ = pair
    refresh = PageSession.refresh

    async def typing_meanwhile(page: PageSession) -> None:
        if first.search_field().value == "oat":
            first.search("oat  mi")
        await refresh(page)

    monkeypatch.setattr(PageSession, "refresh", typing_meanwhile)
    for reader in pair:
        await reader.reload()  # for the page to have the slow repaint
        await eventually(lambda reader=reader: len(reader.cards()) == 4)  # type: ignore[misc]
    first.search("oat")
    await first.sees("Oat milk")
    assert first.search_field().value == "oat  mi"
    await eventually(lambda: first.address == f"{PAGE}?q=oat+mi")
