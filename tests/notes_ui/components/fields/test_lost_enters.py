"""The text that an entry was typed over, by what was shown at each loss of the connection."""

from notes_ui.components.fields.lost_enters import found_late
from notes_ui.text.overlay import Overlay


def test_nothing_is_found_where_no_enter_was_lost() -> None:
    assert found_late([], [[Overlay("Milk")]]) == ([], 0)


def test_the_first_entry_was_typed_over_what_was_shown_first() -> None:
    shown = Overlay("Mi", meant="Oat Mi")
    (first, second), reading = found_late(["Milk", "Bread"], [[shown]])
    assert first == ("Milk", shown)
    assert (second[0], second[1].shown) == ("Bread", "")
    assert reading == 1


def test_an_entry_begun_at_a_later_loss_was_lost_with_that_one() -> None:
    begun = Overlay("Br")
    before = [[Overlay("Mi")], [Overlay("Milk")], [Overlay("Br"), Overlay("?"), begun]]
    (_, bread), reading = found_late(["Milk", "Bread"], before)
    assert bread == ("Bread", begun)
    assert reading == 3
