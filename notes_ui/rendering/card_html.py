"""The HTML of a card, made once for each version and look of a note, and shared by all pages."""

from dataclasses import dataclass
from html import escape
from typing import Final

from notes_ui import theme
from notes_ui.i18n import messages
from notes_ui.i18n.language import Language, language
from notes_ui.ports.caches import Cache, Caches, text_size
from notes_ui.ports.notes import NotePublic
from notes_ui.rendering import markdown

EXCERPT_LENGTH: Final = 600
"""characters of a description that are shown, and sent, before somebody asks for all of it"""
EXCERPT_LINES: Final = 12
SHARE: Final = 9
"""per cent of the memory of all caches"""
OVERHEAD: Final = 1200
"""approximate bytes of a cache entry beside its texts"""


@dataclass(frozen=True, slots=True)
class Look:
    """All that a card's HTML depends on, except the note. Pages with equal looks share the HTML."""

    home: str
    """the path of the page; tags link to it"""
    language: str
    marked: tuple[str, ...] = ()
    """the words of a search, which are marked"""
    trashed: bool = False
    opened: bool = False
    """whether all of a long description is shown"""


@dataclass(frozen=True, slots=True)
class CardHtml:
    """The title and the description as sanitised HTML, and the names of the controls.

    :param done: the accessible name of the checkbox
    :param delete: the accessible name of Delete
    """

    html: str
    done: str
    delete: str
    long: bool
    """whether the description is longer than its excerpt"""


Made = tuple[Look, CardHtml]


class CardTexts:
    """A cache of the HTML of cards."""

    def __init__(self, caches: Caches) -> None:
        self._kept: Cache[object, Made] = caches.make("texts of cards", SHARE, _size)

    def text(self, note: NotePublic, look: Look) -> CardHtml:
        """The HTML of a note in a look; all pages get the same object."""
        # The time is in the key because a note is at version 1 again after INSERT OR REPLACE.
        key = (note.id, note.version, note.updated_at, look)
        if (kept := self._kept.get(key)) is None:
            made = _made(note, look, language(look.language))
            kept = self._kept.keep(key, (look, made))
        return kept[1]


def _size(kept: Made) -> int:
    look, made = kept
    words = sum(map(text_size, look.marked)) + text_size(look.home)
    return OVERHEAD + text_size(made.html) + text_size(made.done) + text_size(made.delete) + words


def _made(note: NotePublic, look: Look, spoken: Language) -> CardHtml:
    short = excerpt(note.description)
    shown = note.description if look.opened else short
    task = "" if look.trashed else f"task-{note.id}-{note.version}"
    title = markdown.render_title(note.title, words=look.marked, home=look.home)
    text = markdown.render(shown, words=look.marked, home=look.home, task=task) if shown else ""
    delete = messages.NOTE_DELETE_FOR_GOOD if look.trashed else messages.NOTE_DELETE
    return CardHtml(
        html=theme.CARD_HTML.format(title=title, text=text, edit=_edit(note, look, spoken)),
        done=spoken.say(messages.NOTE_DONE, title=note.title),
        delete=spoken.say(delete, title=note.title),
        long=short != note.description,
    )


def _edit(note: NotePublic, look: Look, spoken: Language) -> str:
    if look.trashed:
        return ""
    said = spoken.say(messages.NOTE_EDIT, title=note.title)
    return theme.CARD_EDIT.format(id=note.id, said=escape(said))


def excerpt(text: str) -> str:
    """The first 600 characters or 12 lines of a text, up to a whole word, and an ellipsis.

    A shorter text stays as it is.
    """
    start = "".join(text[: EXCERPT_LENGTH + 1].splitlines(keepends=True)[:EXCERPT_LINES])
    if start == text:
        return text
    if len(start) > EXCERPT_LENGTH:
        start = start[:EXCERPT_LENGTH].rsplit(maxsplit=1)[0]
    return start.rstrip() + "…"
