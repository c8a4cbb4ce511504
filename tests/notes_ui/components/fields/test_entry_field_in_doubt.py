"""What is typed and pressed while nobody knows what the line holds is taken once, and whole."""

import logging

import httpx
import pytest

from notes_ui import theme
from notes_ui.components.fields.entry_field import ENTRIES, TEXT
from notes_ui.i18n import messages
from tests.notes_ui.conftest import OpenPage
from tests.notes_ui.support.composer import line
from tests.notes_ui.support.reader import Reader, eventually


async def empties_milk_and_hears_nothing(open_page: OpenPage) -> Reader:
    """Open a page whose line is to be empty, and nobody says whether it is."""
    page = await open_page()
    page.send(line(page), TEXT, "Milk")
    page.is_away = True
    line(page).write("")
    line(page).take_focus()
    await eventually(lambda: "updateInputValue" in " ".join(page.ran))
    return page


async def comes_back_with_milk_entered(open_page: OpenPage, *, told: str) -> Reader:
    """Open a page where Milk is entered, and only this was told of it before the line was dead."""
    page = await open_page()
    page.send(line(page), TEXT, told)
    page.entries[line(page).id] = ["Milk"]  # nothing was told of the rest, nor of its Enter
    await page.comes_back()
    return page


async def comes_back_and_is_asked(page: Reader) -> None:
    """Come back, and wait until it is asked of each field what it holds."""
    await page.comes_back()
    fields = line(page), page.field(messages.DESCRIPTION, page.styled(theme.COMPOSER))
    asked = [f"({field.id}, " for field in fields]
    await eventually(lambda: all(any(each in code for code in page.questions) for each in asked))


def says_that_the_description_is_empty(page: Reader) -> None:
    page.answer_question(page.field(messages.DESCRIPTION, page.styled(theme.COMPOSER)), "")


async def test_a_press_behind_a_lost_enter_takes_its_own_title_once(open_page: OpenPage) -> None:
    page = await comes_back_with_milk_entered(open_page, told="Mi")
    left = line(page)
    page.press("Add note")
    page.send(left, TEXT, "BreadO")  # the first letter behind the press
    await eventually(lambda: sorted(page.titles()) == ["Bread", "Milk"])
    await eventually(lambda: line(page) is not left)
    page.send(line(page), TEXT, "ats")
    await eventually(lambda: line(page).text == "Oats")


async def test_a_title_typed_again_behind_a_lost_enter_is_another_one(open_page: OpenPage) -> None:
    page = await comes_back_with_milk_entered(open_page, told="Milk")
    page.send(line(page), TEXT, "Milk")
    await page.sees("Milk")
    assert line(page).text == "Milk"


async def test_an_answer_with_a_lost_enter_is_taken_before_later_letters(
    open_page: OpenPage,
) -> None:
    page = await open_page()
    page.send(line(page), TEXT, "Mi")
    page.is_away = True
    await comes_back_and_is_asked(page)
    page.answer_question(line(page), ["Milk"])
    page.send(line(page), TEXT, "B")
    assert line(page).text == "B"
    says_that_the_description_is_empty(page)
    await page.sees("Milk")


async def test_a_browser_is_told_what_to_show_and_then_asked_what_it_shows(
    open_page: OpenPage,
) -> None:
    page = await open_page()
    page.send(line(page), TEXT, "Milk")
    line(page).write("")
    page.send(line(page), TEXT, "MilkB")  # typed before the line was empty: it is written anew
    written = f'runMethod({line(page).id}, "updateInputValue", ["B"'
    asked = f"getComputedProp({line(page).id}, "

    def sent() -> str:
        return " ".join(page.ran)

    await eventually(lambda: written in sent() and asked in sent().partition(written)[2])


async def test_a_text_under_way_is_settled_when_the_browser_is_back(open_page: OpenPage) -> None:
    page = await empties_milk_and_hears_nothing(open_page)
    await comes_back_and_is_asked(page)
    page.is_away = False
    page.answer_question(line(page), [])
    await eventually(lambda: not line(page).is_written)


async def test_a_title_still_shown_when_it_should_be_gone_makes_no_note(
    open_page: OpenPage,
) -> None:
    page = await empties_milk_and_hears_nothing(open_page)
    await comes_back_and_is_asked(page)
    page.answer_question(line(page), [])
    page.send(line(page), TEXT, "MilkB")
    assert (line(page).text, page.titles()) == ("B", [])


async def test_nothing_is_written_before_the_browser_has_answered(open_page: OpenPage) -> None:
    page = await empties_milk_and_hears_nothing(open_page)
    page.send(line(page), TEXT, "MilkB")
    await eventually(lambda: bool(page.questions))
    page.answer_question(line(page), [])
    await eventually(lambda: bool(page.questions))  # asked again at the pause
    written = f'runMethod({line(page).id}, "updateInputValue", ["B"'
    assert written not in " ".join(page.ran)
    page.answer_question(line(page), [])
    await eventually(lambda: written in " ".join(page.ran))


