"""Offers the drafts of closed tabs of this browser, to continue or to discard them."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Final

from nicegui import ui

from notes_ui import theme
from notes_ui.components.elements import TextButton
from notes_ui.i18n import messages
from notes_ui.i18n.language import Language, isolated
from notes_ui.page.actions.actions import Actions
from notes_ui.page.editor.draft_autosave import DraftAutosave
from notes_ui.ports.drafts import Draft
from notes_ui.ports.errors import DatabaseUnusable
from notes_ui.runtime.lean_elements import Bare
from notes_ui.runtime.presence import OpenTabs

MOST_SHOWN: Final = 5
"""drafts that are shown before somebody asks for all"""
EXCERPT: Final = 60
"""characters of a draft's text that are shown"""
Resume = Callable[[Draft], Awaitable[bool]]
"""moves a draft to this tab, and opens it; returns False if the draft is gone"""


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
        self._discarded: list[Draft] = []
        """the drafts that can be brought back"""
        self._pressed: list[Draft] = []
        """the drafts on which a press is being carried out"""
        self._is_shown = self._in_doubt = False
        self._list = ui.element("ul").classes(theme.UNFINISHED)
        self._list.props["aria-label"] = language.say(messages.UNFINISHED)
        self._list.props["hidden"] = ""

    async def show(self) -> None:
        """List the current drafts.

        :raises DatabaseUnusable: if the drafts can't be read
        """
        self._in_doubt = False
        self._lay_out(await self._keeper.left(self._tabs.ids))

    def doubt(self) -> None:
        """Have `meet` read the drafts again, because they may have changed elsewhere."""
        self._in_doubt = True

    async def meet(self) -> None:
        """List the current drafts, if others than these are listed, and there is doubt.

        :raises DatabaseUnusable: if the drafts can't be read; the next call goes on from there
        """
        if not (self._in_doubt and self._is_shown):
            return
        self._in_doubt = False
        try:
            left = await self._keeper.left(self._tabs.ids)
        except DatabaseUnusable:
            self._in_doubt = True
            raise
        if list(left[: self._most]) != [draft for draft, _ in self._listed]:
            self._lay_out(left)

    def _lay_out(self, left: Sequence[Draft]) -> None:
        self._is_shown = True
        self._list.clear()
        shown = left[: self._most]
        with self._list:
            self._listed = [(draft, self._show(draft)) for draft in shown]
            if len(shown) < len(left):
                self._show_number(len(left))
            for draft in self._discarded:
                self._show_discarded(draft)
        if left or self._discarded:
            self._list.props.pop("hidden", None)
        else:
            self._list.props["hidden"] = ""
        self._list.update()

    def _show(self, draft: Draft) -> TextButton:
        say = self._language.say
        with Bare("li").classes(theme.UNFINISHED_ITEM):
            Bare("span", self._named(draft)).classes(theme.UNFINISHED_TEXT)
            go_on = TextButton(say(messages.GO_ON), lambda: self._press(draft, self._resume))
            go_on.classes(theme.UNFINISHED_GO_ON)
            discard = TextButton(
                say(messages.DISCARD_DRAFT), lambda: self._press(draft, self._discard)
            )
            discard.classes(theme.UNFINISHED_DISCARD)
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

    async def _press(self, draft: Draft, act: Callable[[Draft], Awaitable[bool]]) -> None:
        """Do something with a draft, once at a double click; say so if the draft is gone.

        :param act: returns whether the draft was still there
        """
        if draft in self._pressed:
            return
        self._pressed.append(draft)
        try:
            with self._actions.told():
                if not await act(draft):
                    self._actions.tell(self._language.say(messages.DRAFT_GONE))
                await self.show()
        finally:
            self._pressed.remove(draft)

    async def _discard(self, draft: Draft) -> bool:
        was_there = await self._keeper.discard_left(draft, self._tabs.ids)
        if was_there:
            self._discarded.append(draft)
        return was_there

    def _show_discarded(self, draft: Draft) -> None:
        say = self._language.say
        with Bare("li").classes(theme.UNFINISHED_ITEM):
            Bare("span", say(messages.DRAFT_DISCARDED)).classes(theme.UNFINISHED_TEXT)
            undo = TextButton(say(messages.UNDO), lambda: self._bring_back(draft))
            undo.classes(theme.UNFINISHED_GO_ON)

    async def _bring_back(self, draft: Draft) -> None:
        with self._actions.told():
            if draft in self._discarded:  # else a second press has brought it back already
                self._discarded.remove(draft)
                await self._put_back(draft)
                await self.show()

    async def _put_back(self, draft: Draft) -> None:
        try:
            await self._keeper.put_aside(draft)
        except DatabaseUnusable:
            self._discarded.append(draft)
            raise


def _excerpt(text: str) -> str:
    words_only = " ".join(text.split())
    cut = f"{words_only[:EXCERPT].rstrip()}…" if len(words_only) > EXCERPT else words_only
    return isolated(cut)
