"""What stands around the list: the number of notes, the way to more notes, and empty states."""

import json
import time
from collections.abc import Awaitable, Callable
from typing import Final

from nicegui import ui

from notes_ui import theme
from notes_ui.components.elements import TextButton
from notes_ui.i18n import messages
from notes_ui.i18n.language import Language, isolated
from notes_ui.page.browse.urls import EVERYTHING, in_order, suffix
from notes_ui.ports.notes import NoteQuery, NoteWindow
from notes_ui.runtime.lean_elements import Bare, Boundary
from notes_ui.runtime.shared_windows import Difference

QUIET: Final = 2.0
"""minimum seconds between two messages for screen readers"""
AGAIN: Final = "\u200b"
"""makes a repeated text differ, so that a screen reader reads it again"""
NOTHING: Final = {
    (False, None): (messages.EMPTY, messages.EMPTY_HINT),
    (False, False): (messages.NONE_OPEN, messages.NONE_OPEN_HINT),
    (False, True): (messages.NONE_DONE, messages.NONE_DONE_HINT),
    (True, None): (messages.NONE_TAGGED, messages.NONE_TAGGED_HINT),
    (True, False): (messages.NO_TAGGED_OPEN, messages.NO_TAGGED_OPEN_HINT),
    (True, True): (messages.NO_TAGGED_DONE, messages.NO_TAGGED_DONE_HINT),
}
"""the texts of an empty list, by whether the query has a tag, and by its `done`"""
Move = Callable[[], Awaitable[None] | None]
Empty = Callable[[int], Awaitable[None]]
"""called with the number of notes in the trash"""


class Occasional(ui.element):
    """A container for parts that are seldom shown; the parts exist only while they are shown."""

    def __init__(self, classes: str, fill: Callable[[], object]) -> None:
        super().__init__("div")
        self._shown_classes = classes
        self._fill = fill

    def show(self, shown: bool) -> None:
        """Make the parts, or remove them."""
        if shown == bool(self.default_slot.children):
            return
        if shown:
            with self.classes(self._shown_classes):
                self._fill()
        else:
            self.clear().classes(remove=self._shown_classes)


class WindowButton(TextButton, default_classes=theme.WINDOW_BUTTON):
    """Leads to notes outside the window."""


class Above:
    """What stands above the list."""

    def __init__(self, language: Language, *, first: Move, newer: Move, empty_trash: Empty) -> None:
        say = language.say
        self._language = language
        self._told_at = 0.0
        self._trashed = 0
        self._counting: tuple[NoteQuery, int, bool] | None = None
        with Boundary():
            self._told = Bare("div").classes(theme.ONLY_HEARD).props("role=status")
        with Boundary(), ui.element("div").classes(theme.COUNT_LINE) as line:
            words = json.dumps(say(messages.NOT_YET), ensure_ascii=False)
            line.style(theme.NOT_YET.format(words=words))
            self._count = Bare("div").classes(theme.COUNT).props("role=status").mark("count")
            self._trash = Occasional(
                theme.TRASH_BUTTONS,
                lambda: WindowButton(say(messages.EMPTY_TRASH), lambda: empty_trash(self._trashed)),
            )
        self._newer = Occasional(
            theme.WINDOW_NEWER,
            lambda: (
                WindowButton(say(messages.SHOW_FIRST), first),
                WindowButton(say(messages.SHOW_NEWER), newer),
            ),
        )

    def show(self, query: NoteQuery, window: NoteWindow) -> None:
        """Show the number of notes, and buttons to the notes before the window."""
        counting = query, window.total, window.exact
        if counting != self._counting:
            self._counting = counting
            self._count.text = self._counted(query, window)
        self._newer.show(window.newer)
        self._trashed = window.counts["trashed"]
        self._trash.show(query.trashed and self._trashed > 0)

    def tell(self, step: Difference) -> None:
        """Tell screen readers what has changed, unless they were told within `QUIET` seconds."""
        now = time.monotonic()
        if now - self._told_at <= QUIET:
            return
        changed = len(step.differing) - step.added
        said = [
            self._language.count(texts, n)
            for texts, n in (
                (messages.NOTES_ADDED, step.added),
                (messages.NOTES_CHANGED, changed),
                (messages.NOTES_GONE, len(step.gone)),
            )
            if n
        ]
        if said:
            self._told_at = now
            text = ", ".join(said)
            self._told.text = text + AGAIN if text == self._told.text else text

    def _counted(self, query: NoteQuery, window: NoteWindow) -> str:
        if not window.exact:
            return self._language.say(messages.MANY_FOUND, n=self._language.number(window.total))
        if query.trashed:
            return self._language.count(messages.SOME_TRASHED, window.total)
        some = messages.SOME_FOUND if query.q or query.tag else messages.SOME_NOTES
        return self._language.count(some, window.total)


class Below:
    """What stands below the list."""

    def __init__(self, language: Language, *, home: str, trash_days: int, older: Move) -> None:
        self._language = language
        self._home = home
        self._trash_days = trash_days
        self._query = EVERYTHING
        self._older = Occasional(
            theme.WINDOW_OLDER, lambda: WindowButton(language.say(messages.SHOW_MORE), older)
        )
        self._empty = Occasional(theme.EMPTY, self._say_that_there_are_none)

    def show(self, query: NoteQuery, window: NoteWindow) -> None:
        """Show a button to the notes after the window, or say that there are no notes."""
        if query is not self._query:
            self._query = query
            self._empty.show(False)
        self._older.show(window.older)
        self._empty.show(not window.notes)

    def _say_that_there_are_none(self) -> None:
        query = self._query
        said, hint = _nothing(query)
        days, tag = self._language.number(self._trash_days), isolated(query.tag or "")
        Bare("div", self._language.say(said, tag=tag)).classes(theme.EMPTY_TITLE)
        Bare("div", self._language.say(hint, n=days, tag=tag))
        if suffix(query):
            way, wider = _wider(query)
            back = Bare("a", self._language.say(way, tag=tag)).classes(theme.EMPTY_LINK)
            back.props["href"] = f"{self._home}{suffix(wider)}"


def _nothing(query: NoteQuery) -> tuple[str, str]:
    """The text of an empty list, and a hint."""
    if query.q:
        hint = messages.NONE_FOUND_HERE if _is_narrowed(query) else messages.NONE_FOUND_HINT
        return messages.NONE_FOUND, hint
    if query.trashed:
        return messages.TRASH_EMPTY, messages.TRASH_EMPTY_HINT
    return NOTHING[bool(query.tag), query.done]


def _wider(query: NoteQuery) -> tuple[str, NoteQuery]:
    """The text of a link to more notes, and its query, which has fewer conditions."""
    if query.q and _is_narrowed(query):
        return messages.SEARCH_ALL_NOTES, in_order(NoteQuery(q=query.q))
    if query.tag and not query.q and query.done is not None:
        return messages.SHOW_ALL_TAGGED, in_order(NoteQuery(tag=query.tag))
    return messages.SHOW_ALL_NOTES, EVERYTHING


def _is_narrowed(query: NoteQuery) -> bool:
    return query.done is not None or query.tag is not None or query.trashed
