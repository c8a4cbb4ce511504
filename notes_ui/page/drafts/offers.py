"""Offers the drafts of closed tabs of this browser, to continue or to discard them."""

from collections.abc import Awaitable, Callable
from typing import Final

from nicegui import ui

from notes_ui import theme
from notes_ui.components.elements import TextButton
from notes_ui.i18n import messages
from notes_ui.i18n.language import Language, isolated
from notes_ui.page.actions.actions import Actions
from notes_ui.page.editor.draft_autosave import DraftAutosave
from notes_ui.ports.drafts import Draft
from notes_ui.runtime.lean_elements import Bare
from notes_ui.runtime.presence import OpenTabs

MOST_SHOWN: Final = 5
"""drafts that are shown before somebody asks for all"""
EXCERPT: Final = 60
"""characters of a draft's text that are shown"""
Resume = Callable[[Draft], Awaitable[None]]
"""moves a draft to this tab, and opens it"""


class DraftOffers:
    """A list of drafts above the notes, which is hidden while there are none."""

    def __init__(
        self,
        keeper: DraftAutosave,
        tabs: OpenTabs,
        actions: Actions,
        language: Language,
        *,
        resume: Resume,
    ) -> None:
        self._keeper, self._tabs = keeper, tabs
        self._actions = actions
        self._language = language
        self._resume = resume
        self._most: int | None = MOST_SHOWN
        self._listed: list[tuple[Draft, TextButton]] = []
        """the drafts that are listed, from top to bottom, and the button Go on of each"""
        self._list = ui.element("ul").classes(theme.UNFINISHED)
        self._list.props["aria-label"] = language.say(messages.UNFINISHED)
        self._list.props["hidden"] = ""

    async def show(self) -> None:
        """List the current drafts.

        :raises DatabaseUnusable: if the drafts can't be read
        """
        left = await self._keeper.left(self._tabs.ids)
        self._list.clear()
        shown = left[: self._most]
        with self._list:
            self._listed = [(draft, self._show(draft)) for draft in shown]
            if len(shown) < len(left):
                self._show_number(len(left))
        if left:
            self._list.props.pop("hidden", None)
        else:
            self._list.props["hidden"] = ""
        self._list.update()

    def _show(self, draft: Draft) -> TextButton:
        say = self._language.say
        with Bare("li").classes(theme.UNFINISHED_ITEM) as item:
            Bare("span", self._named(draft)).classes(theme.UNFINISHED_TEXT)
            go_on = TextButton(say(messages.GO_ON), lambda: self._go_on(draft))
            go_on.classes(theme.UNFINISHED_GO_ON)
            TextButton(say(messages.DISCARD_DRAFT), lambda: self._discard(draft, item)).classes(
                theme.UNFINISHED_DISCARD
            )
        return go_on

    def _show_number(self, count: int) -> None:
        say = self._language.say(messages.SHOW_ALL_DRAFTS, count=self._language.number(count))
        with Bare("li").classes(theme.UNFINISHED_ITEM):
            TextButton(say, self._show_all).classes(theme.UNFINISHED_ALL)

    async def _show_all(self) -> None:
        """List all drafts; the first new one gets the focus, for the pressed button is gone."""
        with self._actions.told():
            self._most = None
            before = [draft for draft, _ in self._listed]
            await self.show()
            new = [go_on for draft, go_on in self._listed if draft not in before]
            if new:
                new[0].run_method("focus")

    def _named(self, draft: Draft) -> str:
        said = messages.WAS_CHANGING if draft.base else messages.WAS_WRITING
        text = draft.base.title if draft.base else f"{draft.title} {draft.description}"
        return self._language.say(said, begin=_excerpt(text))

    async def _go_on(self, draft: Draft) -> None:
        with self._actions.told():
            await self._resume(draft)
            await self.show()

    async def _discard(self, draft: Draft, item: Bare) -> None:
        with self._actions.told():
            await self._keeper.discard_left(draft)
            item.clear()
            with item:
                Bare("span", self._language.say(messages.DRAFT_DISCARDED)).classes(
                    theme.UNFINISHED_TEXT
                )
                undo = TextButton(
                    self._language.say(messages.UNDO), lambda: self._bring_back(draft)
                )
                undo.classes(theme.UNFINISHED_GO_ON)

    async def _bring_back(self, draft: Draft) -> None:
        with self._actions.told():
            await self._keeper.put_aside(draft)
            await self.show()


def _excerpt(text: str) -> str:
    words_only = " ".join(text.split())
    cut = f"{words_only[:EXCERPT].rstrip()}…" if len(words_only) > EXCERPT else words_only
    return isolated(cut)
