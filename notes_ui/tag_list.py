"""All tags in a dialog, each a link to its notes: the toolbar has room for a few."""

from collections.abc import Sequence
from typing import Final

from nicegui import Client, ui

from api.note_query import NoteQuery
from api.notes import Notes
from notes_ui import theme, words
from notes_ui.actions import Actions
from notes_ui.bare import Bare
from notes_ui.language import Language
from notes_ui.note_card import CardButton
from notes_ui.toolbar import State, tagged

MOST_LISTED: Final = 100


class TagList:
    """The 100 tags that most notes have. It follows the notes while it is open."""

    def __init__(
        self, notes: Notes, actions: Actions, client: Client, language: Language, *, home: str
    ) -> None:
        self._notes = notes
        self._actions = actions
        self._client = client
        self._language = language
        self._home = home
        self._query: NoteQuery | None = None
        self._shown: Sequence[State] = ()
        self._dialog: ui.dialog | None = None
        self._list: Bare

    async def open(self, query: NoteQuery) -> None:
        """Show the tags, and which of them is chosen in the query."""
        if self._dialog is None:
            self._dialog = self._made()
        with self._actions.reading():
            await self._show(query)
            self._dialog.open()

    async def meet(self, query: NoteQuery) -> None:
        """Take in how many notes have each tag by now, or make way for the view that was chosen."""
        if self._dialog is None or not self._dialog.value:
            return
        if query != self._query:
            self._dialog.close()
        else:
            await self._show(query)

    async def _show(self, query: NoteQuery) -> None:
        tags = tuple(await self._notes.tags(MOST_LISTED))
        shown = tagged(query, tags, self._home, self._language.code, MOST_LISTED)
        self._query = query
        if shown != self._shown:
            self._shown = shown
            self._list.clear()
            with self._list:
                for state in shown:
                    with Bare("li"):
                        state.show_on(Bare("a").classes(theme.VIEW_TAG))

    def _made(self) -> ui.dialog:
        say = self._language.say
        with self._client.layout, ui.dialog() as dialog, ui.element("div").classes(theme.ALL_TAGS):
            dialog.props["aria-label"] = say(words.TAGS)
            Bare("h2", say(words.TAGS))
            self._list = Bare("ul").classes(theme.ALL_TAGS_LIST)
            CardButton(say(words.CLOSE), dialog.close).classes(theme.PRIMARY)
        return dialog
