"""Two people edit one note: what can be merged is, and what can't is chosen by a person."""

import httpx
import pytest
from selenium.webdriver.common.keys import Keys

from tests.browser.editing.test_editing import note
from tests.browser.support.editor import DESCRIPTION, TITLE
from tests.browser.support.page import OpenPage
from tests.network.line import in_background
from tests.support.live import LiveServer

TITLES_MET = "Someone else has changed the title too"
DELETED = "Someone deleted this note"
CARET = "return [arguments[0].selectionStart, arguments[0].selectionEnd]"
LINES = "milk\nbread\neggs"


@pytest.fixture(autouse=True)
def _both_edit(rest: httpx.Client, one: OpenPage, other: OpenPage) -> None:
    """The note is open in both windows, and its title has the focus."""
    rest.post("/api/notes", json={"title": "Passport", "description": LINES})
    for page in (one, other):
        page.shows("Passport")
        page.edit("Passport")


def test_two_write_in_one_description_and_the_caret_stays_in_place(
    one: OpenPage, other: OpenPage, rest: httpx.Client
) -> None:
    for page in (one, other):
        page.editor.go_to(DESCRIPTION)
    other.type("\nham")
    one.press_together(Keys.CONTROL, Keys.HOME)
    one.type("oat ")
    one.until(lambda: note(rest)[1], "oat milk\nbread\neggs\nham")
    field = one.focused()
    one.until(lambda: one.says("Someone else also changed"), True)
    assert one.editor.texts[1] == f"oat {LINES}"  # nothing is written where somebody types
    assert one.run(CARET, field) == [4, 4]
    one.type("and rice ")
    one.until(lambda: note(rest)[1], "oat and rice milk\nbread\neggs\nham")
    assert one.editor.notice == other.editor.notice == ""
    one.editor.field(TITLE).click()  # the description is free now
    one.until(lambda: one.editor.texts[1], "oat and rice milk\nbread\neggs\nham")
    one.editor.save()
    one.editor.closes()
    one.type("u")
    one.until(lambda: note(rest)[1], "milk\nbread\neggs\nham")


def test_a_selection_stays_while_others_write_and_is_typed_over(
    one: OpenPage, other: OpenPage, rest: httpx.Client
) -> None:
    """Somebody who has begun to write selects a word, and takes a while to write another one."""
    for page in (one, other):
        page.editor.go_to(DESCRIPTION)
    one.type(" of hens")
    one.until(lambda: note(rest)[1], f"{LINES} of hens")
    field = one.focused()
    one.run("arguments[0].setSelectionRange(5, 10)", field)  # bread
    write_before(rest, "ham")
    one.until(lambda: one.says("Someone else also changed"), True)
    one.rests()
    assert one.run(CARET, field) == [5, 10]
    one.type("rolls")
    one.until(lambda: note(rest)[1], "ham\nmilk\nrolls\neggs of hens")
    assert one.editor.notice == ""


def test_text_of_others_in_the_other_field_arrives_while_i_type(
    one: OpenPage, other: OpenPage, rest: httpx.Client
) -> None:
    one.type(Keys.END, " of mine")
    other.editor.go_to(DESCRIPTION)
    other.type(", biometric")
    other.editor.save()
    one.until(lambda: one.editor.texts, ("Passport of mine", f"{LINES}, biometric"))
    assert one.editor.has_focus(TITLE)
    assert one.editor.notice == ""
    one.type("!")
    one.editor.save()
    one.editor.closes()
    assert note(rest) == ("Passport of mine!", f"{LINES}, biometric")


def met(one: OpenPage, other: OpenPage, rest: httpx.Client) -> None:
    """Have the other one be faster, with the title in which the focus is."""
    other.type(Keys.END, " of theirs")
    other.until(lambda: note(rest)[0], "Passport of theirs")
    one.until(lambda: one.says("Someone else also changed"), True)
    one.type(Keys.END, " of mine")
    one.editor.warns(TITLES_MET)
    one.editor.warns("Passport of theirs")
    assert one.editor.texts == ("Passport of mine", LINES)
    assert one.editor.has_focus(TITLE)


