"""Undoes a whole sitting at a note, and brings it back."""

from collections.abc import Awaitable, Callable, Sequence
from functools import partial

from notes_ui.i18n.language import Language
from notes_ui.page.actions.actions import Actions
from notes_ui.ports.errors import NoteConflict
from notes_ui.ports.notes import Applied, Edited
from notes_ui.text.merge import Merge


class UndoSession:
    """What a sitting wrote is one step of Undo; what others wrote meanwhile is kept.

    :param reopen: opens the editor again with what was typed and not stored
    """

    def __init__(
        self, page: Actions, language: Language, reopen: Callable[[Merge], Awaitable[None]]
    ) -> None:
        self._page = page
        self._say = language.say
        self._reopen = reopen

    def offer(self, said: str, merge: Merge, *, always: bool = False) -> None:
        """Show ``said``, with a button that undoes what the sitting has stored.

        :param always: whether to show it even if nothing was stored
        """
        undoing = merge.undoing()
        if undoing or always:
            self._page.undo.offer(self._say(said), [undoing] if undoing else [])

    async def take_back(self, merge: Merge, said: str) -> Sequence[Edited] | None:
        """Undo what was stored, and offer to bring back all that was typed.

        :return: what the undoing edit did, nothing if it was refused; None if the database has
            failed, which the page has said
        """
        left = bool(merge.pending())
        taken = await self._take_back(merge)
        if taken is not None:
            again = partial(self._reopen, merge) if left else None
            edits = [edited.undoing() for edited in taken]
            self._page.undo.offer(self._say(said), edits, again)
        return taken

    async def _take_back(self, merge: Merge) -> Sequence[Edited] | None:
        undoing = merge.undoing()
        if undoing is None:
            return ()
        written = await self._page.write_merged(undoing)
        if isinstance(written, NoteConflict):
            self._page.tell_of_refused(Applied((), [written]))
        return (written,) if isinstance(written, Edited) else () if written else None
