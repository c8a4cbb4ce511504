"""What descriptions and titles look like."""

from typing import Final

import pytest

from api.notes.tags import tags
from notes_ui.rendering.markdown import render, render_title

OUT: Final = 'target="_blank" rel="noopener noreferrer nofollow"'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("milk", '<p dir="auto">milk</p>'),
        ("**a** _b_ ~~c~~ `d`", "<strong>a</strong> <em>b</em> <s>c</s> <code>d</code>"),
        ("one\ntwo\r\nthree", "one<br>two<br>three"),
        ("one\n\ntwo", '<p dir="auto">one</p><p dir="auto">two</p>'),
        ("> quoted", '<blockquote><p dir="auto">quoted</p></blockquote>'),
        ("- a\n- b", '<ul><li dir="auto">a</li><li dir="auto">b</li></ul>'),
        ("3. a", '<ol start="3"><li dir="auto">a</li></ol>'),
        ("---", "<hr>"),
        ("```python\na < b\n```", '<pre dir="auto"><code>a &lt; b\n</code></pre>'),
        ("|a|\n|-|\n|b|", '<th dir="auto">a</th></tr></thead><tbody><tr><td dir="auto">b</td>'),
    ],
)
def test_a_description_is_markdown(text: str, html: str) -> None:
    assert html in render(text)


def test_an_empty_description_is_nothing() -> None:
    assert render("") == render_title("") == ""


def test_headings_are_below_those_of_the_page() -> None:
    html = render("# a\n## b\n### c\n#### d\n##### e\n###### f\n\ng\n=")
    levels = [(3, "a"), (4, "b"), (5, "c"), (6, "d"), (6, "e"), (6, "f"), (3, "g")]
    assert html == "".join(f'<h{level} dir="auto">{text}</h{level}>' for level, text in levels)


@pytest.mark.parametrize(
    ("text", "address", "shown"),
    [
        ("[a *b*](https://c.test)", "https://c.test", "a <em>b</em>"),
        ("[a]\n\n[a]: http://c.test", "http://c.test", "a"),
        ("<https://c.test>", "https://c.test", "https://c.test"),
        ("<me@c.test>", "mailto:me@c.test", "me@c.test"),
        ("(see https://c.test/a_(b)_c?d=1&e#f).", "https://c.test/a_(b)_c?d=1&amp;e#f", None),
        ("**http://c.test**", "http://c.test", "http://c.test"),
    ],
)
def test_links_lead_out_into_a_window_of_their_own(
    text: str, address: str, shown: str | None
) -> None:
    assert f'<a href="{address}" {OUT}>{shown or address}</a>' in render(text)


@pytest.mark.parametrize(
    "text", ["readme.md", "a://b", "ftp://c.test", "xhttp://c.test", "http://"]
)
def test_a_text_that_is_not_a_web_address_becomes_no_link(text: str) -> None:
    assert render(text) == f'<p dir="auto">{text}</p>'


def test_images_are_not_loaded_but_linked() -> None:
    link = f'<a href="https://c.test/d.png" {OUT}>'
    assert f"{link}a cat</a>" in render("![a *cat*](https://c.test/d.png)")
    assert f"{link}https://c.test/d.png</a>" in render("![](https://c.test/d.png)")
    assert f"{link}a cat</a>" in render("[![a cat](https://e.test)](https://c.test/d.png)")


def test_a_tag_leads_to_the_notes_that_have_it() -> None:
    chip = '<a class="note-tag" href="/front/notes?tag=shop">#Shop</a>'
    assert render_title("Milk #Shop!", home="/front/notes") == f"Milk {chip}!"
    assert chip in render("Milk **#Shop**", home="/front/notes")
    assert 'href="?tag=caf%C3%A9%2Fa%26b">#café/A&amp;b</a>' in render_title("#café/A&b")


@pytest.mark.parametrize(
    "text",
    [
        *("`#a`", "```\n#a\n```", "    #a", "[#a](https://c.test)", "https://c.test/ #1 x#a"),
        *("![#a](https://c.test)", "<https://c.test/?#a>", "_x_#a", "&num;a", "\\\\a#b"),
    ],
)
def test_hashes_in_code_and_addresses_are_no_tag_links(text: str) -> None:
    assert render(f"{text}\n\n#b").count("note-tag") == 1


def test_tags_are_found_in_the_text_as_it_is_written() -> None:
    assert tags("#Shop #home #shop") == ["shop", "home"]


def test_a_title_is_no_markdown() -> None:
    assert render_title("# **a** <b> [c](https://d.test) & `e`") == (
        "# **a** &lt;b&gt; [c](https://d.test) &amp; `e`"
    )


BOX: Final = (
    '<button type="button" role="checkbox" aria-checked="{}" class="note-tick" {}></button>'
)


def test_a_task_has_a_button_that_tells_what_it_would_do() -> None:
    html = render("- [ ] *milk* #shop\n- [x] tea", task="task-5-3", home="/")
    pressed = 'commandfor="notes" command="--task-5-3-{}" aria-label="{}"'
    milk = BOX.format("false", pressed.format("0-1", "milk #shop"))
    tea = BOX.format("true", pressed.format("1-0", "tea"))
    label = '<em>milk</em> <a class="note-tag" href="/?tag=shop">#shop</a>'
    assert html == (
        f'<ul><li class="note-task" dir="auto">{milk}<span class="note-task-text">{label}</span>'
        f'</li><li class="note-task" dir="auto">{tea}<span class="note-task-text">tea</span>'
        "</li></ul>"
    )


def test_a_task_that_cannot_be_ticked_has_a_disabled_button() -> None:
    assert BOX.format("false", 'disabled="" aria-label="milk"') in render("- [ ] milk")


def test_a_task_of_several_paragraphs_is_labelled_by_the_first() -> None:
    html = render('- [ ] say "hi"\n  twice\n\n  and go', task="t")
    assert 'aria-label="say &quot;hi&quot; twice"' in html
    assert '<span class="note-task-text">say "hi"<br>twice</span><p dir="auto">and go</p>' in html


def test_a_task_without_words_has_a_name_all_the_same() -> None:
    assert 'aria-label="…"></button></li>' in render("- [ ] ")


@pytest.mark.parametrize("marker", ["- ", "> ", "1. "])
def test_no_depth_is_so_great_that_text_is_lost(marker: str) -> None:
    assert "milk" in render(marker * 50 + "milk\n\nbread")
    assert "bread" in render(marker * 50 + "milk\n\nbread")


def test_excessive_markup_is_shown_as_plain_text() -> None:
    assert render("- a\n" * 2000) == f'<p dir="auto">{"- a<br>" * 2000}</p>'
    assert render("- a\n" * 500).count("<li") == 500


def test_emphasis_within_emphasis_is_emphasis() -> None:
    assert render("*" * 400 + "a" + "*" * 400) == '<p dir="auto"><strong>a</strong></p>'
