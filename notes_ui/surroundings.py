"""What stands around the list: how many there are, the way to the others, and empty states."""

import time
from collections.abc import Awaitable, Callable
from typing import Final

from nicegui import ui

from api.note_query import NoteQuery
from api.notes import NoteWindow
from notes_ui import theme, words
from notes_ui.address import EVERYTHING, suffix
from notes_ui.bare import Bare
from notes_ui.language import Language
from notes_ui.note_card import CardButton
from notes_ui.shared_views import Difference

QUIET: Final = 2.0
"""seconds between two things that a screen reader is told"""
AGAIN: Final = "\u200b"
"""what makes another text of the same one, so that it is told again"""
Move = Callable[[], Awaitable[None] | None]


class Occasional(ui.element):
    """A place for what is seldom shown. Its parts are made when they are, and not before."""

    def __init__(self, classes: str, fill: Callable[[], object]) -> None:
        super().__init__("div")
        self._shown_classes = classes
        self._fill = fill

    def show(self, shown: bool) -> None:
        """Show its parts, or nothing."""
        if shown == bool(self.default_slot.children):
            return
        if shown:
            with self.classes(self._shown_classes):
                self._fill()
        else:
            self.clear().classes(remove=self._shown_classes)


class WindowButton(CardButton, default_classes=theme.WINDOW_BUTTON):
    """Leads to notes outside the window."""


class Above:
    """What stands above the list."""

    def __init__(self, language: Language, *, first: Move, newer: Move, empty_trash: Move) -> None:
        say = language.say
        self._language = language
        self._told_at = 0.0
        self._counting: tuple[NoteQuery, int, bool] | None = None
        self._told = Bare("div").classes(theme.ONLY_HEARD).props("role=status")
        with ui.element("div").classes(theme.COUNT_LINE):
            self._count = Bare("div").classes(theme.COUNT).props("role=status").mark("count")
            self._trash = Occasional(
                theme.TRASH_BUTTONS, lambda: WindowButton(say(words.EMPTY_TRASH), empty_trash)
            )
        self._newer = Occasional(
            theme.WINDOW_NEWER,
            lambda: (
                WindowButton(say(words.SHOW_FIRST), first),
                WindowButton(say(words.SHOW_NEWER), newer),
            ),
        )

    def show(self, query: NoteQuery, window: NoteWindow) -> None:
        """Say how many notes there are, and lead to those before."""
        counting = query, window.total, window.exact
        if counting != self._counting:
            self._counting = counting
            self._count.text = self._counted(query, window)
        self._newer.show(window.newer)
        self._trash.show(query.trashed and window.total > 0)

    def tell(self, step: Difference) -> None:
        """Tell those who can't see it what has changed, but not every moment."""
        now = time.monotonic()
        if now - self._told_at <= QUIET:
            return
        changed = len(step.differing) - step.added
        said = [
            self._language.count(texts, n)
            for texts, n in (
                (words.NOTES_ADDED, step.added),
                (words.NOTES_CHANGED, changed),
                (words.NOTES_GONE, len(step.gone)),
            )
            if n
        ]
        if said:
            self._told_at = now
            text = ", ".join(said)
            self._told.text = text + AGAIN if text == self._told.text else text

    def _counted(self, query: NoteQuery, window: NoteWindow) -> str:
        if not window.exact:
            return self._language.say(words.MANY_FOUND, n=self._language.number(window.total))
        if query.trashed:
            return self._language.count(words.SOME_TRASHED, window.total)
        some = words.SOME_FOUND if query.q or query.tag else words.SOME_NOTES
        return self._language.count(some, window.total)


class Below:
    """What stands below the list."""

    def __init__(self, language: Language, *, home: str, trash_days: int, older: Move) -> None:
        self._language = language
        self._home = home
        self._trash_days = trash_days
        self._query = EVERYTHING
        self._older = Occasional(
            theme.WINDOW_OLDER, lambda: WindowButton(language.say(words.SHOW_MORE), older)
        )
        self._empty = Occasional(theme.EMPTY, self._say_that_there_are_none)

    def show(self, query: NoteQuery, window: NoteWindow) -> None:
        """Lead to the notes after the window, or say that there are none at all."""
        if query is not self._query:
            self._query = query
            self._empty.show(False)
        self._older.show(window.older)
        self._empty.show(not window.notes)

    def _say_that_there_are_none(self) -> None:
        said, hint = _nothing(self._query)
        Bare("div", self._language.say(said)).classes(theme.EMPTY_TITLE)
        days, tag = self._trash_days, self._query.tag
        Bare("div", self._language.say(hint, n=self._language.number(days), tag=tag))
        if suffix(self._query):
            back = Bare("a", self._language.say(words.SHOW_ALL_NOTES)).classes(theme.EMPTY_LINK)
            back.props["href"] = self._home


def _nothing(query: NoteQuery) -> tuple[str, str]:
    if query.q:
        return words.NONE_FOUND, words.NONE_FOUND_HINT
    if query.trashed:
        return words.TRASH_EMPTY, words.TRASH_EMPTY_HINT
    if query.tag:
        return words.NONE_TAGGED, words.NONE_TAGGED_HINT
    if query.done is not None:
        return (
            (words.NONE_DONE, words.NONE_DONE_HINT)
            if query.done
            else (words.NONE_OPEN, words.NONE_OPEN_HINT)
        )
    return words.EMPTY, words.EMPTY_HINT
