"""All that the pages of a process ask of the server, together."""

from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from typing import Protocol

from notes_ui.ports.caches import Caches
from notes_ui.ports.changes import Changes, Rounds
from notes_ui.ports.drafts import DraftStore
from notes_ui.ports.notes import NotesGateway
from notes_ui.ports.transfers import TransferGateway

LastWrites = MutableMapping[object, Callable[[], Awaitable[None]]]


@dataclass(frozen=True, slots=True)
class PageLimits:
    """What the settings say of pages."""

    reconnect_timeout: float
    """seconds that a page waits for its browser to come back"""
    trash_days: int
    """days after which a note of the trash is deleted for good"""


class PageBackend(Protocol):
    """What a page is made on. `notes_ui.ports.local` has the one in this process."""

    @property
    def notes(self) -> NotesGateway:
        """The notes."""
        ...

    @property
    def drafts(self) -> DraftStore:
        """What is being typed."""
        ...

    @property
    def transfers(self) -> TransferGateway:
        """Files of notes."""
        ...

    @property
    def changes(self) -> Changes:
        """How a page learns of changes."""
        ...

    @property
    def rounds(self) -> Rounds:
        """When a page is repainted."""
        ...

    @property
    def caches(self) -> Caches:
        """Where the pages' own caches are made."""
        ...

    @property
    def limits(self) -> PageLimits:
        """What the settings say of pages."""
        ...

    @property
    def before_close(self) -> LastWrites:
        """What is still to be written when the application ends, by whom."""
        ...
