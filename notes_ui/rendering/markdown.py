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
    """The title, with marks and tags as links. It is no Markdown."""
    return cleaned(Highlight.of(words, home).chip(title, tags(title)))


def render(description: str, *, words: Sequence[str] = (), home: str = "", task: str = "") -> str:
    """The Markdown of a description as HTML that can do no harm.

    :param words: of a search; the words that begin with one of them are marked there
    :param home: the address of the list, where tags lead
    :param task: begins the commands of its task lines; without it they can't be ticked
    """
    drawing = Drawing(Highlight.of(words, home), tags(description), task)
    return cleaned(_PARSER.render(description, {"drawing": drawing}))
