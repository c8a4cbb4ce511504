"""What stands around the list: the count, the empty states, and what is announced."""

import httpx
import pytest

from api.notes.reading.select import MOST_COUNTED
from notes_ui import theme
from notes_ui.page.browse import list_frame
from tests.notes_ui.conftest import OpenPage
from tests.notes_ui.page.cards.test_note_list import fill
from tests.notes_ui.support.reader import PAGE, Reader, eventually


def heard(reader: Reader) -> str:
    """What a screen reader was told last."""
    return "".join(reader.texts(reader.styled(theme.ONLY_HEARD)))


@pytest.mark.parametrize(
    ("suffix", "said", "hint"),
    [
        ("", "No notes yet", "Write the first one."),
        ("?q=milk", "Nothing found", "No note contains all of these words."),
        ("?done=false", "Nothing is open", "Everything is done."),
        ("?done=true", "Nothing is done yet", "Notes that you tick appear here."),
        ("?tag=shop", "No note has this tag", "Write #shop anywhere in a note"),
        ("?trashed=true", "The trash is empty", "Deleted notes stay here for 30 days."),
    ],
)
async def test_an_empty_view_says_why_and_links_to_all_notes(
    open_page: OpenPage, suffix: str, said: str, hint: str
) -> None:
    reader, other = await open_page(suffix), await open_page()
    await eventually(lambda: reader.empty() == said)
    await reader.reads(hint)
    links = [one for one in reader.elements() if theme.EMPTY_LINK in one.classes]
    assert [link.props["href"] for link in links] == ([PAGE] if suffix else [])
    await other.add("Bread")
    await other.sees("Bread")
    if suffix in {"", "?done=false"}:
        await eventually(lambda: reader.empty() == "")
    else:
        await reader.follow("Show all notes")
        await reader.sees("Bread")


@pytest.mark.parametrize(
    ("suffix", "said", "way"),
    [
        ("?done=true&tag=home", "No note with #home is done", "Show all notes with #home"),
        ("?done=false&tag=work", "No note with #work is open", "Show all notes with #work"),
        ("?q=milk&done=true&tag=home", "No note in this view contains", "Search in all notes"),
        ("?q=milk&trashed=true", "No note in this view contains", "Search in all notes"),
    ],
)
async def test_an_empty_narrow_view_leads_to_a_wider_one(
    open_page: OpenPage, suffix: str, said: str, way: str
) -> None:
    reader, other = await open_page(suffix), await open_page()
    await other.add("Milk", "#home")
    await other.sees("Milk")
    await reader.reads(said)
    await reader.follow(way)
    ways = {f"{PAGE}?tag=home", f"{PAGE}?tag=work", f"{PAGE}?q=milk"}
    await eventually(lambda: reader.address in ways)
    await reader.sees(*([] if "work" in suffix else ["Milk"]))


async def test_the_hint_goes_with_the_view(open_page: OpenPage) -> None:
    first, second = await open_page("?q=milk"), await open_page()
    await eventually(lambda: first.empty() == "Nothing found")
    first.search("")
    await eventually(lambda: first.empty() == second.empty() == "No notes yet")


async def test_the_count_is_of_the_view_and_exact_up_to_a_thousand_found(
    open_page: OpenPage, database_url: str
) -> None:
    first, second = await open_page("?q=note"), await open_page()
    fill(database_url, MOST_COUNTED + 1)
    await eventually(lambda: first.count() == "More than 1,000 notes found")
    await eventually(lambda: second.count() == "1,001 notes")


async def test_live_changes_are_announced_politely(
    open_page: OpenPage, rest: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(list_frame, "QUIET", 0)
    first, second = await open_page(), await open_page("?done=true")
    await eventually(lambda: first.empty() == "No notes yet")
    assert first.styled(theme.ONLY_HEARD).props["role"] == "status"
    await rest.post("/api/notes", json={"title": "Milk"})
    await eventually(lambda: heard(first) == "1 note added")
    await rest.patch("/api/notes/1", json={"done": True})
    await eventually(lambda: heard(first) == "1 note changed")
    await eventually(lambda: heard(second) == "1 note added")
    await rest.delete("/api/notes/1")
    await eventually(lambda: heard(first) == heard(second) == "1 note gone")


async def test_the_results_of_ones_own_search_are_not_announced(
    open_page: OpenPage, rest: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(list_frame, "QUIET", 0)
    first, second = await open_page(), await open_page()
    await eventually(lambda: first.empty() == second.empty() == "No notes yet")
    await rest.post("/api/notes", json={"title": "Milk"})
    await eventually(lambda: heard(first) == heard(second) == "1 note added")
    first.search("bread")
    await first.sees()
    assert heard(first) == "1 note added"


async def test_changes_are_announced_at_most_every_two_seconds(
    open_page: OpenPage, rest: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(list_frame, "QUIET", 60)
    first, second = await open_page(), await open_page()
    await eventually(lambda: first.empty() == second.empty() == "No notes yet")
    await rest.post("/api/notes", json={"title": "Milk"})
    await eventually(lambda: heard(first) == "1 note added")
    await rest.delete("/api/notes/1")
    await eventually(lambda: first.empty() == "No notes yet")
    assert heard(first) == "1 note added"


async def test_a_page_that_opens_announces_no_changes(
    open_page: OpenPage, database_url: str
) -> None:
    fill(database_url, 3)
    page = await open_page()
    await eventually(lambda: len(page.cards()) == 3)
    await eventually(lambda: page.count() == "3 notes")
    assert heard(page) == ""