def test_my_title_is_not_written_over_theirs_until_i_choose_mine(
    one: OpenPage, other: OpenPage, rest: httpx.Client
) -> None:
    met(one, other, rest)
    one.editor.save()
    one.type("?")  # and leaving the field writes nothing either
    one.search_field.click()
    other.editor.save()
    one.until(lambda: other.marked("edited"), ["Passport of theirs"])
    assert note(rest) == ("Passport of theirs", LINES)
    one.press("Keep mine")
    one.editor.closes()
    other.shows("Passport of mine?")


def test_a_conflict_left_with_escape_is_there_again(
    one: OpenPage, other: OpenPage, rest: httpx.Client
) -> None:
    met(one, other, rest)
    other.editor.save()
    one.type(Keys.ESCAPE)
    one.editor.closes()
    one.tells("Your change is kept as a draft")
    one.type("e")
    one.editor.opens()
    one.editor.warns(TITLES_MET)
    assert one.editor.texts == ("Passport of mine", LINES)
    one.press("Keep mine")
    other.shows("Passport of mine")


def test_i_can_take_theirs(one: OpenPage, other: OpenPage, rest: httpx.Client) -> None:
    met(one, other, rest)
    one.press("Take theirs")
    one.until(lambda: one.editor.texts, ("Passport of theirs", LINES))
    one.until(lambda: one.editor.has_focus(TITLE), True)
    assert one.editor.notice == ""
    one.editor.save()
    one.editor.closes()
    assert note(rest) == ("Passport of theirs", LINES)
    assert rest.get("/api/notes/1").json()["version"] == 2  # nothing was left to write


def test_i_can_edit_on_with_both_in_mind(
    one: OpenPage, other: OpenPage, rest: httpx.Client
) -> None:
    met(one, other, rest)
    other.editor.save()
    one.press("Keep editing")
    one.until(lambda: one.editor.notice, "")
    one.until(lambda: one.editor.has_focus(TITLE), True)
    one.type(Keys.END, " and theirs")
    one.editor.save()
    one.editor.closes()
    other.shows("Passport of mine and theirs")


def test_a_note_that_was_deleted_meanwhile_comes_back_with_my_text(
    one: OpenPage, other: OpenPage, rest: httpx.Client
) -> None:
    other.type(Keys.ESCAPE)
    other.editor.closes()
    other.delete("Passport")
    one.editor.warns(DELETED)
    one.editor.field(TITLE).click()
    one.type(Keys.END, " of mine")
    one.press("Restore it with my text")
    one.editor.closes()
    other.shows("Passport of mine")
    assert note(rest) == ("Passport of mine", LINES)


def test_a_note_that_was_deleted_meanwhile_can_be_let_go(one: OpenPage, other: OpenPage) -> None:
    other.type(Keys.ESCAPE)
    other.editor.closes()
    other.delete("Passport")
    one.editor.warns(DELETED)
    one.press("Discard my text")
    one.editor.closes()
    for page in (one, other):
        page.shows()


def write_before(rest: httpx.Client, line: str) -> None:
    """Add a line at the top of the description, over nothing that was not seen."""
    status = 412
    while status == 412:
        seen = rest.get("/api/notes/1")
        text = f"{line}\n{seen.json()['description']}"
        known = {"If-Match": seen.headers["etag"]}
        status = rest.patch("/api/notes/1", json={"description": text}, headers=known).status_code
    assert status == 200


def test_no_letter_typed_far_away_is_lost_in_a_text_others_write(
    server: LiveServer, one: OpenPage, windows: list[OpenPage], rest: httpx.Client
) -> None:
    one.leave()
    line = in_background(server.port, delay=0.15)
    far = windows[0]
    far.open(f"http://127.0.0.1:{line.port}/front/notes")
    far.edit("Passport")
    far.editor.go_to(DESCRIPTION)
    far.type(Keys.ENTER)
    typed = [f"word{number} " for number in range(30)]
    theirs = []
    for number, word in enumerate(typed):
        far.type(*word)
        if number % 4 == 3:
            theirs.append(f"theirs {number}")
            write_before(rest, theirs[-1])
    mine = "".join(typed)
    expected = [*reversed(theirs), *LINES.split("\n"), mine]
    far.until(lambda: note(rest)[1].split("\n"), expected)
    assert far.editor.texts[1] == f"{LINES}\n{mine}"
    assert far.editor.notice == ""
    far.editor.field(TITLE).click()
    far.until(lambda: far.editor.texts[1].split("\n"), expected)
    far.leave()
    line.close()
