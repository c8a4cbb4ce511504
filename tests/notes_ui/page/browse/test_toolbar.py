"""What can be shown, with its counts, on every page at once."""

import httpx
import pytest
from nicegui import ui

from api.notes.reading.views import MOST_TAGS as KNOWN_TAGS
from notes_ui import theme
from notes_ui.page.browse.toolbar import MOST_TAGS
from tests.notes_ui.conftest import OpenPage
from tests.notes_ui.support.reader import PAGE, Reader, eventually


def bar(reader: Reader) -> list[str]:
    """The links, as they can be read."""
    return [text for text in reader.texts(reader.styled(theme.TOOLBAR)) if text[-1:].isdigit()]


def is_current(element: ui.element) -> bool:
    return "aria-current" in element.props


def current(reader: Reader) -> list[str]:
    """Which of the links are said to lead to what is shown."""
    links = [one for one in reader.elements(reader.styled(theme.TOOLBAR)) if is_current(one)]
    return [text for link in links for text in reader.texts(link)]


async def test_counts_and_tags_follow_what_anybody_does(
    open_page: OpenPage, rest: httpx.AsyncClient
) -> None:
    first, second = await open_page(), await open_page("?done=true")
    await eventually(lambda: bar(first) == bar(second) == ["All 0", "Open 0", "Done 0"])
    await first.add("Milk", "#shop #today")
    await first.add("Bread", "#Shop")
    tags = ["#shop 2", "#today 1"]
    await eventually(lambda: bar(second) == ["All 2", "Open 2", "Done 0", *tags])
    await first.sees("Bread", "Milk")
    first.tick("Bread")
    await eventually(lambda: bar(first) == bar(second) == ["All 2", "Open 1", "Done 1", *tags])
    first.delete("Milk")
    left = ["All 1", "Open 0", "Done 1", "Trash 1", "#shop 1"]
    await eventually(lambda: bar(first) == bar(second) == left)
    assert (current(first), current(second)) == (["All 1"], ["Done 1"])


async def test_only_the_most_used_tags_and_the_chosen_one_are_listed(
    open_page: OpenPage, rest: httpx.AsyncClient
) -> None:
    first, second = await open_page(), await open_page("?tag=rare")
    for number in range(MOST_TAGS + 2):
        await rest.post("/api/notes", json={"title": f"#tag{number} #used"})
        await rest.post("/api/notes", json={"title": f"#tag{number}"})
    await rest.post("/api/notes", json={"title": "#rare"})
    await second.sees("#rare")
    await eventually(lambda: bar(first)[0] == "All 21")
    tags = [text for text in bar(first) if text.startswith("#")]
    assert tags[0] == "#used 10"
    assert len(tags) == MOST_TAGS
    await eventually(lambda: "#rare 1" in bar(second))
    assert current(second) == ["All 21", "#rare 1"]


async def test_a_chosen_tag_that_few_notes_have_is_not_said_to_have_none(
    open_page: OpenPage, rest: httpx.AsyncClient
) -> None:
    first, second = await open_page("?tag=rare"), await open_page()
    for number in range(KNOWN_TAGS):
        for _ in range(2):
            await rest.post("/api/notes", json={"title": f"#tag{number}"})
    await rest.post("/api/notes", json={"title": "#rare"})
    await first.sees("#rare")
    await eventually(lambda: bar(second)[0] == "All 41")
    await eventually(lambda: current(first) == ["All 41", "#rare"])


async def test_a_tag_from_right_to_left_keeps_its_number_beside_it(open_page: OpenPage) -> None:
    first, second = await open_page(), await open_page()
    await first.add("Milk", "#تجربة #shop")
    await eventually(lambda: bar(second)[-2:] == ["#shop 1", "\u2068#تجربة\u2069 1"])


async def test_a_tag_is_chosen_whatever_its_case(open_page: OpenPage) -> None:
    first, second = await open_page("?tag=SHOP"), await open_page()
    await second.add("Milk", "#Shop")
    await first.sees("Milk")
    await eventually(lambda: current(first) == ["All 1", "#shop 1"])
    await first.follow("#shop")
    await eventually(lambda: first.address == PAGE)


async def test_an_order_can_be_chosen_and_best_matches_only_in_a_search(
    open_page: OpenPage,
) -> None:
    first, second = await open_page(), await open_page("?q=milk")
    for reader, best in ((first, False), (second, True)):
        await eventually(lambda reader=reader: bool(reader.texts(reader.styled(theme.SORT))))  # type: ignore[misc]
        links = reader.styled(theme.SORT_MENU).default_slot.children
        labels = [reader.texts(link)[0] for link in links if "hidden" not in link.props]
        assert ("Best matches" in labels) is best
        assert labels[-4:] == ["Newest", "Oldest", "Recently changed", "Title A–Z"]
    await second.add("Oat milk")
    await second.add("Milk")
    await first.sees("Milk", "Oat milk")
    await first.follow("Oldest")
    await first.sees("Oat milk", "Milk")
    assert first.address == f"{PAGE}?sort=id"


@pytest.mark.parametrize("sort", ["-title", "updated_at"])
async def test_an_order_that_only_an_address_can_ask_for_is_kept_to(
    open_page: OpenPage, sort: str
) -> None:
    first, second = await open_page(f"?sort={sort}"), await open_page()
    for number, title in enumerate("BAC", start=1):
        await second.add(title)
        await eventually(lambda number=number: len(second.cards()) == number)  # type: ignore[misc]
    await first.sees(*("CBA" if sort == "-title" else "BAC"))


@pytest.mark.parametrize("suffix", ["?trashed=true", "?trashed=true&q=milk"])
async def test_the_trash_has_neither_tags_nor_an_order(open_page: OpenPage, suffix: str) -> None:
    trash, other = await open_page(suffix), await open_page()
    await other.add("Milk", "#shop")
    await other.sees("Milk")
    other.delete("Milk")
    await trash.sees("Milk")
    assert bar(trash) == ["All 0", "Open 0", "Done 0", "Trash 1"]
    assert not [one for one in trash.elements() if theme.SORT in one.classes]
