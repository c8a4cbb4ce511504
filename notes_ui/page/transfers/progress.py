"""The progress of an export or an import, and its result; only one runs at a time."""

import time
from collections.abc import Awaitable, Callable
from typing import Final

from nicegui import ui

from notes_ui import theme
from notes_ui.i18n import messages
from notes_ui.i18n.language import Language
from notes_ui.ports.errors import (
    DatabaseBusy,
    DatabaseUnusable,
    ImportInDoubt,
    ImportTooLarge,
    ImportUnreadable,
    OutOfReach,
    TooLargeThere,
)
from notes_ui.runtime.lean_elements import Bare

OFTEN: Final = 0.1
"""minimum seconds between two steps of the progress bar"""
API_SPEAKS: Final = "en"
"""the language of the API's messages"""
Work = Callable[[], Awaitable[None]]


class TransferProgress:
    """A bar and a line below it, which says in words what could not be done.

    :param largest: the maximum bytes of a file
    """

    def __init__(self, language: Language, *, largest: int) -> None:
        self._language = language
        self._largest = largest
        self._busy = False
        self._shown_at = 0.0
        self._bar = ui.linear_progress(0, show_value=False).props(theme.PROGRESS)
        self._bar.props["aria-label"] = language.say(messages.PROGRESS)
        self._bar.set_visibility(False)
        with ui.element("div").props("role=status"):
            self._said = Bare("p").classes(theme.FILE_STATUS)
            self._reason = Bare("p").classes(theme.FILE_STATUS).props(f"lang={API_SPEAKS}")

    def say(self, text: str, reason: object = "") -> None:
        """Show the result.

        :param reason: the reason that the API or the system gives, in English
        """
        self._said.text, self._reason.text = text, str(reason)

    def show(self, part: float) -> None:
        """Show the share that is done, from 0 to 1; at most once in `OFTEN` seconds."""
        now = time.monotonic()
        if part in {0.0, 1.0} or now - self._shown_at > OFTEN:
            self._shown_at = now
            self._bar.value = min(1.0, part)
            self._bar.set_visibility(True)

    async def do(self, act: Work) -> None:
        """Run an export or an import, unless another one is running; if it fails, say why."""
        if self._busy:
            self.say(self._language.say(messages.FILES_BUSY))
            return
        self._busy = True
        self.say("")
        self.show(0.0)
        try:
            await act()
        except ImportInDoubt:
            self.say(self._language.say(messages.IMPORT_IN_DOUBT))
        except (DatabaseBusy, OutOfReach) as error:
            reason = messages.BUSY if isinstance(error, DatabaseBusy) else messages.NOTES_AWAY
            self.say(" ".join(map(self._language.say, (messages.FILE_REFUSED, reason))))
        except TooLargeThere as error:
            self.say(self._language.say(messages.FILE_TOO_LARGE_THERE), error)
        except ImportTooLarge:
            self.refuse_large()
        except ImportUnreadable as error:
            self.say(self._language.say(messages.FILE_UNREADABLE), error)
        except (DatabaseUnusable, OSError) as error:
            self.say(self._language.say(messages.FILE_REFUSED), error)
        finally:
            self._busy = False
            self._bar.set_visibility(False)

    def refuse_large(self) -> None:
        """Say that a file is too large, as sent or unpacked."""
        most = self._language.number(self._largest)
        self.say(self._language.say(messages.FILE_TOO_LARGE, n=most))
