"""A note without a title: its first line stands for it."""

import pytest

from notes_ui.text.first_line import titled


@pytest.mark.parametrize(
    ("description", "title", "rest"),
    [
        ("Milk", "Milk", ""),
        ("\n  Milk\ntwo litres", "Milk", "two litres"),
        ("# Shopping\n\nmilk", "Shopping", "milk"),
        ("> said", "said", ""),
        ("- [ ] milk\n- [ ] oats", "milk", "- [ ] milk\n- [ ] oats"),
        ("1. first\n2. second", "first", "1. first\n2. second"),
        ("#shop milk", "#shop milk", ""),
        ("---\nmilk", "---", "milk"),
    ],
)
def test_the_first_line_becomes_the_title(description: str, title: str, rest: str) -> None:
    assert titled(" ", description) == (title, rest)


def test_a_line_too_long_for_the_title_is_cut_and_stays_whole_below() -> None:
    line = "word " * 60
    title, rest = titled("", line)
    assert (len(title) <= 200, title[-1], rest) == (True, "…", line)


@pytest.mark.parametrize(("title", "description"), [("Milk", "two"), ("", ""), (" ", "\n")])
def test_a_note_with_a_title_or_without_text_stays_unchanged(title: str, description: str) -> None:
    assert titled(title, description) == (title, description)
