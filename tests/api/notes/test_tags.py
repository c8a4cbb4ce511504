"""What is a tag, and which tags are the same."""

import sqlite3

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.notes.tags import TAG_SEPARATORS, fold, is_tag_of_any_length, tags


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("#shop", ["shop"]),
        ("buy #milk and #bread.", ["milk", "bread"]),
        ("(#a) #b, #c; #d: #e! #f? “#g” [#h] *#i* ~#j~ `#k`", list("abcdefghijk")),
        ("#foo-bar #foo_bar #c++ #a/b #a&b", ["foo-bar", "foo_bar", "c++", "a/b", "a&b"]),
        ("#Café #日本。#語", ["café", "日本", "語"]),
        ("#2nd #1a #-1", ["2nd", "1a", "-1"]),
        ("#a#b", ["a#b"]),
        ("one\n#two\r\n#three\u3000#four\u2028#five", ["two", "three", "four", "five"]),
        ("#" + "x" * 50, ["x" * 50]),
    ],
)
def test_a_tag_runs_from_a_separator_to_the_next(text: str, found: list[str]) -> None:
    assert tags(text) == found


@pytest.mark.parametrize(
    "text", ["", "#", "# shop", "##shop", "a#shop", "é#shop", "#1", "#007.", "#,", "#" + "x" * 51]
)
def test_malformed_tags_are_not_tags(text: str) -> None:
    assert tags(text) == []


@pytest.mark.parametrize("text", ["shop", "2nd", "x" * 51, "7" * 50 + "x", "a#b"])
def test_a_tag_may_be_only_too_long(text: str) -> None:
    assert is_tag_of_any_length(text)


@pytest.mark.parametrize("text", ["", "#", "7", "7" * 51, "x" * 50 + " y", "x" * 51 + ".", "a\n"])
def test_a_tag_of_any_length_needs_to_be_one_word(text: str) -> None:
    assert not is_tag_of_any_length(text)


def test_each_tag_is_told_once_in_the_order_of_the_text() -> None:
    assert tags("#Shop #home #shop #SHOP #Home") == ["shop", "home"]


def test_only_ascii_letters_are_folded() -> None:
    assert fold("ShOP-Ä-É-ẞ") == "shop-Ä-É-ẞ"
    assert tags("#Äpfel #äpfel") == ["Äpfel", "äpfel"]


@settings(deadline=None)
@given(st.text())
def test_sqlite_folds_alike(text: str) -> None:
    with sqlite3.connect(":memory:") as database:
        folded = database.execute("SELECT lower(?)", [text.replace("\0", "")]).fetchone()[0]
    database.close()
    assert fold(text.replace("\0", "")) == folded


def test_all_whitespace_separates() -> None:
    assert {chr(code) for code in range(0x110000) if chr(code).isspace()} < set(TAG_SEPARATORS)
    assert len(set(TAG_SEPARATORS)) == len(TAG_SEPARATORS)


@settings(deadline=None)
@given(st.text(alphabet=[*TAG_SEPARATORS, *"##aA1"], max_size=80))
def test_the_rules_in_so_many_words_say_the_same(text: str) -> None:
    for separator in TAG_SEPARATORS:
        text = text.replace(separator, "\n")
    told = [word[1:].lower() for word in text.split("\n") if word.startswith("#")]
    kept = [tag for tag in told if 0 < len(tag) <= 50 and tag[0] != "#" and not tag.isdecimal()]
    assert tags(text) == list(dict.fromkeys(kept))


@pytest.mark.parametrize("piece", ["#", "#a", "#1", "#a ", "1", " "])
def test_a_long_text_is_no_trouble(piece: str) -> None:
    assert len(tags(piece * 100_000)) <= 1