async def test_a_pending_text_overwrites_nothing_a_dead_line_swallowed(open_page: OpenPage) -> None:
    page = await open_page()
    page.send(line(page), "focusin")
    page.send(line(page), TEXT, "Milk")
    page.is_away = True
    line(page).prepend("Oat ")
    await eventually(lambda: bool(page.questions))  # at the pause: does it show what is known?
    before = dict(page.questions)
    page.questions.clear()
    await comes_back_and_is_asked(page)
    since = dict(page.questions)
    for asked in (before, since):  # NiceGUI sends it again
        page.questions |= asked
        page.answer_question(line(page), [])
    await eventually(lambda: "showPopup" in " ".join(page.questions))
    assert "updateInputValue" not in " ".join(page.ran)
    page.send(line(page), "filter", "Milkman")
    assert line(page).text == "Oat Milkman"


async def test_a_title_behind_a_lost_enter_keeps_the_beginning_both_share(
    open_page: OpenPage,
) -> None:
    page = await empties_milk_and_hears_nothing(open_page)
    page.send(line(page), TEXT, "MilkB")  # the title is gone, and still shown
    await comes_back_and_is_asked(page)
    page.send(line(page), TEXT, "Milkshake")
    page.send(line(page), TEXT, "")
    page.send(line(page), ENTRIES, ["MilkB", "Milkshake"])
    says_that_the_description_is_empty(page)
    await page.sees("Milkshake", "B")


async def test_a_lost_text_that_empties_the_line_is_sent_again(open_page: OpenPage) -> None:
    page = await empties_milk_and_hears_nothing(open_page)
    await eventually(lambda: bool(page.questions))
    await comes_back_and_is_asked(page)
    page.ran.clear()
    page.answer_question(line(page), [])
    await eventually(lambda: "showPopup" in " ".join(page.questions))
    page.send(line(page), "filter", "Milk")
    page.answer_question(line(page), None)
    emptied = f'runMethod({line(page).id}, "updateInputValue", ["",true])'
    asked = f"getComputedProp({line(page).id}, "
    await eventually(lambda: asked in " ".join(page.questions))  # anew, at the pause
    page.answer_question(line(page), [])
    await eventually(lambda: emptied in " ".join(page.ran))


async def test_a_press_behind_a_lost_enter_leaves_it_its_dropped_letters(
    open_page: OpenPage, rest: httpx.AsyncClient
) -> None:
    page = await empties_milk_and_hears_nothing(open_page)
    for text in ("MilkB", "", "r"):  # what empties the line drops a letter
        page.send(line(page), TEXT, text)
    await comes_back_and_is_asked(page)
    page.send(line(page), TEXT, "Oats")  # behind the rest of the word, and its Enter
    page.press("Add note")
    page.is_away = False
    page.entries[line(page).id] = ["read"]
    page.answer_question(line(page), ["read"])
    says_that_the_description_is_empty(page)
    await eventually(lambda: sorted(page.titles()) == ["Bread", "Oats"])


async def test_a_line_has_its_tab_index_back_when_it_has_told_its_text(open_page: OpenPage) -> None:
    """Quasar gives no focus to what has none, also where somebody clicks beside the letters."""
    page = await open_page()
    page.send(line(page), TEXT, "Milk")
    page.is_away = True
    await comes_back_and_is_asked(page)
    page.answer_question(line(page), [])
    await eventually(lambda: "showPopup" in " ".join(page.questions))
    assert line(page).props["tabindex"] is None
    page.send(line(page), "filter", "Milkman")
    page.answer_question(line(page), None)
    await eventually(lambda: line(page).props["tabindex"] == 0)
    assert line(page).text == "Milkman"


async def test_a_line_that_has_just_told_a_letter_is_asked_again(open_page: OpenPage) -> None:
    """It tells its text no more often than once a second."""
    page = await open_page()
    page.send(line(page), TEXT, "Milk")
    page.is_away = True
    await comes_back_and_is_asked(page)
    page.answer_question(line(page), [])
    for told in (None, "Milkman"):
        await eventually(lambda: "showPopup" in " ".join(page.questions))
        if told:
            page.send(line(page), "filter", told)
        page.answer_question(line(page), None)
    await eventually(lambda: line(page).is_sure)
    assert line(page).text == "Milkman"


async def test_an_answer_for_a_deleted_line_is_taken_without_a_word(
    open_page: OpenPage, caplog: pytest.LogCaptureFixture
) -> None:
    page = await open_page()
    page.is_away = True
    left = line(page)
    left.doubt()
    await eventually(lambda: any(f"({left.id}, " in code for code in page.questions))
    left.delete()
    with caplog.at_level(logging.WARNING):
        page.answer_question(left, ["Milk"])
    assert caplog.messages == []
    await page.sees("Milk")
