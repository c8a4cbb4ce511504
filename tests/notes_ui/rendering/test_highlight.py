"""The words of a search are marked where a word begins with them, as the search finds them."""

import contextlib
import re
import sqlite3
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notes_ui.rendering.highlight import WORD
from notes_ui.rendering.markdown import render, render_title


@pytest.mark.parametrize(
    ("words", "title", "shown"),
    [
        (["mil"], "Milk and mild soap", "<mark>Mil</mark>k and <mark>mil</mark>d soap"),
        (["ilk"], "milk", "milk"),
        (["cafe"], "Café Cafés CAFÉ", "<mark>Café</mark> <mark>Café</mark>s <mark>CAFÉ</mark>"),
        (["café"], "cafe cafeteria", "<mark>cafe</mark> <mark>cafe</mark>teria"),
        (["cafe"], "cafe\u0301s", "<mark>cafe\u0301</mark>s"),
        (["STRASSE"], "Straße", "<mark>Straße</mark>"),
        (["bar"], "foo_bar foo-bar foobar", "foo_<mark>bar</mark> foo-<mark>bar</mark> foobar"),
        (["c++"], "c++ is c", "<mark>c</mark>++ is <mark>c</mark>"),
        (["foo-bar"], "food bars", "<mark>foo</mark>d <mark>bar</mark>s"),
        (["m", "mil"], "milk", "<mark>mil</mark>k"),
        (["日"], "日本", "<mark>日</mark>本"),
        (["42"], "421", "<mark>42</mark>1"),
        (["", "+", "_", '"'], 'a + "b"', 'a + "b"'),
    ],
)
def test_the_beginnings_of_words_are_marked(words: list[str], title: str, shown: str) -> None:
    assert render_title(title, words=words) == shown


def test_no_entity_is_cut_in_two() -> None:
    assert render_title("amp & <lt>", words=["amp", "lt"]) == (
        "<mark>amp</mark> &amp; &lt;<mark>lt</mark>&gt;"
    )
    assert render("&amp; &lt;", words=["amp", "lt", "a", "l"]) == '<p dir="auto">&amp; &lt;</p>'


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("# milk", '<h3 dir="auto"><mark>mil</mark>k</h3>'),
        ("**milk**", "<strong><mark>mil</mark>k</strong>"),
        ("`milk`", "<code><mark>mil</mark>k</code>"),
        ("```\nmilk\n```", "<code><mark>mil</mark>k\n</code>"),
        ("[milk](https://milk.test)", "><mark>mil</mark>k</a>"),
        ("![milk](https://milk.test)", "><mark>mil</mark>k</a>"),
        ("#milk", ">#<mark>mil</mark>k</a>"),
        ("- [ ] milk", '<span class="note-task-text"><mark>mil</mark>k</span>'),
        ("|milk|\n|-|", '<th dir="auto"><mark>mil</mark>k</th>'),
    ],
)
def test_words_are_marked_wherever_they_are_read(text: str, shown: str) -> None:
    html = render(text, words=["mil"])
    assert shown in html
    assert html.count("<mark>") == 1


@given(st.text(), st.lists(st.text(max_size=3), max_size=3))
def test_marks_take_nothing_away(title: str, words: list[str]) -> None:
    html = render_title(title, words=words)
    assert html.replace("<mark>", "").replace("</mark>", "") == render_title(title)


@pytest.mark.parametrize(
    "text",
    [
        *("milk and bread", "foo_bar-baz c++ a.b", "Äpfel, Öl & naïve cafés", "x²½ ①②"),
        *("cafe\u0301s a\u0305b a\u0327c", "日本語 שלום мир", "it's l’été “so”", "1,5 0x1F #tag"),
    ],
)
def test_words_are_what_sqlite_takes_for_words(text: str) -> None:
    with contextlib.closing(sqlite3.connect(":memory:")) as database:
        database.execute("CREATE VIRTUAL TABLE t USING fts5(x, tokenize='unicode61')")
        database.execute("CREATE VIRTUAL TABLE v USING fts5vocab(t, instance)")
        database.execute("INSERT INTO t VALUES (?)", [text])
        found = database.execute("SELECT count(*) FROM v").fetchone()[0]
    assert len(WORD.findall(text)) == found


def test_a_search_for_nothing_but_signs_marks_nothing() -> None:
    assert not re.search("<mark>", unescape(render("a + b - c", words=["+", "-", "  "])))
