"""What others do never disturbs what somebody here is doing."""

import httpx

from tests.browser.conftest import Elsewhere
from tests.browser.support.page import OpenPage

FIFTY = """
    with recursive n(i) as (select 1 union all select i + 1 from n where i < 50)
    insert into note (title, description)
    select 'Note ' || i, case when i % 3 = 0 then 'two' || char(10) || 'lines' else '' end from n
"""
KEEP_THE_CURSOR = "document.activeElement.setSelectionRange(4, 8)"
CURSOR = "return [document.activeElement.selectionStart, document.activeElement.selectionEnd]"


def test_changes_of_others_leave_typed_text_focus_and_cursor(
    one: OpenPage, other: OpenPage, rest: httpx.Client
) -> None:
    one.field("Description").send_keys("half a thought")
    one.field("Title").click()
    one.type("Buy milk")
    one.run(KEEP_THE_CURSOR)

    note = rest.post("/api/notes", json={"title": "From a program"}).json()
    one.shows("From a program")
    other.add("From the other window")
    one.shows("From the other window", "From a program")
    rest.delete(f"/api/notes/{note['id']}")
    one.shows("From the other window")

    assert (one.text_in("Title"), one.text_in("Description")) == ("Buy milk", "half a thought")
    assert one.has_focus("Title")
    assert one.run(CURSOR) == [4, 8]
    assert (other.text_in("Title"), other.text_in("Description")) == ("", "")


def test_cards_that_did_not_change_keep_their_elements(
    one: OpenPage, other: OpenPage, rest: httpx.Client
) -> None:
    """Marked in the browser: an element that was made anew would have lost its mark."""
    ids = [rest.post("/api/notes", json={"title": t}).json()["id"] for t in ("a", "b", "c")]
    for page in (one, other):
        page.shows("c", "b", "a")
        for title in ("a", "b", "c"):
            page.run("arguments[0].mark = arguments[1]", page.card(title), title)

    rest.patch(f"/api/notes/{ids[2]}", json={"done": True, "description": "changed"})
    rest.delete(f"/api/notes/{ids[1]}")
    rest.post("/api/notes", json={"title": "d"})
    for page in (one, other):
        page.shows("d", "c", "a")
        page.shows_ticked("c")
        marks = [page.run("return arguments[0].mark", page.card(title)) for title in "dca"]
        assert marks == [None, "c", "a"]


def test_a_note_being_read_stays_in_place_while_others_change(
    one: OpenPage, other: OpenPage, rest: httpx.Client, elsewhere: Elsewhere
) -> None:
    elsewhere(FIFTY)
    one.until(one.count, "50 notes")
    one.run("arguments[0].scrollIntoView({block: 'center'})", one.card("Note 25"))
    before = one.top("Note 25")

    other.add("At the top", "of\nseveral\nlines")
    one.until(lambda: one.titles()[0], "At the top")
    assert abs(one.top("Note 25") - before) <= 1

    rest.patch("/api/notes/40", json={"description": "grown\nby\nfour\nlines"})
    one.until(lambda: one.says("by\nfour"), True)
    rest.delete("/api/notes/45")
    one.until(one.count, "50 notes")
    assert abs(one.top("Note 25") - before) <= 1


def test_a_burst_of_changes_elsewhere_is_shown_and_never_answered(
    one: OpenPage, other: OpenPage, rest: httpx.Client, elsewhere: Elsewhere
) -> None:
    """A repainted checkbox is not a click: pages that took it for one would write it back."""
    one.add("Buy milk")
    other.shows("Buy milk")
    for _ in range(20):
        for done in (True, False):
            rest.patch("/api/notes/1", json={"done": done})
    elsewhere("update note set done = 1, title = 'Bought'")
    for page in (one, other):
        page.shows("Bought")
        page.shows_ticked("Bought")
    assert rest.get("/api/notes/1").json()["version"] == 42
