"""Enter at the end of a list item begins the next one; behind an empty item the list ends."""

import pytest

from notes_ui.text.lists import continued


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("- milk", "- milk\n- "),
        ("* milk", "* milk\n* "),
        ("- [ ] milk", "- [ ] milk\n- [ ] "),
        ("- [x] milk", "- [x] milk\n- [ ] "),
        ("  - [X] milk", "  - [X] milk\n  - [ ] "),
        ("9. milk", "9. milk\n10. "),
        ("1) milk", "1) milk\n2) "),
        ("text\n- milk", "text\n- milk\n- "),
    ],
)
def test_an_item_begins_the_next_one(before: str, after: str) -> None:
    assert continued(before, f"{before}\n") == after


@pytest.mark.parametrize(
    ("before", "after"),
    [("- milk\n- ", "- milk\n\n"), ("- [ ] ", ""), ("text\n1. ", "text\n\n")],
)
def test_an_empty_item_ends_the_list(before: str, after: str) -> None:
    assert continued(before, f"{before}\n") == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("milk", "milk\n"),
        ("-milk", "-milk\n"),
        ("2026. was a year", "2026. was a year\nx"),
        ("- milk", "- milkx"),
        ("- milk", "\n- milk"),
        ("- milk", "- milk\n\n"),
    ],
)
def test_other_changes_continue_no_list(before: str, after: str) -> None:
    assert continued(before, after) is None
