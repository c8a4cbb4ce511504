"""Links to the views: all, open and done notes, the trash, tags, and the orders."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Final

from nicegui import ui

from notes_ui import theme
from notes_ui.components.elements import TextButton
from notes_ui.i18n import messages
from notes_ui.i18n.language import Language
from notes_ui.page.browse.urls import in_order, suffix
from notes_ui.page.browse.view_links import STATES, State, View, ViewLinks, lead
from notes_ui.ports.notes import NoteQuery, NoteWindow, Sort
from notes_ui.runtime.lean_elements import Bare, Boundary

OpenTags = Callable[[NoteQuery], Awaitable[None]]
MOST_TAGS: Final = 8
"""tags that the toolbar shows, beside the chosen one"""
ORDERS: Final = {
    Sort.BEST: messages.BEST,
    Sort.NEWEST: messages.NEWEST,
    Sort.ID: messages.OLDEST,
    Sort.LAST_CHANGED: messages.RECENTLY_CHANGED,
    Sort.TITLE: messages.BY_TITLE,
}


class Toolbar:
    """Links with counts; as links, because a view can then be opened in a tab of its own.

    :param more: shows all tags
    """

    def __init__(self, language: Language, links: ViewLinks, *, home: str, more: OpenTags) -> None:
        self._language = language
        self._known = links
        self._home = home
        self._query: NoteQuery | None = None
        self._shown: Sequence[State] = ()
        self._more = more
        self._more_button: TextButton | None = None
        self._tag_links: list[Bare] = []
        self._counts: Mapping[str, int] | None = None
        self._tags: Sequence[tuple[str, int]] | None = None
        with Boundary(), ui.element("nav").classes(theme.TOOLBAR) as bar:
            bar.props["aria-label"] = language.say(messages.VIEWS)
            with ui.element("div").classes(theme.VIEWS) as self._views:
                self._states = [Bare("a").classes(theme.VIEW) for _ in STATES]
                self._tag_list = ui.element("span").classes(theme.TAG_LIST)
            self._order = Bare("button").classes(theme.SORT).props(theme.SORT_BUTTON)
        # A popover: the browser opens and closes it, and brings the focus back from it.
        with ui.element("div").classes(theme.SORT_MENU).props(theme.SORT_POPOVER) as self._menu:
            self._orders = {sort: Bare("a", language.say(said)) for sort, said in ORDERS.items()}

    def show(self, query: NoteQuery, window: NoteWindow) -> None:
        """Mark the link to the view, and show the number of notes in each view."""
        moved = query is not self._query
        if moved or window.counts != self._counts:
            self._show_states(query, window.counts)
        if moved or window.tags != self._tags:
            self._show_tags(query, window.tags)
        if moved:
            self._show_sort(query)
        self._query, self._counts, self._tags = query, window.counts, window.tags

    def _show_states(self, query: NoteQuery, counts: Mapping[str, int]) -> None:
        view = View(query, tuple(counts.items()), self._home, self._language.code)
        shown = self._known.states(view)
        before = self._shown or (None,) * len(shown)
        for link, state, was in zip(self._states, shown, before, strict=True):
            if state != was:
                state.show_on(link)
                link.attach("hidden", "" if state.hidden else None)
        self._shown = shown

    def _show_tags(self, query: NoteQuery, tags: Sequence[tuple[str, int]]) -> None:
        view = View(query, tuple(tags), self._home, self._language.code, MOST_TAGS)
        shown = self._known.tags(view)
        for link, state in zip(self._links(len(shown)), shown, strict=True):
            state.show_on(link)
        self._show_more(more=len(tags) > MOST_TAGS and not query.trashed)

    def _show_more(self, *, more: bool) -> None:
        if more and self._more_button is None:
            with self._views:
                self._more_button = TextButton(
                    self._language.say(messages.MORE_TAGS), self._open_more
                ).classes(theme.MORE_TAGS)
        if self._more_button is not None:
            self._more_button.attach("hidden", None if more else "")

    async def _open_more(self) -> None:
        if self._query is not None:
            await self._more(self._query)

    def _links(self, wanted: int) -> Sequence[Bare]:
        """``wanted`` links for tags; existing links are reused, since new ones cost more."""
        with self._tag_list:
            while len(self._tag_links) < wanted:
                self._tag_links.append(Bare("a").classes(theme.VIEW_TAG))
        while len(self._tag_links) > wanted:
            self._tag_list.remove(self._tag_links.pop())
        return self._tag_links

    def _show_sort(self, query: NoteQuery) -> None:
        self._order.attach("hidden", "" if query.trashed else None)
        if self._query:
            self._menu.run_method("hidePopover")
        for sort, link in self._orders.items():
            target = in_order(query.model_copy(update={"sort": sort}))
            lead(link, f"{self._home}{suffix(target)}", current=sort == query.sort)
        self._orders[Sort.BEST].attach("hidden", None if query.q else "")
        if query.sort:
            self._order.text = chosen = self._orders[query.sort].text
            self._order.attach("aria-label", f"{self._language.say(messages.SORT)}: {chosen}")
