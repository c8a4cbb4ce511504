"""All tags in a dialog, each a link to its notes: the toolbar has room for a few."""

from collections.abc import Sequence
from typing import Final

from notes_ui import theme
from notes_ui.components.dialog import Dialog
from notes_ui.i18n import messages
from notes_ui.page.actions.context import PageContext
from notes_ui.page.browse.view_links import State, View, ViewLinks
from notes_ui.ports.notes import NoteQuery
from notes_ui.runtime.lean_elements import Bare

MOST_LISTED: Final = 100
"""tags"""


class TagList:
    """The 100 tags that most notes have. It follows the notes while it is open."""

    def __init__(self, context: PageContext, links: ViewLinks) -> None:
        self._notes = context.notes
        self._actions = context.actions
        self._language = language = context.language
        self._home = context.home
        self._links = links
        self._query: NoteQuery | None = None
        self._shown: Sequence[State] = ()
        self._list: Bare
        self._window = Dialog(language, messages.TAGS, theme.ALL_TAGS, fill=self._fill)

    async def open(self, query: NoteQuery) -> None:
        """Show the tags, and which of them is chosen in the query."""
        self._window.make()
        with self._actions.reading():
            await self._show(query)
            self._window.open()

    async def meet(self, query: NoteQuery) -> None:
        """Show the current counts, if the dialog is open; close it if another view was chosen.

        :raises DatabaseUnusable: if the tags can't be read
        """
        if not self._window.is_open:
            return
        if query != self._query:
            self._window.close()
        else:
            await self._show(query)

    async def _show(self, query: NoteQuery) -> None:
        tags = tuple(await self._notes.tags(MOST_LISTED))
        view = View(query, tags, self._home, self._language.code, MOST_LISTED)
        shown = self._links.tags(view)
        self._query = query
        if shown != self._shown:
            self._shown = shown
            self._list.clear()
            with self._list:
                for state in shown:
                    with Bare("li"):
                        state.show_on(Bare("a").classes(theme.VIEW_TAG))

    def _fill(self) -> None:
        self._list = Bare("ul").classes(theme.ALL_TAGS_LIST)
