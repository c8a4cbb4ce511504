"""Nothing that is written in a note can run, load, leave its place, or take for ever."""

import re
from collections.abc import Callable
from html import escape
from html.parser import HTMLParser
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notes_ui.rendering.markdown import render, render_title
from notes_ui.rendering.sanitizer import cleaned
from notes_ui.rendering.tasks import task_text, tasks, tick
from tests.support.xss_corpus import XSS

WORDS: Final = ("script", "on", "img", "java", "a", "x", "quot", "lt")
ALLOWED: Final[dict[str, set[str]]] = {
    **{tag: {"dir"} for tag in ("p", "h3", "h4", "h5", "h6", "pre", "th", "td")},
    **{tag: set() for tag in ("br", "hr", "em", "strong", "s", "code", "mark", "ul")},
    **{tag: set() for tag in ("blockquote", "table", "thead", "tbody", "tr")},
    "button": {"type", "role", "aria-checked", "class", "commandfor"}
    | {"command", "aria-label", "disabled"},
    "a": {"href", "class", "rel", "target"},
    "li": {"class", "dir"},
    "ol": {"start"},
    "span": {"class"},
}
VALUES: Final = {
    "href": r"https?://.+|mailto:.+|(/front/notes)?\?tag=[\w.~%-]+",
    "class": "note-tag|note-task|note-tick|note-task-text",
    "rel": "noopener noreferrer nofollow",
    "target": "_blank",
    "dir": "auto",
    "start": r"\d+",
    "commandfor": "notes",
    "command": r"--task-5-3-\d+-[01]",
    "aria-label": r"(?s:.+)",
}
WAYS: Final[list[Callable[[str], str]]] = [
    lambda text: render(text, words=WORDS, home="/front/notes", task="task-5-3"),
    render,
    lambda text: render(f"- [ ] {text}", words=WORDS, home="/front/notes", task="task-5-3"),
    lambda text: render(f"[{text}](https://a.test/{text})", words=WORDS),
    lambda text: render(f"![{text}](https://a.test '{text}')"),
    lambda text: render(f"|a|b|\n|-|-|\n|{text}|{text}|"),
    lambda text: render(text + "\n" * 2000, words=WORDS),
    lambda text: render_title(text, words=WORDS, home="/front/notes"),
]


class Inspector(HTMLParser):
    """Fails at whatever is not expected in the HTML of a note."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ALLOWED
        for name, value in attrs:
            assert name in ALLOWED[tag]
            assert re.fullmatch(VALUES.get(name, ".*"), value or ""), (name, value)

    def handle_comment(self, data: str) -> None:
        pytest.fail(f"neither element nor text: {data}")

    def handle_decl(self, decl: str) -> None:
        self.handle_comment(decl)

    def unknown_decl(self, data: str) -> None:
        self.handle_comment(data)

    def handle_pi(self, data: str) -> None:
        self.handle_comment(data)


def inspect(html: str) -> None:
    inspector = Inspector()
    inspector.feed(html)
    inspector.close()


@pytest.mark.parametrize("text", XSS)
def test_each_hostile_text_renders_to_harmless_html(text: str) -> None:
    for render_it in WAYS:
        inspect(render_it(text))


@pytest.mark.parametrize("text", XSS)
def test_the_last_sieve_alone_would_let_nothing_harmful_through(text: str) -> None:
    for _, href in re.findall(r'(href=")([^"]*)', html := cleaned(text)):
        assert not re.match(r"(?!https?:|mailto:)[\s\w]+:", href)
    inspect(re.sub(r' (href|command)="[^"]*"', "", html))


@given(st.lists(st.sampled_from(XSS), min_size=2, max_size=4), st.sampled_from(["", "\n", "\n\n"]))
def test_several_hostile_texts_together_render_to_harmless_html(
    texts: list[str], between: str
) -> None:
    for render_it in WAYS:
        inspect(render_it(between.join(texts)))


@given(st.text())
def test_any_text_renders_to_harmless_html(text: str) -> None:
    for render_it in WAYS:
        inspect(render_it(text))


@pytest.mark.parametrize("text", ["<b>bold</b>", "<script>x()</script>", "<!-- x -->", "a < b & c"])
def test_html_is_shown_as_it_was_written(text: str) -> None:
    shown = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert render(text) == f'<p dir="auto">{shown}</p>'


@pytest.mark.parametrize(
    "text", ["[x](javascript:y)", "[x](/y)", "[x](?y)", "<data:x>", "![](//y)"]
)
def test_a_forbidden_link_is_shown_as_its_source(text: str) -> None:
    assert render(text) == f'<p dir="auto">{escape(text)}</p>'


PIECES: Final = (
    *("[", "![", "[](", "[a](b ", "[a](<b", "[a]: b\n", "[\n", "]", "a]", "()", ")))", "!"),
    *("*", "**", "a*b_", "_", "~~", "`", "``a`", "\\", "'", '"', "&", "&amp;", "&#x41;"),
    *(">", ">a\n", "-\n", "- a\n", "1. a\n", "a\n", "a\n\n", "#", "# a\n", "|", "|a|\n|-|\n"),
    *("```\n", "<", "<a", "<http:a>", "http://", "http://a.b/(", "(http://a.b) "),
    *("#a ", "#1 ", "#a#", "a b ", "é\u0301", "\u0301", "ü ", "\t", "\r", "\r\n", " "),
)
NESTED: Final = [
    "[" * 50 + "a" + "]" * 50,
    "*" * 50 + "a" + "*" * 50,
    "> " * 50 + "a",
    "- " * 50 + "a",
    "".join("  " * depth + "- [ ] a\n" for depth in range(50)),
    "- [ ] a\n" * 2_500,
    "- - - - - - - - - a\n" * 50,
    "[a](http://" + "ü." * 50,
]


@pytest.mark.parametrize("text", [*((piece * 20_000)[:20_000] for piece in PIECES), *NESTED])
def test_the_longest_hostile_text_is_rendered_all_the_same(text: str) -> None:
    inspect(render(text, words=WORDS, home="/front/notes", task="task-5-3"))
    assert render_title(text, words=WORDS)
    for index in range(min(3, len(tasks(text)))):
        assert tasks(tick(text, index, True))[index]
        assert task_text(text, index) == "a"
