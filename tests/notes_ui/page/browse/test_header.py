"""The head of the page: the search."""

import pytest

from notes_ui.i18n import messages
from tests.notes_ui.conftest import OpenPage
from tests.notes_ui.support.reader import Reader, eventually


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


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("en", "At most 200 characters: this text has 201"),
        ("fr", "200 caractères au plus : ce texte en a 201"),
    ],
)
async def test_a_search_that_is_too_long_waits_until_it_is_shortened(
    open_page: OpenPage, code: str, said: str
) -> None:
    page = await open_page("?q=milk", code=code)
    await page.reads(page.language.say(messages.NONE_FOUND))
    long = "x" * 201
    page.search(long)
    await eventually(lambda: page.search_field().error == said)
    await page.follow(page.language.say(messages.OPEN))
    await eventually(lambda: page.address.endswith("?q=milk&done=false"))
    assert page.search_field().value == long
    page.search(long[:-1])
    await eventually(lambda: page.address.endswith(f"?q={long[:-1]}&done=false"))
    assert page.search_field().error is None


async def test_escape_empties_a_search_that_is_too_long(open_page: OpenPage) -> None:
    page = await open_page()
    page.search("x" * 201)
    page.send(page.search_field(), "keydown.esc", {})
    await eventually(lambda: page.search_field().value == "")
    assert page.search_field().error is None


async def test_another_search_takes_the_place_of_one_that_is_too_long(open_page: OpenPage) -> None:
    page = await open_page()
    page.search("milk")
    await eventually(lambda: page.address.endswith("?q=milk"))
    page.search("x" * 201)
    await page.back()
    await eventually(lambda: page.search_field().value == "")


async def lost_with(open_page: OpenPage, typed: str) -> Reader:
    """A page that searched for this when its connection was lost, and is asked what it shows."""
    page = await open_page()
    page.search(typed)
    await eventually(lambda: page.address.endswith(f"?q={typed}"))
    page.is_away = True
    await page.comes_back()
    field = page.search_field()
    await eventually(lambda: any(f"({field.id}, " in asked for asked in page.questions))
    return page


@pytest.mark.parametrize("shown", ["mix", ""])
async def test_the_search_adopts_the_text_shown_after_a_reconnect(
    open_page: OpenPage, shown: str
) -> None:
    page = await lost_with(open_page, "mi")
    page.answer_question(page.search_field(), shown)
    await eventually(lambda: page.address.partition("?q=")[2] == shown)


async def test_a_letter_typed_before_the_answer_is_searched_for_too(open_page: OpenPage) -> None:
    page = await lost_with(open_page, "mi")
    page.search("mixe")
    page.answer_question(page.search_field(), "mixer")
    await eventually(lambda: page.address.endswith("?q=mixer"))
    assert page.search_field().value == "mixer"


async def test_a_search_left_on_a_dead_line_stays_left(open_page: OpenPage) -> None:
    """The browser has gone back, and shows the old text: it has not received the empty one."""
    page = await open_page()
    page.search("mi")
    await eventually(lambda: page.address.endswith("?q=mi"))
    field = page.search_field()
    page.is_away = True
    await page.back()
    await eventually(lambda: field.value == "")
    await page.comes_back()
    await eventually(lambda: any(f"({field.id}, " in asked for asked in page.questions))
    page.is_away = False
    page.answer_question(field, "mi")
    await eventually(lambda: field.value == "")
    assert page.address.endswith("/notes")
