"""Asks before what can't be taken back."""

from nicegui import Client, ui

from notes_ui import theme
from notes_ui.components.elements import TextButton
from notes_ui.i18n import messages
from notes_ui.i18n.language import Language
from notes_ui.runtime.lean_elements import Bare


class Confirmation:
    """A question in a dialog, which is made when it is first asked."""

    def __init__(self, client: Client, language: Language) -> None:
        self._client = client
        self._language = language
        self._dialog: ui.dialog | None = None
        self._question: Bare

    async def deletes_for_good(self, count: int) -> bool:
        """Ask whether so many notes are to be deleted for good, and return the answer.

        Closing the page, Escape and a second question while there is one mean no.
        """
        if self._dialog is None:
            self._dialog = self._made()
        if self._dialog.value:
            return False
        self._question.text = question = self._language.count(messages.SURE_TO_DELETE, count)
        self._dialog.props["aria-label"] = question
        return await self._dialog is True

    def _made(self) -> ui.dialog:
        say = self._language.say
        # The page as a whole has it: what was pressed may be gone before it is answered.
        with self._client.layout, ui.dialog() as dialog, ui.element("div").classes(theme.QUESTION):
            dialog.props("role=alertdialog")
            self._question = Bare("p")
            with ui.element("div").classes(theme.QUESTION_BUTTONS):
                yes = TextButton(say(messages.DELETE_FOR_GOOD), lambda: dialog.submit(True))
                yes.classes(theme.QUESTION_YES)
                no = TextButton(say(messages.CANCEL), dialog.close)
                no.classes(theme.QUESTION_NO).props("data-autofocus")
        return dialog
