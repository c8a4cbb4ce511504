"""Whatever is written in a note is shown as it was written, and nothing of it runs."""

from typing import Final

import httpx

from tests.browser.page import OpenPage

HOSTILE: Final = [
    "<script>window.pwned = 1; document.title = 'pwned'</script>",
    "<img src=x onerror='window.pwned = 2'>",
    "<style>body { display: none }</style>",
    "<svg onload='window.pwned = 3'></svg>",
    "<iframe srcdoc='<script>parent.pwned = 4</script>'></iframe>",
    "javascript:window.pwned=5",
    "[click](javascript:window.pwned=6)",
    "</li></ul></div><h1>Notes</h1>",
    "{{ window.pwned = 7 }} ${window.pwned = 8} `",
    "&lt;b&gt; &amp;amp; &#60;i&#62; &nbsp;",
    "**bold** _italic_ # heading",
]
ORDINARY: Final = ["👩‍👩‍👧‍👦 🏳️‍🌈 café", "שלום עולם", "line one\nline two\n\n  indented"]
INSIDE_LIST: Final = "return document.querySelectorAll('[role=list] :is({})').length"


def test_markup_and_scripts_are_shown_and_never_run(
    one: OpenPage, other: OpenPage, rest: httpx.Client
) -> None:
    title = other.driver.title
    for text in HOSTILE[1:]:
        rest.post("/api/notes", json={"title": text, "description": text}).raise_for_status()
    one.add(HOSTILE[0], HOSTILE[0])  # typed by a person, all the others sent by a program

    expected = [HOSTILE[0], *reversed(HOSTILE[1:])]
    for page in (one, other):
        page.shows(*expected)
        assert page.descriptions() == expected
        assert page.run("return window.pwned") is None
        assert page.driver.title == title
        assert page.run(INSIDE_LIST.format("script, img, style, iframe, a, b, i, h1")) == 0
        assert page.field("Title").is_displayed()

    one.open(one.driver.current_url)  # nor when the page is built with the notes already there
    one.shows(*expected)
    assert one.run("return window.pwned") is None


def test_any_script_is_shown_in_its_own_direction_and_lines_stay_lines(
    one: OpenPage, rest: httpx.Client
) -> None:
    for text in ORDINARY:
        rest.post("/api/notes", json={"title": text.partition("\n")[0], "description": text})
    one.until(one.descriptions, ORDINARY[::-1])
    hebrew = one.card("שלום עולם").find_element("css selector", "[dir=auto]")
    assert hebrew.value_of_css_property("direction") == "rtl"
    lines = one.card("line one").text
    assert "line one\nline two\n\n" in lines
