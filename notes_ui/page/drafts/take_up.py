"""Goes on with a draft of a closed tab; the text in its place is added, or becomes a draft."""

from notes_ui.i18n import messages
from notes_ui.page.actions.context import PageContext
from notes_ui.page.composer.composer import Composer
from notes_ui.page.composer.replaced import nothing
from notes_ui.page.editor.controller import EditorController
from notes_ui.page.editor.draft_autosave import DraftAutosave
from notes_ui.page.editor.draft_moves import InPlace
from notes_ui.ports.drafts import Draft
from notes_ui.runtime.presence import OpenTabs


class TakeUp:
    """Moves a draft to this tab and opens it, on one page.

    The draft of a new note takes the place of what the form has, which becomes a draft to offer. If
    that was added as a note before the browser showed the other text, it is not offered any more.
    """

    def __init__(
        self,
        context: PageContext,
        composer: Composer,
        editing: EditorController,
        keeper: DraftAutosave,
        tabs: OpenTabs,
    ) -> None:
        self._actions = context.actions
        self._say = context.language.say
        self._composer = composer
        self._editing = editing
        self._keeper = keeper
        self._tabs = tabs

    async def take_up(self, draft: Draft) -> bool:
        """Continue the draft; return False if it is gone.

        :raises DatabaseUnusable: if that fails
        """
        if draft.base and not await self._editing.make_room():
            # A draft of this tab is not offered, and the open editor would replace it.
            self._actions.tell(self._say(messages.CLOSE_FIRST))
            return True
        taken = await self._keeper.take_up(draft, self._in_place_of(draft), self._tabs.ids)
        if taken is None:
            return False
        if taken.draft.base:
            await self._editing.resume([taken.draft], focused=True)
        else:
            await self._show(taken.draft, taken.aside, is_added=taken.is_added)
        return True

    async def _show(self, draft: Draft, aside: Draft | None, *, is_added: bool) -> None:
        composer = self._composer
        composer.replace(draft, added=lambda: self._drop(aside))
        composer.focus(draft.field)
        self._keeper.keep(composer.draft())  # with the texts of presses that wait
        if is_added:
            await self._drop(aside)

    async def _drop(self, aside: Draft | None) -> None:
        """Delete the draft of a text that was added."""
        with self._actions.told():
            if aside:
                await self._keeper.drop(aside)

    def _in_place_of(self, draft: Draft) -> InPlace:
        composer, editing = self._composer, self._editing
        if draft.base:
            return InPlace(lambda: editing.set_aside(draft.note_id), lambda: 0, nothing)
        return InPlace(composer.typed, lambda: composer.presses, composer.settled)
