"""However many notes there are, a page holds at most a hundred cards, and leads to all of them."""

import httpx

from tests.browser.conftest import Elsewhere
from tests.browser.support.page import OpenPage

SEED = """
    with recursive n(i) as (select 1 union all select i + 1 from n where i < 230)
    insert into note (title) select 'Note ' || i from n
"""


def notes(newest: int, oldest: int) -> list[str]:
    return [f"Note {number}" for number in range(newest, oldest - 1, -1)]


def labels(page: OpenPage) -> list[str]:
    every = ("Back to the top", "Show the previous 50", "Show 50 more")
    return [label for label in every if page.buttons(label)]


def test_notes_are_shown_fifty_more_at_a_time_and_back_again(
    one: OpenPage, other: OpenPage, elsewhere: Elsewhere
) -> None:
    elsewhere(SEED)
    one.shows(*notes(230, 181))
    assert one.count() == "230 notes"
    one.until(lambda: labels(one), ["Show 50 more"])
    for newest, oldest in ((230, 131), (180, 81), (130, 31), (80, 1)):
        one.press("Show 50 more")
        one.shows(*notes(newest, oldest))
    one.until(lambda: labels(one), ["Back to the top", "Show the previous 50"])
    for newest, oldest in ((130, 31), (180, 81), (230, 131)):
        one.press("Show the previous 50")
        one.shows(*notes(newest, oldest))
    one.until(lambda: labels(one), ["Show 50 more"])

    one.press("Show 50 more")
    one.press("Back to the top")
    one.shows(*notes(230, 181))
    one.until(lambda: one.run("return scrollY"), 0)
    one.until(lambda: labels(one), ["Show 50 more"])
    other.shows(*notes(230, 181))  # where one looks is nobody else's business


def test_a_page_that_looks_at_old_notes_follows_their_changes(
    one: OpenPage, other: OpenPage, rest: httpx.Client, elsewhere: Elsewhere
) -> None:
    elsewhere(SEED)
    for expected in (notes(230, 131), notes(180, 81)):
        one.press("Show 50 more")
        one.shows(*expected)
    other.add("At the top")
    other.until(lambda: other.titles()[0], "At the top")
    rest.patch("/api/notes/100", json={"done": True})
    rest.delete("/api/notes/120")
    one.shows_ticked("Note 100")
    one.until(one.count, "230 notes")
    assert one.titles() == [title for title in notes(180, 80) if title != "Note 120"]


def test_loading_older_notes_leaves_the_note_read_in_place(
    one: OpenPage, elsewhere: Elsewhere
) -> None:
    elsewhere(SEED)
    one.shows(*notes(230, 181))
    for last, expected in ((181, notes(230, 131)), (131, notes(180, 81)), (81, notes(130, 31))):
        assert stays(one, "Show 50 more", f"Note {last}", expected)


def test_loading_newer_notes_leaves_the_note_read_in_sight(
    one: OpenPage, elsewhere: Elsewhere
) -> None:
    elsewhere(SEED)
    for expected in (notes(230, 131), notes(180, 81), notes(130, 31)):
        one.press("Show 50 more")
        one.shows(*expected)
    height = one.run("return window.innerHeight")
    for first, expected in ((130, notes(180, 81)), (180, notes(230, 131))):
        one.press("Show the previous 50")
        one.shows(*expected)
        one.until(lambda first=first: 0 < one.top(f"Note {first}") < height, True)  # type: ignore[misc]


def stays(page: OpenPage, label: str, title: str, expected: list[str]) -> bool:
    """Press the button and tell whether the note beside it is still where it was."""
    page.run("arguments[0].scrollIntoView({block: 'center'})", page.buttons(label)[0])
    before = page.top(title)
    page.press(label)
    page.shows(*expected)
    return abs(page.top(title) - before) <= 2
