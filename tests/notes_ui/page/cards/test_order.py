"""Whatever order is wanted, the card that somebody types in is not moved from its place."""

import pytest

from notes_ui.page.cards.order import around


@pytest.mark.parametrize(
    ("children", "new", "wanted", "becomes"),
    [
        ("aHb", "", "aHb", "aHb"),
        ("aHb", "", "Hab", "aHb"),  # it was ticked, say, and would go to the top
        ("aHb", "", "ab", "aHb"),  # it has left the view
        ("aHb", "", "ba", "Hba"),
        ("aHbn", "n", "naHb", "naHb"),
        ("aHbn", "n", "nab", "naHb"),
        ("aHb", "", "", "H"),
        ("", "", "", "H"),
        # It was opened while the list was still being built.
        ("nHm", "nHm", "mnH", "mnH"),
        ("abnHm", "nHm", "nmHab", "nmabH"),
        ("Habn", "Hn", "abn", "Habn"),
    ],
)
def test_cards_are_moved_around_the_card_that_somebody_types_in(
    children: str, new: str, wanted: str, becomes: str
) -> None:
    stand = list(children or "H")
    old = set(stand).difference(new)
    assert "".join(around("H", stand, old, list(wanted))) == becomes
