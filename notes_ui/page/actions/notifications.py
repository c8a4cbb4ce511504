"""How a page says what was done, and what could not be done."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

from nicegui import Client, ui

from notes_ui import theme
from notes_ui.i18n import messages
from notes_ui.i18n.language import Language
from notes_ui.page.actions.undo import Undo
from notes_ui.ports.errors import DatabaseBusy, DatabaseUnusable, NoteNotFound, OutOfReach
from notes_ui.ports.notes import Applied


class Notifications:
    """Messages at the top, for what went wrong; a line at the bottom, for what can be undone."""

    def __init__(self, client: Client, language: Language) -> None:
        self._client = client
        self._language = language
        self._away: ui.notification | None = None
        """says that the notes are out of reach, for as long as they are"""
        self.undo: Undo
        """the line at the bottom; the layout of the page makes it"""

    def reading(self) -> AbstractContextManager[None]:
        """Run a block that reads; if the database fails, say why; see `told`."""
        return self.told(messages.NOT_READ)

    def say_away(self) -> None:
        """Say that the notes are out of reach, until `say_back`."""
        if self._away is None and not self._client.is_deleted:
            with self._client:
                self._away = ui.notification(
                    self._language.say(messages.NOTES_AWAY),
                    position="top",
                    timeout=None,
                    classes=theme.NOTICE,
                )

    def say_back(self) -> None:
        """Say no longer that the notes are out of reach."""
        if self._away:
            self._away.dismiss()
            self._away = None

    def press_again(self) -> None:
        """Say that a press was not taken, since it may have been meant for another note."""
        self.tell(self._language.say(messages.PRESS_AGAIN))

    def tell(self, message: str) -> None:
        """Show a message at the top for eight seconds, unless somebody closes it before."""
        if not self._client.is_deleted:
            with self._client:  # the card that was pressed may be gone by now
                close = self._language.say(messages.CLOSE)
                # At the top, because Undo and the bar of the selection are at the bottom.
                ui.notify(
                    message,
                    position="top",
                    close_button=close,
                    timeout=8000,
                    classes=theme.NOTICE,
                )

    def tell_of_text(self, message: str) -> None:
        """Say what is wrong with a text, and no longer that an earlier one was stored."""
        self.hide_done()
        self.tell(message)

    def hide_done(self) -> None:
        """Show no longer what was done before; it can still be undone."""
        self.undo.hide()

    def remember(self, outcome: Applied, said: str | None) -> None:
        """Keep the edits that undo what was done, and show ``said``, if there is any."""
        steps = [step for edited in outcome.done if (step := edited.undoing()).values]
        self.undo.offer(said, steps)

    def say_gone(self, count: int) -> None:
        """Say how many notes are gone for good."""
        self.undo.say(self._language.count(messages.GONE_FOR_GOOD, count))

    def tell_of_refused(self, outcome: Applied) -> None:
        """Say that a note was deleted, or how many notes were left out, if any were."""
        if len(outcome.refused) == 1 and isinstance(outcome.refused[0], NoteNotFound):
            self.tell(self._language.say(messages.ALREADY_DELETED))
        elif outcome.refused:
            self.tell(self._language.count(messages.SOME_LEFT_OUT, len(outcome.refused)))

    @contextmanager
    def told(self, said: str = messages.NOT_SAVED) -> Iterator[None]:
        """Run a block; if the database fails, say why, and go on behind the block.

        :param said: the message, with a place for the reason
        """
        try:
            yield
        except (DatabaseBusy, OutOfReach) as error:
            # What happens next is said by `say_away`, below this message.
            reason = messages.BUSY if isinstance(error, DatabaseBusy) else messages.AWAY
            self.tell(self._language.say(said, reason=self._language.say(reason)))
        except DatabaseUnusable as error:
            self.tell(self._language.say(said, reason=error))
