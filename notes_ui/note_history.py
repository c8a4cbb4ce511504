"""What a note was before: its versions in a dialog, each of which can be brought back."""

from collections.abc import Sequence

from nicegui import ui

from api.history import VersionPublic
from api.models import Author
from api.notes import NoteNotFound, Notes
from notes_ui import theme, words
from notes_ui.actions import Actions
from notes_ui.bare import Bare
from notes_ui.card_text import excerpt
from notes_ui.language import Language
from notes_ui.note_card import CardButton

WROTE = {
    Author.PAGE: words.IN_A_BROWSER,
    Author.REST: words.OVER_REST,
    Author.OUTSIDE: words.FROM_OUTSIDE,
}


class NoteHistory:
    """The history of one note at a time. It follows the note while it is open."""

    def __init__(self, notes: Notes, actions: Actions, language: Language) -> None:
        self._notes = notes
        self._actions = actions
        self._language = language
        self._note_id = 0
        self._versions: Sequence[VersionPublic] = ()
        self._dialog: ui.dialog | None = None
        self._list: Bare
        self._slot = ui.element("div")

    async def open(self, note_id: int) -> None:
        """Show the versions of a note, unless it was deleted meanwhile."""
        self._note_id, self._versions = note_id, ()
        if self._dialog is None:
            self._dialog = self._made()
        self._dialog.open()
        await self.meet()

    async def meet(self) -> None:
        """Take in what has become of the note."""
        if self._dialog is None or not self._dialog.value:
            return
        try:
            if await self._is_shown():
                return
            now = await self._notes.history(self._note_id)
        except NoteNotFound:
            self._dialog.close()
            self._actions.tell(self._language.say(words.ALREADY_DELETED))
            return
        if now != self._versions:
            self._versions = now
            self._show()

    async def _is_shown(self) -> bool:
        """Whether the note is as it is shown: 50 long versions take their time to be read."""
        if not self._versions:
            return False
        note, shown = await self._notes.get(self._note_id), self._versions[0]
        return (note.version, note.updated_at) == (shown.version, shown.written_at)

    def _made(self) -> ui.dialog:
        say = self._language.say
        with self._slot, ui.dialog() as dialog, ui.element("div").classes(theme.HISTORY):
            dialog.props["aria-label"] = say(words.HISTORY)
            Bare("h2", say(words.HISTORY))
            self._list = Bare("ol").classes(theme.VERSIONS)
            close = Bare("button", say(words.CLOSE)).classes(theme.PRIMARY)
            close.props(theme.PLAIN_BUTTON).on("click", dialog.close, args=[])
        return dialog

    def _show(self) -> None:
        self._list.clear()
        with self._list:
            for version in self._versions:
                with Bare("li"):
                    self._show_version(version)

    def _show_version(self, version: VersionPublic) -> None:
        say = self._language.say
        with Bare("p").classes(theme.VERSION_META):
            when = Bare("time", self._language.ago(version.written_at))
            when.attach("datetime", version.written_at.isoformat())
            Bare("span", say(WROTE[version.written_by]))
            for said, holds in ((words.DONE, version.done), (words.PINNED_NOW, version.pinned)):
                if holds:
                    Bare("span", say(said))
        Bare("h3", version.title).props("dir=auto")
        if version.description:
            Bare("p", excerpt(version.description)).classes(theme.VERSION_TEXT).props("dir=auto")
        if version is self._versions[0]:
            Bare("span", say(words.AS_IT_IS_NOW)).classes(theme.VERSION_NOW)
        else:
            CardButton(say(words.BRING_BACK), lambda: self._bring_back(version))

    async def _bring_back(self, version: VersionPublic) -> None:
        if self._dialog and await self._actions.revert(self._note_id, self._versions[0], version):
            self._dialog.close()
