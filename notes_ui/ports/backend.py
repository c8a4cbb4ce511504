"""The interface of the server as a whole, which the pages of one application share."""

from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from typing import Protocol

from notes_ui.ports.caches import Caches
from notes_ui.ports.changes import Changes, Rounds
from notes_ui.ports.drafts import DraftStore
from notes_ui.ports.notes import NotesGateway
from notes_ui.ports.presence import Elsewhere
from notes_ui.ports.transfers import TransferGateway

LastWrites = MutableMapping[object, Callable[[], Awaitable[None]]]
"""functions that write unsaved data at the shutdown, by their owners"""


@dataclass(frozen=True, slots=True)
class PageLimits:
    """The settings that pages need."""

    reconnect_timeout: float
    """seconds that a page waits for its browser to come back"""
    trash_days: int
    """days after which a note of the trash is deleted for good"""


class PageBackend(Protocol):
    """The server, as a page uses it; `notes_ui.ports.local` implements it in this process."""

    @property
    def notes(self) -> NotesGateway:
        """Reads and changes notes."""
        ...

    @property
    def drafts(self) -> DraftStore:
        """Stores drafts."""
        ...

    @property
    def transfers(self) -> TransferGateway:
        """Exports and imports notes."""
        ...

    @property
    def changes(self) -> Changes:
        """Notifies pages that notes have changed."""
        ...

    @property
    def rounds(self) -> Rounds:
        """Repaints pages."""
        ...

    @property
    def elsewhere(self) -> Elsewhere:
        """The pages of other processes."""
        ...

    @property
    def caches(self) -> Caches:
        """Makes the caches of the pages."""
        ...

    @property
    def limits(self) -> PageLimits:
        """The settings that pages need."""
        ...

    @property
    def before_close(self) -> LastWrites:
        """The last writes at the shutdown; an open page adds its own, and removes it at its end."""
        ...
