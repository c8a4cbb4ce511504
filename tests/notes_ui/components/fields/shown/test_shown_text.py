"""A text that arrives late, or has gone already, takes nothing of the next one."""

from hypothesis import given
from hypothesis import strategies as st

from notes_ui.components.fields.shown_text import ShownText
from notes_ui.text.change import change

TEXTS = st.text("ab\n-", max_size=8)


@given(TEXTS, TEXTS)
def test_a_change_makes_one_text_of_the_other(before: str, after: str) -> None:
    start, removed, inserted = change(before, after)
    assert before[start : start + len(removed)] == removed
    assert before[:start] + inserted + before[start + len(removed) :] == after


def test_a_text_that_arrives_after_enter_removes_no_later_letters() -> None:
    """Over a dead connection it is resent when that is back: over what was typed meanwhile."""
    field = ShownText()
    field.hear("ilk")
    field.mean("Milk")
    field.hear("")
    field.empty()
    for value in ("B", "Br", "Bread"):
        field.hear(value)
    field.hear("Milk")  # arrives only now
    field.confirm(None)
    assert (field.text, field.shown, field.owed) == ("Bread", "Milk", True)


def test_a_text_that_has_come_and_gone_takes_nothing_of_the_next_one() -> None:
    """The connection was lost before the browser had confirmed the text; then came an Enter."""
    field = ShownText("Call Buy milk")
    field.mean("Buy milk")
    field.lose(arrived=True)
    left = field.overlay()
    left.type("Buy milk, two")
    field.empty()
    field.hear("Buy bread")
    assert (left.meant, field.text) == ("Buy milk, two", "Buy bread")


def test_letters_that_both_texts_end_with_by_chance_stay_in_order() -> None:
    field = ShownText("Milk 9csts")  # the caret is before the 9
    field.text = ""  # it is taken out, and still shown
    for value in ("Milk v9csts", "Milk vs9csts", "Milk vsw9csts", "Milk vswq9csts"):
        field.hear(value)
    assert field.text == "vswq"


def test_a_letter_like_its_neighbour_stays_before_the_next_one() -> None:
    field = ShownText("Milk ymio")  # the caret is before the y
    field.text = ""
    for value in ("Milk tymio", "Milk tyymio", "Milk ty ymio", "Milk ty oymio"):
        field.hear(value)
    assert field.text == "ty o"
