"""Titles and descriptions as the HTML that pages show."""

from collections.abc import Sequence
from typing import Final

from notes_ui.ports.notes import tags
from notes_ui.rendering.highlight import Highlight
from notes_ui.rendering.parser import Parser
from notes_ui.rendering.renderer import Drawing, NoteRenderer
from notes_ui.rendering.sanitizer import cleaned

_PARSER: Final = Parser(NoteRenderer)


def render_title(title: str, *, words: Sequence[str] = (), home: str = "") -> str:
    """The title as sanitised HTML, with marks and tags as links. It is not read as Markdown."""
    return cleaned(Highlight.of(words, home).chip(title, tags(title)))


def render(description: str, *, words: Sequence[str] = (), home: str = "", task: str = "") -> str:
    """The Markdown of a description as sanitised HTML.

    :param words: the words of a search; the beginnings of words that match one are marked
    :param home: the path of the page; tags link to it
    :param task: the prefix of the commands of task lines; if empty, their buttons are disabled
    """
    drawing = Drawing(Highlight.of(words, home), tags(description), task)
    return cleaned(_PARSER.render(description, {"drawing": drawing}))
