"""The history of a note: a dialog with its versions, each of which can be brought back."""

from collections.abc import Callable, Sequence

from notes_ui import theme
from notes_ui.components.dialog import Dialog
from notes_ui.i18n import messages
from notes_ui.page.actions.context import PageContext
from notes_ui.page.dialogs.version_item import VersionItem
from notes_ui.ports.errors import NoteNotFound
from notes_ui.ports.notes import VersionPublic
from notes_ui.runtime.lean_elements import Bare


class NoteHistory:
    """The history of one note at a time. It follows the note while it is open.

    :param closed: called when the dialog was closed; the editor that has opened it may be gone
    """

    def __init__(self, context: PageContext, *, closed: Callable[[], None]) -> None:
        self._notes = context.notes
        self._actions = context.actions
        self._language = language = context.language
        self._note_id = 0
        self._versions: Sequence[VersionPublic] = ()
        self._list: Bare
        self._window = Dialog(
            language, messages.HISTORY, theme.HISTORY, fill=self._fill, closed=closed
        )

    async def open(self, note_id: int) -> bool:
        """Show the versions of a note, unless it was deleted meanwhile; return whether it does."""
        self._note_id, self._versions = note_id, ()
        self._window.make()
        with self._actions.reading():
            if await self._read():
                self._window.open()
                return True
        return False

    async def meet(self) -> None:
        """Show the current versions, if the dialog is open; close it if the note was deleted.

        :raises DatabaseUnusable: if the versions can't be read
        """
        if self._window.is_open and not await self._read():
            self._window.close()

    async def _read(self) -> bool:
        """Show the versions as they are now, and return whether there are any."""
        note_id = self._note_id
        try:
            if await self._is_shown():
                return True
            now = await self._notes.history(note_id)
        except NoteNotFound:
            self._actions.tell(self._language.say(messages.ALREADY_DELETED))
            return False
        if note_id == self._note_id and now != self._versions:
            self._versions = now
            self._show()
        return True

    def _fill(self) -> None:
        self._list = Bare("ol").classes(theme.VERSIONS)

    async def _is_shown(self) -> bool:
        """Whether the newest version is shown already, which saves reading 50 long versions."""
        if not self._versions:
            return False
        note, shown = await self._notes.get(self._note_id), self._versions[0]
        return (note.version, note.updated_at) == (shown.version, shown.written_at)

    def _show(self) -> None:
        shown = {item.version: item for item in self._items()}
        for item in shown.values():
            if item.version not in self._versions:
                self._list.remove(item)
        for place, version in enumerate(self._versions):
            item = shown.get(version) or self._added(version, place)
            item.show(current=place == 0)

    def _items(self) -> list[VersionItem]:
        children = self._list.default_slot.children
        return [item for item in children if isinstance(item, VersionItem)]

    def _added(self, version: VersionPublic, place: int) -> VersionItem:
        with self._list:
            item = VersionItem(version, self._language, self._bring_back)
        item.move(target_index=place)
        return item

    async def _bring_back(self, version: VersionPublic) -> None:
        if await self._actions.revert(self._note_id, self._versions[0], version):
            self._window.close()
